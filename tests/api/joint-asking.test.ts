// Asking many firms to take part in a joint measure: each once, however many there are.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { today } from "../support/day.ts";
import { setUp } from "../support/people.ts";
import { engine } from "../support/environment.ts";
import { startServer } from "../support/server.ts";

const FIRMS = 10_000;
const server = await startServer();
const ciso = await setUp(server);
const ask = (body: object): Promise<Json> => ciso.post("/joint-adoptions/asking", body, 201);

async function measure(title: string): Promise<Json> {
  const made = await ciso.post("/joint-measures", { title, because: "取引先を装うメールが広がる。", kind: "notice", free: true }, 201);
  const begun = await ciso.call("POST", `/joint-measures/${made.id}/transitions`, { json: { action: "begin" }, etag: "*" });
  assert.equal(begun.status, 200, begun.text);
  return made;
}

// Firms as a company of that size has them; made one by one they would take longer than all that is asked of them.
function many(): void {
  const numbers = engine === "sqlite" ? `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${FIRMS})` : `WITH n AS (SELECT generate_series(1, ${FIRMS}) AS i)`;
  const uid = engine === "sqlite" ? "randomblob(16)" : "decode(md5(i::text), 'hex')";
  query(
    server.database,
    `${numbers} INSERT INTO supplier (org_id, uid, number, name, match_name, state, class, folded, version, created_at, updated_at)
     SELECT (SELECT min(id) FROM org WHERE id > 0), ${uid}, 'SR-2026-9' || i, '部品' || i || '社', '部品' || i,
       CASE WHEN i % 100 = 0 THEN 'ended' ELSE 'active' END, CASE WHEN i % 10 = 0 THEN 'a' ELSE 'd' END, '', 1, 0, 0 FROM n`,
  );
}

// Most of them have been asked before.
function askedBefore(measure: string): void {
  const uid = engine === "sqlite" ? "randomblob(16)" : "decode(md5('a' || id::text), 'hex')";
  query(
    server.database,
    `INSERT INTO joint_adoption (org_id, uid, number, measure_id, supplier_id, name, state, folded, version, created_at, updated_at)
     SELECT org_id, ${uid}, 'JA-2026-9' || id, (SELECT id FROM joint_measure WHERE number = '${measure}'), id, name, 'agreed', '', 1, 0, 0 FROM supplier WHERE class = 'd' AND id % 9 <> 0`,
  );
}
const count = (what: string): number => Number(query(server.database, `SELECT count(${what}) FROM joint_adoption`)[0]);

test("of ten thousand firms each is asked once: some at a time, those of a class, then all others", async () => {
  many();
  const { id, number } = await measure("不審なメールを知らせ合う");
  askedBefore(number);
  const before = count("*");
  assert.ok(before > 7000);
  assert.deepEqual(await ask({ measure: id, class: "a" }), { made: 500, left: 400 });
  assert.deepEqual(await ask({ measure: id, class: "a" }), { made: 400, left: 0 });
  const others = FIRMS - FIRMS / 10 - before; // every tenth is of class a, of these every tenth has ended
  assert.deepEqual(await ask({ measure: id }), { made: 500, left: others - 500 });
  assert.deepEqual(await ask({ measure: id }), { made: others - 500, left: 0 });
  assert.deepEqual(await ask({ measure: id }), { made: 0, left: 0 });
  assert.deepEqual([count("*"), count("DISTINCT supplier_id")], [FIRMS - FIRMS / 100, FIRMS - FIRMS / 100]);
});

test("of many firms those alone are asked that were willing at the meeting", async () => {
  const { id } = await measure("訓練を合同で行う");
  const meeting = await ciso.post("/meetings", { title: "取引先代表者会議", kind: "supplier", held_on: today() }, 201);
  const numbers = [1, 1500, 4321, 9999].map((i) => `SR-2026-9${i}`);
  for (const [i, supplier] of numbers.entries()) await ciso.post("/supplier-attendances", { meeting: meeting.id, supplier, attendance: "present", willing: i !== 2 }, 201);
  assert.deepEqual(await ask({ measure: id, meeting: meeting.id }), { made: 3, left: 0 });
  const asked = (await ciso.get(`/joint-adoptions?filter[measure][eq]=${id}`)).items.map((a: Json) => a.name);
  assert.deepEqual(asked.sort(), ["部品1500社", "部品1社", "部品9999社"].sort());
  assert.deepEqual(await ask({ measure: id, meeting: meeting.id }), { made: 0, left: 0 });
  const grid = await ciso.get(`/joint-adoptions/grid?measure=${id}`);
  assert.deepEqual(grid.items.map((f: Json) => f.name).sort(), asked);
  await ciso.refused("POST", "/joint-adoptions/asking", 404, { json: { measure: meeting.id } });
});
