// The OpenAPI document as a judge: every answer a test receives must be one that it describes, and
// what was called is written down so that the end of the API area can name the routes nobody tried.
import { dereference, initialBaseURI, type Schema, validate, type ValidationResult } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "./client.ts";
import { program } from "./environment.ts";
import type { Server } from "./server.ts";

export interface Operation {
  operationId: string;
  "x-permission": { key: string; kind: "role" | "signed_in" | "public" | "guest"; roles: string[]; named?: boolean }; // named: a token needs a scope of just this key
  security?: Record<string, string[]>[]; // other than the document's: [] nobody needed, session only
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: Schema }> }>;
}

export interface Route {
  method: string;
  path: string; // template, "/api/v1/units/{id}"
  pattern: RegExp;
  operation: Operation;
}

export class Description {
  readonly json: any;
  readonly routes: Route[] = [];
  // Where every schema is by its address, as `validate` wants it: the components, and below /judged those that stand in routes.
  #schemas: Record<string, Schema | boolean> | null = null;
  #judged = new Set<Schema>();

  constructor(json: any) {
    this.json = json;
    for (const [path, item] of Object.entries<any>(json.paths))
      for (const method of ["get", "post", "put", "patch", "delete"])
        if (item[method]) this.routes.push({ method: method.toUpperCase(), path, pattern: patternOf(path), operation: item[method] });
    // A constant path wins over one with a parameter in its place.
    this.routes.sort((a, b) => a.path.split("{").length - b.path.split("{").length);
  }

  find(method: string, path: string): Route | undefined {
    return this.routes.find((route) => route.method === method && route.pattern.test(path));
  }

  deref(node: any): any {
    if (typeof node?.$ref !== "string") return node;
    return node.$ref.slice(2).split("/").reduce((at: any, key: string) => at?.[key], this.json);
  }

  // The schema of a JSON body with its media type, when the operation takes one.
  bodyOf(operation: Operation): { media: string; schema: any } | null {
    for (const [media, { schema }] of Object.entries(operation.requestBody?.content ?? {}))
      if (/json$/.test(media) && schema) return { media, schema };
    return null;
  }

  accepts(schema: Schema, value: unknown): boolean {
    return this.#judge(schema, value).valid;
  }

  // Each schema is walked through once: the components are megabytes, so not with every schema that refers into them.
  #judge(schema: Schema, value: unknown): ValidationResult {
    this.#schemas ??= dereference({ components: this.json.components } as Schema);
    if (!this.#judged.has(schema)) {
      dereference(schema, this.#schemas, initialBaseURI, `/judged/${this.#judged.size}`);
      this.#judged.add(schema);
    }
    return validate(value, schema, "2020-12", this.#schemas, false);
  }

  check(method: string, url: string, answer: Answer): void {
    const path = url.split("?")[0] ?? url;
    const route = this.find(method, path);
    if (!route) {
      assert.ok([404, 405].includes(answer.status), `${method} ${path} answered ${answer.status} and is not in the OpenAPI document`);
      return;
    }
    remember(`${route.method} ${route.path} ${answer.status}`);
    const where = `${route.method} ${route.path} ${answer.status}`;
    const response = this.deref(route.operation.responses[String(answer.status)] ?? route.operation.responses["default"]);
    assert.ok(response, `${where}: the OpenAPI document does not have this status\n${answer.text.slice(0, 2000)}`);
    const media = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
    if (answer.text === "") return;
    const content = Object.entries<any>(response.content ?? {}).find(([key]) => key.split(";")[0] === media)?.[1];
    assert.ok(content, `${where}: the OpenAPI document does not have media type "${media}"`);
    if (!content.schema || answer.json === undefined) return;
    const result = this.#judge(content.schema, answer.json);
    const faults = result.errors.map((e) => `${e.instanceLocation}: ${e.error}`).slice(-8);
    assert.ok(result.valid, `${where}: the answer is not as described:\n${faults.join("\n")}\n${answer.text.slice(0, 2000)}`);
  }
}

function patternOf(path: string): RegExp {
  const text = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${text}$`);
}

let document: Promise<Description> | null = null;

export function describedBy(server: Server): Promise<Description> {
  document ??= documentOf(server).then((text) => new Description(JSON.parse(text)));
  return document;
}

// The document is the program's own, whatever its database and settings: a run asks each program once and keeps what it
// gave. openapi.json is for the area contract.
async function documentOf(server: Server): Promise<string> {
  const work = process.env["KANAME_TEST_WORK"];
  const { ino, mtimeMs, size } = statSync(program);
  const kept = work && join(work, `openapi-${ino}-${mtimeMs}-${size}.json`);
  if (kept && existsSync(kept)) return readFileSync(kept, "utf8");
  const answer = await fetch(`${server.url}/api/v1/openapi.json`);
  assert.equal(answer.status, 200, "GET /api/v1/openapi.json");
  const text = await answer.text();
  if (work && kept) for (const file of [join(work, "openapi.json"), kept]) writeWhole(file, text);
  return text;
}

// Other test files read it at the same time: it is there whole or not at all.
function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

const seen = new Set<string>();

// One line a first call, in a file of this process; read by script/lib/coverage.mjs.
function remember(line: string): void {
  const work = process.env["KANAME_TEST_WORK"];
  if (!work || seen.has(line)) return;
  seen.add(line);
  mkdirSync(join(work, "called"), { recursive: true });
  appendFileSync(join(work, "called", `${process.pid}.txt`), `${line}\n`);
}
