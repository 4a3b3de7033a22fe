// A mail server on loopback that keeps what it gets, and can be as unfriendly as real ones are.
import { after } from "node:test";
import { SMTPServer } from "smtp-server";
import { freePort, until } from "./environment.ts";
import type { Client } from "./client.ts";

export interface Mail {
  to: string; // of the envelope
  from: string;
  headers: Record<string, string>; // lower-case names, unfolded and decoded
  raw: string;
  text: string;
  html: string;
}

interface Way {
  refuse?: (address: string) => number | null; // an answer to RCPT TO; null: accepted
  dieAfterData?: () => boolean; // the connection ends before the answer
  options?: object; // of the smtp-server package
}

const decodeWords = (value: string): string =>
  value.replace(/\?=\s+=\?/g, "?==?").replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => Buffer.from(base64, "base64").toString());

function headersOf(head: string): Record<string, string> {
  const fields = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return Object.fromEntries(fields.map((f) => [f.slice(0, f.indexOf(":")).toLowerCase(), decodeWords(f.slice(f.indexOf(":") + 1).trim())]));
}

function partOf(raw: string, type: string): string {
  const at = raw.search(new RegExp(`Content-Type: ${type}`, "i"));
  const [, body = ""] = raw.slice(at).split(/\r\n\r\n/, 2);
  return at < 0 ? "" : Buffer.from(body.split("\r\n--")[0] ?? "", "base64").toString();
}

export class Mailbox {
  readonly mails: Mail[] = [];
  readonly way: Way = {};
  readonly port: number;
  #server: any;
  #options: object;

  constructor(port: number, options: object) {
    this.port = port;
    this.#options = options;
  }

  async open(): Promise<void> {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      hideENHANCEDSTATUSCODES: false,
      ...this.#options,
      onRcptTo: (address: { address: string }, _session: unknown, done: (e?: Error) => void) => {
        const code = this.way.refuse?.(address.address) ?? null;
        done(code === null ? undefined : Object.assign(new Error(code < 500 ? "try again later" : "user unknown"), { responseCode: code }));
      },
      onData: (stream: NodeJS.ReadableStream, session: any, done: (e?: Error) => void) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          this.#keep(Buffer.concat(chunks).toString(), session);
          if (this.way.dieAfterData?.()) for (const c of this.#server.connections) c._socket.destroy();
          else done();
        });
      },
    });
    this.#server.on("error", () => {}); // connections that we break off
    await new Promise<void>((done) => this.#server.listen(this.port, "127.0.0.1", done));
  }

  close(): Promise<void> {
    return new Promise((done) => this.#server.close(() => done()));
  }

  #keep(raw: string, session: any): void {
    const headers = headersOf(raw.slice(0, raw.indexOf("\r\n\r\n")));
    const { mailFrom, rcptTo } = session.envelope;
    this.mails.push({ to: rcptTo[0].address, from: mailFrom.address, headers, raw, text: partOf(raw, "text/plain"), html: partOf(raw, "text/html") });
  }

  // The newest mail to an address, when one has come that fits.
  mailTo(address: string, fits: (mail: Mail) => boolean = () => true): Promise<Mail> {
    return until(`a mail to ${address}`, () => this.mails.findLast((m) => m.to === address && fits(m)) ?? null);
  }
}

export async function openMailbox(options: object = {}): Promise<Mailbox> {
  const mailbox = new Mailbox(await freePort(), options);
  await mailbox.open();
  after(() => mailbox.close());
  return mailbox;
}

// Settings of a server that sends to the mailbox without TLS and tries again soon.
export const mailSettings = (mailbox: Mailbox, more: Record<string, string> = {}): Record<string, string> => ({
  KANAME_SMTP_URL: `smtp://localhost:${mailbox.port}`,
  KANAME_SMTP_TLS: "off",
  KANAME_SMTP_RETRY_SECONDS: "1",
  KANAME_MAIL_FROM: "かなめ <kaname@example.jp>",
  ...more,
});

// Gives the account a person with this address; the people's register is the lead's.
export async function giveAddress(lead: Client, client: Client, email: string, unit: string): Promise<void> {
  const me = await client.get("/session");
  const person = await lead.post("/people", { unit, family_name: "山田", given_name: me.account.login, email }, 201);
  const account = await lead.call("GET", `/accounts/${me.account.id}`);
  await lead.patch(`/accounts/${me.account.id}`, { person: person.id }, account.headers.get("etag") ?? "");
}
