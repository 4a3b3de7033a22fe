// A box of mails on loopback, by IMAP or POP3, with as much of the two as a reader of mail needs
// (RFC 3501, 4315, 1939). What is said to it is kept, so that a test can see what was asked.
import { after } from "node:test";
import { createServer, type Server, type Socket } from "node:net";
import { freePort } from "./environment.ts";

interface Kept {
  number: number;
  text: string;
  seen: boolean;
  deleted: boolean;
}

export class ReturnBox {
  readonly kind: "imap" | "pop3";
  readonly port: number;
  readonly said: string[] = [];
  password = "pale-otter-9";
  broken = 0; // the number of a mail at which the connection ends
  #mails: Kept[] = [];
  #next = 1;
  #server: Server;

  constructor(kind: "imap" | "pop3", port: number) {
    this.kind = kind;
    this.port = port;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  open(): Promise<void> {
    return new Promise((done) => this.#server.listen(this.port, "127.0.0.1", done));
  }
  close(): void {
    this.#server.close();
  }

  put(text: string): number {
    this.#mails.push({ number: this.#next, text: text.replaceAll(/\r?\n/g, "\r\n"), seen: false, deleted: false });
    return this.#next++;
  }
  get left(): number[] {
    return this.#mails.map((m) => m.number);
  }
  get unseen(): number[] {
    return this.#mails.filter((m) => !m.seen).map((m) => m.number);
  }

  #serve(socket: Socket): void {
    let rest = "";
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    const state = { say, end: () => socket.end(), gone: new Set<number>() };
    say(this.kind === "imap" ? "* OK ready" : "+OK ready");
    socket.on("error", () => {});
    socket.on("data", (data) => {
      rest += data.toString("latin1");
      for (let at = rest.indexOf("\r\n"); at >= 0; at = rest.indexOf("\r\n")) {
        const line = rest.slice(0, at);
        rest = rest.slice(at + 2);
        this.said.push(line);
        if (this.kind === "imap") this.#imap(line, state);
        else this.#pop3(line, state);
      }
    });
  }

  #imap(line: string, { say, end }: { say: (line: string) => void; end: () => void }): void {
    const [tag = "", ...words] = line.split(" ");
    const command = words.join(" ");
    const ok = (): void => say(`${tag} OK done`);
    const uid = Number(/^UID (?:FETCH|STORE|EXPUNGE) (\d+)/.exec(command)?.[1] ?? 0);
    const mail = this.#mails.find((m) => m.number === uid);
    if (command === "CAPABILITY") say("* CAPABILITY IMAP4rev1 UIDPLUS");
    else if (/^LOGIN/.test(command) && !command.includes(this.password)) return say(`${tag} NO wrong password`);
    else if (/^SELECT/.test(command)) say(`* ${this.#mails.length} EXISTS`);
    else if (command === "UID SEARCH UNSEEN") say(["* SEARCH", ...this.unseen].join(" "));
    else if (/^UID FETCH/.test(command) && uid === this.broken) return end();
    else if (/^UID FETCH/.test(command) && mail) {
      mail.seen = true;
      say(`* 1 FETCH (UID ${uid} BODY[] {${Buffer.byteLength(mail.text)}}`);
      say(`${mail.text})`);
    } else if (/^UID STORE/.test(command) && mail) {
      if (command.includes("\\Deleted")) mail.deleted = true;
      if (command.includes("\\Seen")) mail.seen = command.includes("+FLAGS");
    } else if (/^UID EXPUNGE/.test(command)) this.#mails = this.#mails.filter((m) => m.number !== uid || !m.deleted);
    else if (command === "LOGOUT") {
      say("* BYE");
      ok();
      return end();
    }
    ok();
  }

  #pop3(line: string, { say, end, gone }: { say: (line: string) => void; end: () => void; gone: Set<number> }): void {
    const [command = "", argument = ""] = line.split(" ");
    const mail = this.#mails.find((m) => m.number === Number(argument));
    if (command === "CAPA") ["+OK", "USER", "UIDL", "."].forEach(say);
    else if (command === "PASS" && argument !== this.password) say("-ERR wrong password");
    else if (command === "LIST") ["+OK", ...this.#mails.map((m) => `${m.number} ${m.text.length}`), "."].forEach(say);
    else if (command === "RETR" && mail?.number === this.broken) end();
    else if (command === "RETR" && mail) ["+OK", mail.text.replaceAll(/^\./gm, ".."), "."].forEach(say);
    else if (command === "DELE" && mail) {
      gone.add(mail.number);
      say("+OK");
    } else if (command === "QUIT") {
      this.#mails = this.#mails.filter((m) => !gone.has(m.number));
      say("+OK");
      end();
    } else say("+OK");
  }
}

export async function openReturnBox(kind: "imap" | "pop3"): Promise<ReturnBox> {
  const box = new ReturnBox(kind, await freePort());
  await box.open();
  after(() => box.close());
  return box;
}
