// What runs out within two months is told once to who is in charge and may read it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const database = newDatabase();
const server = await startServer({ database });
const ciso = await setUp(server);
const top = await topUnit(ciso);
const shop = (await ciso.post("/units", { name: "青葉店", kind: "shop", parent: top }, 201)).id;
const owner = await colleagueOf(ciso, "担当", "購買課長", ["security"], top);
const manager = await colleagueOf(ciso, "店長", "青葉店長", ["manager"], shop);
const stranger = await colleagueOf(ciso, "外山", "社員", ["member"], top);

const KINDS = ["supplier_certificate_expires", "contract_expires", "security_service_check_due"];
const toldOf = async (client: Client, record: Json): Promise<Json[]> =>
  (await client.get("/notices?limit=100")).items.filter((n: Json) => KINDS.includes(n.kind) && n.subject_id === record.id);

// The jobs are run anew, and have ended.
async function look(): Promise<void> {
  for (const kind of ["supplier_certificate_expiry", "contract_expiry"]) {
    query(database, `DELETE FROM job WHERE kind = '${kind}'`);
    await until(`${kind} has run`, () => query(database, `SELECT count(*) AS n FROM job WHERE kind = '${kind}' AND state = 'done'`).includes("1") || null);
  }
}

const firmOf = (name: string, more: object = {}): Promise<Json> => ciso.post("/suppliers", { name, ...more }, 201);
const certificateOf = (supplier: Json, more: object = {}): Promise<Json> => ciso.post("/supplier-certificates", { supplier: supplier.id, kind: "isms", valid_to: dayFromNow(20), ...more }, 201);

test("a certificate is told to the firm's person in charge, once for each day it has", async () => {
  const firm = await firmOf("見張り株式会社", { owner: owner.person });
  const certificate = await certificateOf(firm);
  const later = await certificateOf(firm, { valid_to: dayFromNow(90) });
  const over = await certificateOf(firm, { valid_to: dayFromNow(-3) });
  await look();
  const [notice, ...more] = await toldOf(owner.client, certificate);
  assert.deepEqual([notice?.kind, more, notice?.path], ["supplier_certificate_expires", [], `/supplier-certificates/${certificate.number}`]);
  assert.match(notice?.title, /^見張り株式会社のISMS/);
  assert.deepEqual([await toldOf(owner.client, later), await toldOf(owner.client, over), await toldOf(ciso, certificate)], [[], [], []]);
  await look();
  assert.equal((await toldOf(owner.client, certificate)).length, 1, "not again");
  await ciso.patch(`/supplier-certificates/${certificate.id}`, { valid_to: dayFromNow(40) }, "*");
  await look();
  assert.equal((await toldOf(owner.client, certificate)).length, 2, "a new day is told");
});

test("without somebody in charge who may read it, managers of the units that outsource are told, else those who run security", async () => {
  const firm = await firmOf("委託先株式会社", { owner: stranger.person });
  await ciso.post("/supplier-engagements", { unit: shop, work: "清掃", supplier: firm.id }, 201);
  const certificate = await certificateOf(firm);
  const lonely = await certificateOf(await firmOf("一人の会社"));
  await look();
  assert.deepEqual([(await toldOf(manager.client, certificate)).length, await toldOf(stranger.client, certificate), await toldOf(ciso, certificate)], [1, [], []]);
  assert.deepEqual([(await toldOf(ciso, lonely)).length, (await toldOf(owner.client, lonely)).length, await toldOf(manager.client, lonely)], [1, 1, []]);
});

test("of a firm with which dealings have ended nothing is told", async () => {
  const firm = await firmOf("終わった会社", { owner: owner.person });
  const certificate = await certificateOf(firm);
  const { status, text } = await ciso.call("POST", `/suppliers/${firm.id}/transitions`, { json: { action: "end", reason: "契約満了" }, etag: "*" });
  assert.equal(status, 200, text);
  await look();
  assert.deepEqual([await toldOf(owner.client, certificate), await toldOf(ciso, certificate)], [[], []]);
});

test("a contract is told to its person in charge, never to who may not read contracts", async () => {
  const firm = await firmOf("契約の会社");
  const contract = (more: object): Promise<Json> => ciso.post("/contracts", { unit: shop, title: "保守の契約", supplier: firm.id, form: "normal", ends_on: dayFromNow(30), ...more }, 201);
  const [own, hidden] = [await contract({ owner: owner.person }), await contract({ owner: manager.person })];
  await look();
  const [notice] = await toldOf(owner.client, own);
  assert.match(notice?.text, /契約の会社との契約「保守の契約」/);
  assert.deepEqual([await toldOf(ciso, own), await toldOf(manager.client, hidden), (await toldOf(ciso, hidden)).length], [[], [], 1]);
});

test("a service whose entry in the list is to be looked up is told, one no longer used is not", async () => {
  const service = (used: string): Promise<Json> => ciso.post("/security-services", { title: "監視", provider: "監視社", kind: "monitoring", listing: "none", used, check_by: dayFromNow(10), owner: owner.person }, 201);
  const [used, former] = [await service("in_use"), await service("former")];
  await look();
  assert.deepEqual([(await toldOf(owner.client, used)).length, await toldOf(owner.client, former)], [1, []]);
});
