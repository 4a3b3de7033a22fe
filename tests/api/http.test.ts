// The server as strangers meet it: what it promises on every answer, and what it refuses.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, describe, test } from "node:test";
import { program, until } from "../support/environment.ts";
import { type Server, startServer } from "../support/server.ts";
import { ask, Wire } from "../support/wire.ts";

const server = await startServer();
const other = await startServer(); // for the end of its life
const HOST = "Host: localhost\r\n";
const get = (path: string, fields = ""): string => `GET ${path} HTTP/1.1\r\n${HOST}${fields}\r\n`;
const post = (path: string, fields: string, body = ""): string => `POST ${path} HTTP/1.1\r\n${HOST}${fields}\r\n${body}`;
const JSON_TYPE = "Content-Type: application/json\r\n";

async function figure(of: Server, name: string): Promise<number> {
  const text = await fetch(`${of.url}/metrics`).then((a) => a.text());
  return Number(new RegExp(`^${name} (\\d+)`, "m").exec(text)?.[1]);
}

// The slow ones wait for the server's deadlines, all at the same time and beside the other tests.
describe("slow senders", { concurrency: true }, () => {
  const wires: Wire[] = [];
  const drip = (first: string, next: string): Wire => {
    const wire = new Wire(server).send(first);
    const timer = setInterval(() => wire.send(next), 500);
    wire.socket.on("close", () => clearInterval(timer));
    wires.push(wire);
    return wire;
  };
  after(() => wires.forEach((wire) => wire.close()));

  test("headers that are not complete after 15 s end the connection, however they drip", async () => {
    const slow = [drip("GET /health HTTP/1.1\r\n", "X-A: b\r\n"), drip("GET ", "x"), drip("", "\r\n")];
    for (const wire of slow) {
      const ms = await wire.ended(30);
      assert.ok(ms > 12_000 && ms < 22_000, `ended after ${ms} ms`);
    }
  });

  test("hundreds of half requests keep nobody out, and all are ended", async () => {
    const many = Array.from({ length: 300 }, () => new Wire(server).send("GET /health HTTP/1.1\r\nX-Half: "));
    await until("all are connected", async () => (await figure(server, "kaname_http_connections")) >= 300);
    const begin = Date.now();
    assert.equal((await ask(server, get("/ready"))).status, 200);
    assert.ok(Date.now() - begin < 2000);
    await Promise.all(many.map((wire) => wire.ended(30)));
  });

  test("a JSON body that is not complete after 60 s ends the connection", async () => {
    const wire = drip(post("/api/v1/session", `${JSON_TYPE}Content-Length: 1000\r\n`), " ");
    const ms = await wire.ended(90);
    assert.ok(ms > 55_000 && ms < 75_000, `ended after ${ms} ms`);
  });
});

describe("every answer", () => {
  const safety = (headers: Headers): void => {
    assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'; require-trusted-types-for 'script'$/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.ok(headers.get("permissions-policy"));
    assert.equal(headers.get("strict-transport-security"), null, "HSTS only where people come by https");
    assert.equal(headers.get("server"), null);
  };
  for (const path of ["/", "/health", "/api/v1/session", "/api/v1/nowhere", "/no-such.js", "/measures"])
    test(`carries the fields of safety: ${path}`, async () => safety((await fetch(server.url + path)).headers));

  test("of the API is stored nowhere and has the request's id", async () => {
    const answer = await fetch(`${server.url}/api/v1/session`, { headers: { "x-request-id": "test-0815.1" } });
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.equal(answer.headers.get("x-request-id"), "test-0815.1");
    assert.equal(((await answer.json()) as { request_id: string }).request_id, "test-0815.1");
  });
});

describe("the page", () => {
  test("is given for its own paths and for those of the UI, and asked for again", async () => {
    const page = await fetch(`${server.url}/`);
    const route = await fetch(`${server.url}/measures/R-2026-0001`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
    assert.equal(page.headers.get("cache-control"), "no-cache");
    assert.equal(await route.text(), await page.text());
  });

  test("is not sent again when the browser has it", async () => {
    const page = await fetch(`${server.url}/`);
    const etag = page.headers.get("etag") ?? "";
    const again = await fetch(`${server.url}/`, { headers: { "if-none-match": etag } });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get("etag"), etag);
    assert.equal((await fetch(`${server.url}/`, { headers: { "if-none-match": '"other"' } })).status, 200);
  });

  test("names files that are kept for good and come compressed", async () => {
    const html = await fetch(`${server.url}/`).then((a) => a.text());
    const script = /(?:src|href)="(\/assets\/main-[^"]+\.js)"/.exec(html)?.[1];
    assert.ok(script, html);
    const raw = await ask(server, get(script));
    assert.equal(raw.headers["cache-control"], "public, max-age=31536000, immutable");
    assert.match(raw.headers["content-type"] ?? "", /^text\/javascript/);
    assert.equal(raw.headers["content-encoding"], undefined);
    const packed = await ask(server, get(script, "Accept-Encoding: gzip, br\r\n"));
    assert.ok(["br", "gzip"].includes(packed.headers["content-encoding"] ?? ""));
    assert.ok(packed.body.length < raw.body.length);
    assert.match(packed.headers["vary"] ?? "", /Accept-Encoding/);
    assert.equal((await ask(server, get(script, "Accept-Encoding: br;q=0, gzip;q=0\r\n"))).headers["content-encoding"], undefined);
  });
});

describe("requests are refused", () => {
  const cases: [string, string, number][] = [
    ["a path out of the files", get("/../../etc/passwd.txt"), 404],
    ["an encoded path out of the files", get("/%2e%2e%2f%2e%2e%2fmigrations/0001_kernel.sql"), 404],
    ["a broken escape", get("/api/v1/units/%zz"), 400],
    ["a path that is not UTF-8", get("/api/v1/units/%ff%fe"), 400],
    ["a NUL in the path", get("/api/v1/units/%00"), 400],
    ["a query that is not UTF-8", get("/api/v1/setup?x=%c3%28"), 400],
    ["a query nobody knows", get("/api/v1/setup?x=1"), 422],
    ["a method nobody knows", `BREW / HTTP/1.1\r\n${HOST}\r\n`, 405],
    ["a method the path does not have", `DELETE /api/v1/setup HTTP/1.1\r\n${HOST}\r\n`, 405],
    ["a change to a page", post("/", "Content-Length: 0\r\n"), 405],
    ["no host", "GET /health HTTP/1.1\r\n\r\n", 400],
    ["two lengths", post("/api/v1/session", `${JSON_TYPE}Content-Length: 2\r\nContent-Length: 3\r\n`, "{}"), 400],
    ["a length and chunks", post("/api/v1/session", `${JSON_TYPE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, "0\r\n\r\n"), 400],
    ["an address that is too long", get(`/${"a".repeat(5000)}`), 414],
    ["header fields that are too large", get("/health", `X-Long: ${"a".repeat(7000)}\r\n`), 431],
    ["too many header fields", get("/health", "A: b\r\n".repeat(2000)), 431],
    ["a body that is no JSON", post("/api/v1/session", `${JSON_TYPE}Content-Length: 1\r\n`, "{"), 400],
    ["a body of another type", post("/api/v1/session", "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"), 415],
    ["a body of 2 MiB, announced", post("/api/v1/session", `${JSON_TYPE}Content-Length: 2097152\r\n`), 413],
    ["a log-in from another site", post("/api/v1/session", `${JSON_TYPE}Origin: https://evil.example\r\nContent-Length: 2\r\n`, "{}"), 403],
    ["a broken chunk", post("/api/v1/session", `${JSON_TYPE}Transfer-Encoding: chunked\r\n`, "xyz\r\n"), 400],
  ];
  for (const [name, request, status] of cases)
    test(name, async () => {
      const answer = await ask(server, request);
      assert.equal(answer.status, status, answer.body);
      assert.equal((await ask(server, get("/health"))).status, 200);
    });

  test("a body in chunks once it is too large", async () => {
    const wire = new Wire(server).send(post("/api/v1/session", `${JSON_TYPE}Transfer-Encoding: chunked\r\n`));
    for (let i = 0; i < 20; i++) wire.send(`10000\r\n${" ".repeat(65536)}\r\n`);
    assert.equal((await wire.answer()).status, 413);
    await wire.ended();
  });

  test("what follows a request that can be read in two ways is not read", async () => {
    const wire = new Wire(server).send(post("/api/v1/session", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", `0\r\n\r\n${get("/health")}`));
    assert.equal((await wire.answer()).status, 400);
    assert.equal((await wire.answer()).status, 0);
  });
});

test("pipelined requests are answered in order", async () => {
  const wire = new Wire(server).send(get("/health") + get("/api/v1/nowhere") + get("/ready") + get("/"));
  assert.deepEqual([(await wire.answer()).status, (await wire.answer()).status, (await wire.answer()).status, (await wire.answer()).status], [200, 404, 200, 200]);
  wire.close();
});

test("problems are told in the caller's language", async () => {
  const title = async (lang: string): Promise<string> =>
    ((await fetch(`${server.url}/api/v1/nowhere`, { headers: { "accept-language": lang } }).then((a) => a.json())) as { title: string }).title;
  assert.match(await title("ja"), /[\u3040-\u9fff]/);
  assert.match(await title("fr, en;q=0.5"), /^[A-Z]/);
  assert.match(await title("fr"), /[\u3040-\u9fff]/);
});

test("figures are for programs on this machine, not through a proxy", async () => {
  assert.ok((await figure(server, "kaname_uptime_seconds")) >= 0);
  assert.equal((await ask(server, get("/metrics", "X-Forwarded-For: 127.0.0.1\r\n"))).status, 404);
});

describe("the life of the program", () => {
  test("a port in use is told, and nothing is started", () => {
    const run = spawnSync(program, ["serve", "--port", String(other.port), "--database", `sqlite:${other.database.folder}/second.db`], { encoding: "utf8", env: { ...process.env, KANAME_KEY_FILE: `${other.database.folder}/second.key`, LC_ALL: "C" } });
    assert.equal(run.status, 1);
    assert.match(run.stderr, /Cannot listen on the port/);
    assert.equal(run.stdout, "");
  });

  test("it says where it is, and ends on SIGTERM though clients hold connections", async () => {
    assert.match(other.log, new RegExp(`^Kaname: http://localhost:${other.port}/$`, "m"));
    const idle = new Wire(other).send(get("/health"));
    assert.equal((await idle.answer()).status, 200);
    const half = new Wire(other).send("GET /health HTTP/1.1\r\nX-Half: ");
    const body = new Wire(other).send(post("/api/v1/session", `${JSON_TYPE}Content-Length: 100\r\n`, "{"));
    await until("all are connected", async () => (await figure(other, "kaname_http_connections")) >= 3);
    body.close();
    const begin = Date.now();
    await other.stop();
    assert.ok(Date.now() - begin < 10_000);
    await Promise.all([idle.ended(), half.ended()]);
  });
});
