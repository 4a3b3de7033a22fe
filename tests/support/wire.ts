// A client that speaks bytes, for what no well-behaved client would send.
import assert from "node:assert/strict";
import { type Socket, connect } from "node:net";
import type { Server } from "./server.ts";

export interface RawAnswer {
  status: number; // 0: the connection ended without an answer
  headers: Record<string, string>; // names in lower case
  body: string;
}

export class Wire {
  readonly socket: Socket;
  readonly opened: number = Date.now();
  endedAfter: number | null = null; // ms
  #got = "";
  #waiting: (() => void)[] = [];

  constructor(server: Server) {
    this.socket = connect(server.port, "127.0.0.1");
    this.socket.setEncoding("latin1");
    this.socket.on("data", (text: string) => {
      this.#got += text;
      this.#wake();
    });
    this.socket.on("error", () => {}); // a reset shows as the end
    this.socket.on("close", () => {
      this.endedAfter = Date.now() - this.opened;
      this.#wake();
    });
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #more(seconds: number): Promise<boolean> {
    if (this.endedAfter !== null) return false;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((wake) => this.#waiting.push(wake)),
      new Promise<void>((_, fail) => {
        timer = setTimeout(() => fail(new Error(`silence for ${seconds} s; so far ${JSON.stringify(this.#got)}`)), seconds * 1000);
      }),
    ]);
    clearTimeout(timer);
    return true;
  }

  send(text: string): this {
    this.socket.write(text, "latin1");
    return this;
  }

  // The next answer on this connection.
  async answer(seconds = 20): Promise<RawAnswer> {
    let at: number;
    while ((at = this.#got.indexOf("\r\n\r\n")) < 0) if (!(await this.#more(seconds))) return { status: 0, headers: {}, body: "" };
    const [line = "", ...fields] = this.#got.slice(0, at).split("\r\n");
    const headers = Object.fromEntries(fields.map((f) => [f.slice(0, f.indexOf(":")).toLowerCase(), f.slice(f.indexOf(":") + 1).trim()]));
    const length = Number(headers["content-length"] ?? 0);
    while (this.#got.length < at + 4 + length && (await this.#more(seconds)));
    const body = this.#got.slice(at + 4, at + 4 + length);
    this.#got = this.#got.slice(at + 4 + length);
    return { status: Number(line.split(" ")[1]), headers, body };
  }

  // Waits until the server has ended the connection; gives the ms since it was opened.
  async ended(seconds = 20): Promise<number> {
    while (await this.#more(seconds));
    assert.ok(this.endedAfter !== null);
    return this.endedAfter;
  }

  close(): void {
    this.socket.destroy();
  }
}

// One request on a connection of its own.
export async function ask(server: Server, request: string): Promise<RawAnswer> {
  const wire = new Wire(server).send(request);
  const answer = await wire.answer();
  wire.close();
  return answer;
}
