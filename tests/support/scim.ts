// A client as an identity provider is one: a bearer token, application/scim+json, answers of RFC 7644.
// They stand outside the OpenAPI document, so their form is checked here.
import assert from "node:assert/strict";
import type { Client, Json } from "./client.ts";
import type { Server } from "./server.ts";

export const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export interface ScimAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: Json;
}

export class Provider {
  readonly server: Server;
  token: string;

  constructor(server: Server, token: string) {
    this.server = server;
    this.token = token;
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ScimAnswer> {
    const all: Record<string, string> = { "content-type": "application/scim+json", "accept-language": "en", ...headers };
    if (this.token !== "") all["authorization"] = `Bearer ${this.token}`;
    if (body === undefined) delete all["content-type"];
    const got = await fetch(`${this.server.url}/scim/v2${path}`, { method, headers: all, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) });
    const text = await got.text();
    if (text !== "") assert.equal(got.headers.get("content-type"), "application/scim+json", `${method} ${path}: ${got.status} ${text}`);
    return { status: got.status, headers: got.headers, text, json: text === "" ? undefined : JSON.parse(text) };
  }

  async #good(status: number, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Json> {
    const answer = await this.call(method, path, body, headers);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
    if (status === 304 || status === 204) assert.equal(answer.text, "");
    return answer.json;
  }

  get(path: string): Promise<Json> {
    return this.#good(200, "GET", path);
  }
  post(path: string, body: unknown): Promise<Json> {
    return this.#good(201, "POST", path, body);
  }
  put(path: string, body: unknown): Promise<Json> {
    return this.#good(200, "PUT", path, body);
  }
  patch(path: string, ...Operations: unknown[]): Promise<Json> {
    return this.#good(path.startsWith("/Groups") ? 204 : 200, "PATCH", path, { schemas: [PATCH], Operations });
  }
  async remove(path: string): Promise<void> {
    await this.#good(204, "DELETE", path);
  }
  // What a filter finds.
  async find(kind: "Users" | "Groups", filter: string, more = ""): Promise<Json[]> {
    return (await this.get(`/${kind}?filter=${encodeURIComponent(filter)}${more}`)).Resources;
  }

  // Refused with this status and word of the RFC; gives the detail.
  async refused(status: number, scimType: string | undefined, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<string> {
    const answer = await this.call(method, path, body, headers);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.status} ${answer.text}`);
    assert.deepEqual(answer.json.schemas, [ERROR]);
    assert.equal(answer.json.status, String(status));
    assert.equal(answer.json.scimType, scimType, answer.text);
    assert.ok(answer.json.detail.length > 0);
    return answer.json.detail;
  }
  refusedPatch(status: number, scimType: string | undefined, path: string, ...Operations: unknown[]): Promise<string> {
    return this.refused(status, scimType, "PATCH", path, { schemas: [PATCH], Operations });
  }
}

// A token of an administrator, and a provider that has it.
export async function providerOf(admin: Client): Promise<Provider> {
  const { token } = await admin.post("/tokens", { name: "Entra ID", scopes: ["scim"], days: 90 }, 201);
  return new Provider(admin.server, token);
}
