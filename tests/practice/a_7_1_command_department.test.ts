// Practice 7-1: company P, a retailer of 3,000, lost time over a business email fraud because each kind of incident belonged to
// another department. Of IPA's ten major threats it takes the five that may come true here, says for each who leads – the
// information systems department as CSIRT – and who responds (table 2-7.2), and makes that department known as the window.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "P社" });
const CSIRT = "情報システム部（P社 CSIRT）";

// Rank, threat, responding department: table 2-7.2. Possible here and the same command department for all.
const TABLE = [
  [1, "ransomware", "ランサムウェアによる被害", "情報システム部"],
  [2, "supply_chain", "サプライチェーンの弱点を悪用した攻撃", "総務部"],
  [3, "targeted", "標的型攻撃による機密情報の窃取", "情報システム部"],
  [4, "insider", "内部不正による情報漏えい", "人事部"],
  [5, "remote_work", "テレワーク等のニューノーマルな働き方を狙った攻撃", "情報システム部"],
] as const;

test("five threats of the yearly list each get a command department and one that responds", async () => {
  const known: string[] = (await ciso.get("/known-threats")).items.map((t: Json) => t.key);
  for (const [position, threat_key, title, responding] of TABLE) {
    assert.ok(known.includes(threat_key), threat_key);
    await ciso.post("/threat-responses", { position, threat_key, title, possible: true, command: CSIRT, responding, keep_evidence: true, on_card: false }, 201);
  }
  const { items } = await ciso.get("/threat-responses?sort=position");
  assert.deepEqual(items.map((t: Json) => [t.position, t.threat_key, t.title, t.responding]), TABLE);
  assert.ok(items.every((t: Json) => t.possible && t.command === CSIRT));
});

test("the window is known to everybody: staff find it beside the table", async () => {
  await ciso.put("/reporting-window", { name: CSIRT, phone: "0120-000-119", email: "csirt@p.example", chat: null, hours: "24時間", note: "迷ったら連絡してください" }, '"0"');
  const look = await visit(server, "/threat-table", {}, await signedInAs(ciso, "member"));
  await look.page.getByRole("heading", { name: "脅威と初動対応" }).waitFor();
  await look.page.getByRole("link", { name: "0120-000-119" }).waitFor();
  await look.page.getByText("人事部").first().waitFor();
  assert.equal(await look.page.getByRole("button", { name: "窓口を編集", exact: true }).count(), 0);
  await look.context.close();
});
