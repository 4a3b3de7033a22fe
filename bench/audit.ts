// The audit trail at 1,000,000 entries: its list by every filter, and `kaname verify` over all of it. The
// entries are chained here as src/kernel/audit/chain.h says, so that verify has something to say yes to.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { query } from "../tests/support/database.ts";
import { engine } from "../tests/support/environment.ts";
import { setUp } from "../tests/support/people.ts";
import { command } from "../tests/support/server.ts";
import { benchServer, fill, report, timed } from "./support.ts";

const ENTRIES = 1_000_000;
const GOAL_MS = { page: 20, verify: 10_000 };
const RARE = "framework"; // a subject of 50 entries, the oldest

const server = await benchServer();
const client = await setUp(server);
await server.stop();

const hex = (column: string): string => (engine === "sqlite" ? `hex(${column})` : `encode(${column}, 'hex')`);
const blob = (bytes: string): string => (engine === "sqlite" ? `x'${bytes}'` : `'\\x${bytes}'`);
const [org, account, first, previous] = ["org_id", "account_id", "seq", hex("hash")].map((column) => query(server.database, `SELECT ${column} FROM audit ORDER BY seq DESC LIMIT 1`)[0] ?? "");
const rows: string[] = [];
let hash = (previous ?? "").toLowerCase();
let seq = Number(first);
for (const last = seq + ENTRIES; seq < last; ) {
  seq++;
  const subject = seq - Number(first) <= 50 ? RARE : ["measure", "response", "unit"][seq % 3];
  const uid = createHash("md5").update(String(seq % 50_000)).digest("hex");
  const dashed = uid.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const at = 1_700_000_000_000 + seq;
  const lines = ["kaname-audit-1", hash, org, seq, at, account, "http 192.0.2.1", "update", subject, seq % 50_000, dashed, 1, "-"];
  hash = createHash("sha256").update(lines.map((line) => `${line}\n`).join("")).digest("hex");
  rows.push(`(${org},${seq},${at},${account},'http 192.0.2.1','update','${subject}',${seq % 50_000},${blob(uid)},1,NULL,${blob(hash)})`);
}
const inserts: string[] = [];
for (let i = 0; i < rows.length; i += 500)
  inserts.push(`INSERT INTO audit (org_id, seq, at, account_id, via, action, subject, subject_id, subject_uid, unit_id, payload_digest, hash) VALUES ${rows.slice(i, i + 500).join(",")}`);
fill(server.database, `${inserts.join(";\n")}; UPDATE audit_head SET seq = ${seq}, hash = ${blob(hash)}`);
await server.start();

async function list(name: string, parameters: string): Promise<void> {
  const ask = async (): Promise<void> => {
    const answer = await client.get(`/audit?limit=50${parameters}`);
    assert.ok(answer.items.length > 0, `${name}: nothing found`);
  };
  report(`audit.${engine}.list.${name}`, await timed(ask), "ms", GOAL_MS.page);
}

const record = query(server.database, `SELECT ${hex("subject_uid")} FROM audit WHERE seq = ${Number(first) + 60}`)[0] ?? "";
const by = (await client.get("/audit?limit=1&subject=measure")).items[0].account.id;
await list("all", "");
await list("subject", "&subject=response");
await list("rare_subject", `&subject=${RARE}`);
await list("account", `&account=${by}`);
await list("record", `&subject_id=${record.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`);
await list("between", `&from=${new Date(1_700_000_000_100 + Number(first)).toISOString()}&to=${new Date(1_700_000_000_120 + Number(first)).toISOString()}`);
await server.stop();

const begin = performance.now();
command(server.database, ["verify"]);
report(`audit.${engine}.verify`, performance.now() - begin, "ms", GOAL_MS.verify);
