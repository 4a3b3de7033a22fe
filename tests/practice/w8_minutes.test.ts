// Mini-practice 8, as a firm with branches all over the country does it: the minutes of each branch's committee say how
// seriously it takes security. The two sentences are those of the source: site A has nothing to discuss and is talked to,
// site B's chair says why it matters and gets a better mark in the yearly check.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const A = "■■委員長：\n「セキュリティについては、特に議事なし。」\n\n総務：来月の避難訓練について説明した。\n";
const B = "●●委員長:\n「セキュリティは要！一人ひとりが重要性を理解すべし！」\n\n総務：来月の避難訓練について説明した。\n";

async function siteOf(name: string): Promise<Json> {
  const unit = (await ciso.post("/units", { name, parent: top, kind: "office" }, 201)).id;
  return ciso.post("/sites", { unit, name }, 201);
}
const [a, b] = [await siteOf("拠点A"), await siteOf("拠点B")];

async function confirmed(site: Json, held: string, text: string): Promise<Json> {
  const made = await ciso.post("/site-minutes", { unit: site.unit.id, site: site.id, title: "セキュリティ委員会", held_on: held, minutes: text }, 201);
  await ciso.patch(`/site-minutes/${made.id}`, { mark: made.proposal }, "*");
  const done = await ciso.call("POST", `/site-minutes/${made.id}/transitions`, { json: { action: "confirm" }, etag: "*" });
  assert.equal(done.status, 200, done.text);
  return done.json;
}

test("nothing to discuss counts against site A; its chair's words count for site B", async () => {
  const one = await confirmed(a, "2026-06-10", A);
  assert.deepEqual([one.nothing_said, one.explained, one.share, one.mark], [true, false, 0, "minus"]);
  const other = await confirmed(b, "2026-06-10", B);
  assert.deepEqual([other.nothing_said, other.explained, other.mark], [false, true, "plus"]);
  assert.ok(other.share > 50, `${other.share} %`);
});

test("the yearly check sees the marks, and site A, twice running without a word, is to be talked to", async () => {
  await confirmed(a, "2026-09-10", A);
  await confirmed(b, "2026-09-10", B);
  const { items } = await ciso.get("/sites/overview");
  assert.deepEqual(items.map((s: Json) => [s.name, s.mark]), [["拠点A", "minus"], ["拠点B", "plus"]]);
  const talks = (await ciso.get("/site-follow-ups")).items;
  assert.deepEqual(talks.map((f: Json) => [f.name, f.kind, f.state]), [["拠点A", "talk", "proposed"]]);
});
