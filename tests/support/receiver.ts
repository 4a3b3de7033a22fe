// A receiver of webhooks on loopback: keeps what it gets and answers as it is told to.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { after } from "node:test";
import type { Json } from "./client.ts";
import { freePort, until } from "./environment.ts";

export interface Got {
  id: string;
  timestamp: string;
  signatures: string[];
  headers: IncomingMessage["headers"];
  raw: string;
  body: Json;
}

export class Receiver {
  readonly got: Got[] = [];
  readonly url: string;
  // How it answers; 200 when absent.
  answer: (got: Got, response: ServerResponse) => void = (_, response) => void response.end();

  constructor(url: string) {
    this.url = url;
  }

  take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString();
      const head = (name: string): string => String(request.headers[name] ?? "");
      const got = { id: head("webhook-id"), timestamp: head("webhook-timestamp"), signatures: head("webhook-signature").split(" "), headers: request.headers, raw, body: JSON.parse(raw) };
      this.got.push(got);
      this.answer(got, response);
    });
  }

  // The newest of that type that fits, when one has come.
  event(type: string, fits: (got: Got) => boolean = () => true): Promise<Got> {
    return until(`an event ${type}`, () => this.got.findLast((g) => g.body.type === type && fits(g)) ?? null);
  }
}

// As a receiver does it, by the convention's own words.
export function signature(secret: string, got: Got): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${got.id}.${got.timestamp}.${got.raw}`).digest("base64")}`;
}

export function assertSigned(secret: string, got: Got): void {
  assert.ok(got.signatures.includes(signature(secret, got)), `${got.id} is not signed with the secret`);
  assert.ok(Math.abs(Date.now() / 1000 - Number(got.timestamp)) < 300);
}

export const answerWith = (status: number, headers: Record<string, string> = {}) => (_: Got, response: ServerResponse): void => void response.writeHead(status, headers).end();

export async function openReceiver(tls?: { key: Buffer; cert: Buffer }): Promise<Receiver> {
  const port = await freePort();
  const receiver = new Receiver(tls ? `https://localhost:${port}/hook` : `http://127.0.0.1:${port}/hook`);
  const handle = (request: IncomingMessage, response: ServerResponse): void => receiver.take(request, response);
  const server = tls ? createSecureServer(tls, handle) : createServer(handle);
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}

// Settings of a server that sends to loopback and tries again soon.
export const receiverSettings = (more: Record<string, string> = {}): Record<string, string> => ({
  KANAME_WEBHOOK_NETWORKS: "private",
  KANAME_WEBHOOK_RETRY_SECONDS: "1",
  KANAME_WEBHOOK_ATTEMPTS: "2",
  ...more,
});
