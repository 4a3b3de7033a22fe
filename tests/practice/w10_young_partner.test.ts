// W10: a retailer wants to work with a start-up whose security its check sheet does not recommend. It goes and looks,
// says what has to be so, and encourages a certificate that will help the firm elsewhere, too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const head = await setUp(server, { organisation: "j社" });
const unit = await topUnit(head);
const firm = await head.post("/suppliers", { name: "スタートアップk株式会社" }, 201);
const visit = { unit, title: "k社の管理体制の確認", supplier: firm.id, visited_on: "2026-05-12", visitors: "IT部長", met: "営業部長", found: "入退室の記録がなく、担当者が1人", decision: "with_conditions" };

test("going on with conditions says what was agreed", async () => {
  await head.refused("POST", "/site-visits", 422, { json: visit, pointer: "/agreed" });
  await head.refused("POST", "/site-visits", 422, { json: { ...visit, agreed: "入退室の記録を始める", next_on: "2026-05-01" }, pointer: "/next_on" });
  const made = await head.post("/site-visits", { ...visit, agreed: "入退室の記録を始める", certificate: "encouraged", certificate_name: "プライバシーマーク", next: "記録を見に行く", next_on: "2026-11-12" }, 201);
  assert.deepEqual([made.supplier.id, made.certificate, made.next_on], [firm.id, "encouraged", "2026-11-12"]);
});

test("the firm prepares for the certificate, and later holds it", async () => {
  const [made] = (await head.get(`/site-visits?filter[supplier][eq]=${firm.id}`)).items;
  assert.equal((await head.patch(`/site-visits/${made.id}`, { certificate: "preparing" }, "*")).certificate, "preparing");
  await head.post("/supplier-certificates", { supplier: firm.id, kind: "privacy_mark", valid_from: "2026-10-01", valid_to: "2028-09-30" }, 201);
  const { items } = await head.get(`/supplier-certificates?filter[supplier][eq]=${firm.id}`);
  assert.equal(items[0].basis, "third_party");
});
