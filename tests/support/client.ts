// A client of the API as scripts and the page are: cookie, CSRF header, JSON. Every answer is held
// against the OpenAPI document of the server that gave it.
import assert from "node:assert/strict";
import { describedBy } from "./openapi.ts";
import type { Server } from "./server.ts";

// `any` by intent: answers are checked against their schema, so tests read members freely.
export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  text: string;
  json: Json; // undefined when the answer is not JSON
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: { pointer: string; code: string; message: string; limit?: number }[];
}

export interface Call {
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  etag?: string; // If-Match
}

export class Client {
  readonly server: Server;
  lang = "en";
  cookie = "";
  csrf = "";
  token = ""; // of the API, instead of cookie and CSRF header

  constructor(server: Server) {
    this.server = server;
  }

  // `path` is below /api/v1 unless it begins with "//" ("//health" asks for /health).
  async call(method: string, path: string, call: Call = {}): Promise<Answer> {
    const url = path.startsWith("//") ? path.slice(1) : `/api/v1${path}`;
    const headers = new Headers({ "accept-language": this.lang, ...call.headers });
    if (this.token !== "") headers.set("authorization", `Bearer ${this.token}`);
    if (this.cookie !== "") headers.set("cookie", this.cookie);
    if (this.csrf !== "" && method !== "GET") headers.set("x-csrf-token", this.csrf);
    if (call.etag !== undefined) headers.set("if-match", call.etag);
    if (call.json !== undefined) headers.set("content-type", method === "PATCH" ? "application/merge-patch+json" : "application/json");
    const body = call.json !== undefined ? JSON.stringify(call.json) : call.body;
    const got = await fetch(this.server.url + url, { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) });
    const bytes = new Uint8Array(await got.arrayBuffer());
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const isJson = /[/+]json\b/.test(got.headers.get("content-type") ?? "");
    const answer = { status: got.status, headers: got.headers, bytes, text, json: isJson ? JSON.parse(text) : undefined };
    this.#keepCookie(got.headers);
    const document = await describedBy(this.server);
    document.check(method, url, answer);
    return answer;
  }

  // After signing in: `me` is the answer of /setup, /session or /session/link.
  enter(me: Json): void {
    this.csrf = me.csrf;
  }

  #keepCookie(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const pair = line.split(";")[0] ?? "";
      if (/^(__Host-)?kaname_(session|guest)=/.test(pair)) this.cookie = pair.endsWith("=") ? "" : pair;
    }
  }

  // As call, but fails unless the status is `status` (2xx when not given); gives the JSON.
  async #expect(method: string, path: string, call: Call, status?: number): Promise<Json> {
    const answer = await this.call(method, path, call);
    const right = status === undefined ? answer.status >= 200 && answer.status < 300 : answer.status === status;
    assert.ok(right, `${method} ${path}: ${answer.status}, expected ${status ?? "2xx"}\n${answer.text.slice(0, 4000)}`);
    return answer.json;
  }

  get(path: string, status?: number): Promise<Json> {
    return this.#expect("GET", path, {}, status);
  }
  post(path: string, json?: unknown, status?: number): Promise<Json> {
    return this.#expect("POST", path, json === undefined ? {} : { json }, status);
  }
  put(path: string, json: unknown, etag?: string, status?: number): Promise<Json> {
    return this.#expect("PUT", path, { json, ...(etag === undefined ? {} : { etag }) }, status);
  }
  patch(path: string, json: unknown, etag?: string, status?: number): Promise<Json> {
    return this.#expect("PATCH", path, { json, ...(etag === undefined ? {} : { etag }) }, status);
  }
  delete(path: string, etag?: string, status?: number): Promise<Json> {
    return this.#expect("DELETE", path, etag === undefined ? {} : { etag }, status);
  }

  // The call must be refused: with this status and, when given, this code and bad field.
  async refused(method: string, path: string, status: number, call: Call & { code?: string; pointer?: string } = {}): Promise<Problem> {
    const answer = await this.call(method, path, call);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.status}\n${answer.text.slice(0, 4000)}`);
    assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
    const problem = answer.json as Problem;
    assert.equal(problem.status, status);
    if (call.code !== undefined) assert.equal(problem.code, call.code, answer.text);
    if (call.pointer !== undefined)
      assert.ok(problem.errors?.some((e) => e.pointer === call.pointer), `no bad field ${call.pointer} in ${answer.text}`);
    return problem;
  }
}
