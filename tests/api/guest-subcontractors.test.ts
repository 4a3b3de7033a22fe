// A supplier declares its own subcontractors while it answers, and a person of ours places them in the register.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { ask, askOne, type Asked, comeIn, isLink, makeSupplier, supplierCampaign, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { put } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const first = await setUp(server);
const lead = await signedInAs(first, "ciso");
const other = await signedInAs(first, "security");
const reader = await signedInAs(first, "auditor");

const LIST = "/guest/subcontractors";
const classA = { class_given: "a", class_reason: "has an officer" };
const row = (name: string, more: object = {}): Json => ({ name, work: "部品の加工", ...more }) as Json;
const asA = async (): Promise<Asked> => askOne(lead, mailbox, {}, await makeSupplier(lead, classA));
const guestOf = (a: Asked): Promise<Client> => comeIn(server, mailbox, a.token, a.address);
const declare = (who: Client, body: object, version: number | string = "*", path = LIST) => who.call("PUT", path, { json: body, etag: version === "*" ? "*" : `"${version}"` });
const declared = async (who: Client, items: Json[], path = LIST): Promise<Json> => {
  const answer = await declare(who, { items }, "*", path);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const answerAll = async (who: Client): Promise<void> => {
  for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await who.put(`/guest/answers/${item}`, { value });
};
const handIn = async (who: Client): Promise<Json> => who.call("POST", "/guest/submit", { etag: `"${(await who.get("/guest/response")).version}"` });
const accept = async (a: Asked): Promise<void> => {
  const { version } = await lead.get(`/responses/${a.response}`);
  const answer = await lead.call("POST", `/responses/${a.response}/accept`, { etag: `"${version}"` });
  assert.equal(answer.status, 200, answer.text);
};
const handedIn = async (a: Asked, items: Json[], none = false): Promise<Client> => {
  const guest = await guestOf(a);
  await answerAll(guest);
  assert.equal((await declare(guest, { items, none })).status, 200);
  assert.equal((await handIn(guest)).status, 200);
  await accept(a);
  return guest;
};
const waitingOf = async (a: Asked): Promise<Json[]> => (await lead.get("/supplier-declared")).items.filter((i: Json) => i.response === a.response);
const place = (items: object[]): Promise<Json> => lead.post("/supplier-declared/place", { items });
const stepsOf = async (supplier: Json): Promise<Json[]> => (await lead.get(`/supplier-subcontracts?filter[supplier][eq]=${supplier.id}`)).items;

test("a supplier that matters lists its subcontractors, changes the list, and hands it in with the answers", async () => {
  const a = await asA();
  const guest = await guestOf(a);
  const empty = await guest.get(LIST);
  assert.deepEqual([empty.asked, empty.may_change, empty.version, empty.items, empty.none, empty.last_on], [true, true, 0, [], false, null]);
  await answerAll(guest);
  const early = await handIn(guest);
  assert.equal(early.status, 422);
  assert.ok(early.json.errors.some((e: Json) => e.pointer === "/subcontractors"), early.text);

  const one = row("株式会社こだま", { corporate_number: "７０００-０１-２０５０００２", country: "JP", serves: "販売システム", employees: 12, further: "no" });
  const list = await declared(guest, [one, row("Huang & Co.")]);
  assert.deepEqual([list.version, list.items.map((i: Json) => i.name)], [1, ["株式会社こだま", "Huang & Co."]]);
  assert.deepEqual(list.items[0], { ...one, corporate_number: "7000012050002" });
  const turned = await declared(guest, [row("Huang & Co."), row("きりん工業")]);
  assert.deepEqual([turned.version, turned.items.map((i: Json) => i.name)], [2, ["Huang & Co.", "きりん工業"]]);
  assert.equal((await declared(guest, [row("Huang & Co."), row("きりん工業")])).version, 2, "nothing changed");
  assert.equal((await handIn(guest)).status, 200);
  const after = await guest.get(LIST);
  assert.deepEqual([after.may_change, after.items.length], [false, 2]);
  assert.equal((await declare(guest, { items: [] })).status, 409);

  const history = (await lead.get(`/responses/${a.response}/history`)).items;
  const entries = history.filter((e: Json) => e.action === "declare");
  assert.deepEqual(entries.map((e: Json) => e.after.subcontractors), [2, 2]);
  assert.ok(!JSON.stringify(history).includes("Huang"));
});

test("that nothing is given on can be said, and taken back", async () => {
  const a = await asA();
  const guest = await guestOf(a);
  const none = await declare(guest, { items: [], none: true });
  assert.deepEqual([none.json.none, none.json.items], [true, []]);
  assert.equal((await declare(guest, { items: [] })).json.none, false);
  const both = await declare(guest, { items: [row("甲社")], none: true });
  assert.equal(both.status, 422);
  assert.equal((await declare(guest, { items: [], none: true })).json.version, 3);
});

test("what is wrong in the list is named by row, and what is too much is refused", async () => {
  const guest = await guestOf(await asA());
  const bad = async (items: object[], pointer: string): Promise<void> => {
    await guest.refused("PUT", LIST, 422, { json: { items }, pointer, headers: { "if-match": "*" } } as object);
  };
  await bad([row("甲社"), row("乙社", { corporate_number: "1234567890123" })], "/items/1/corporate_number");
  await bad([row("甲社", { country: "<>" })], "/items/0/country");
  await bad([{ name: "甲社" }], "/items/0/work");
  await bad([row("")], "/items/0/name");
  await bad([row("甲社", { employees: -1 })], "/items/0/employees");
  await bad([row("甲社", { id: "0" })], "/items/0/id");
  await bad([row("甲社"), row("㈱甲社")], "/items/1/name");
  await bad([row("x".repeat(100000))], "/items/0/name");
  await bad(Array.from({ length: 101 }, (_, i) => row(`社${i}`)), "/items");
  assert.equal((await declared(guest, Array.from({ length: 100 }, (_, i) => row(`社${i}`)))).items.length, 100);
  const hostile = `=cmd|' /C calc'!A0 "><script>alert(1)</script> '; DROP TABLE supplier;--`;
  assert.equal((await declared(guest, [row(hostile)])).items[0].name, hostile);
  await guest.refused("PUT", LIST, 428, { json: { items: [] } });
  await guest.refused("PUT", LIST, 412, { json: { items: [] }, headers: { "if-match": '"1"' } } as object);
});

test("a guest is told nothing of what is known, nor of another supplier's list, and reaches none of our routes", async () => {
  const [mine, theirs] = [await asA(), await asA()];
  await lead.post("/suppliers", { name: "既知の会社", country: "JP" }, 201);
  await lead.post("/supplier-subcontracts", { work: "保守", supplier: mine.supplier.id, subcontractor_name: "こちらで調べた会社" }, 201);
  await declared(await guestOf(theirs), [row("他社の委託先")]);
  const guest = await guestOf(mine);
  const known = await declared(guest, [row("既知の会社")]);
  const unknown = await declared(guest, [row("未知の会社")]);
  assert.deepEqual({ ...known, version: 0, items: [] }, { ...unknown, version: 0, items: [] });
  assert.deepEqual(Object.keys(known.items[0]).toSorted(), Object.keys(unknown.items[0]).toSorted());
  const text = JSON.stringify([known, unknown, await guest.get(LIST)]);
  for (const word of ["こちらで調べた会社", "他社の委託先", "offers", "outcome"]) assert.ok(!text.includes(word), word);
  for (const path of [`/responses/${mine.response}/subcontractors`, `/responses/${theirs.response}/subcontractors`, `/responses/${mine.response}/subcontractors/placed`, "/supplier-declared", `/campaigns/${mine.campaign.id}/subcontractors`]) await guest.refused("GET", path, 401);
});

test("whom a campaign asks is the asker's choice", async () => {
  const plain = await askOne(lead, mailbox);
  const guest = await guestOf(plain);
  const path = `/campaigns/${plain.campaign.id}/subcontractors`;
  assert.deepEqual(await lead.get(path), { whom: "important" });
  assert.equal((await guest.get(LIST)).asked, false);
  assert.equal((await declare(guest, { items: [row("甲社")] })).status, 409);
  await reader.refused("PUT", path, 403, { json: { whom: "all" } });
  assert.deepEqual(await lead.put(path, { whom: "all" }), { whom: "all" });
  assert.equal((await guest.get(LIST)).asked, true);
  await lead.put(path, { whom: "nobody" });
  await answerAll(guest);
  assert.equal((await handIn(guest)).status, 200);

  // A firm of no class, with which an important business stops.
  const firm = await makeSupplier(lead);
  await lead.post("/businesses", { name: "受注", importance: "high" }, 201);
  await lead.post("/supplier-engagements", { unit: await topUnit(lead), work: "受注の入力", supplier: firm.id, stops: ["受注"] }, 201);
  assert.equal((await (await guestOf(await askOne(lead, mailbox, {}, firm))).get(LIST)).asked, true);

  const units = await lead.post("/campaigns", { name: "部門の診断", sheet_version: plain.campaign.sheet_version.id, period: "FY2026", due: "2027-03-31" }, 201);
  await lead.refused("GET", `/campaigns/${units.id}/subcontractors`, 404);
});

test("an ended link declares nothing more", async () => {
  const a = await asA();
  const guest = await guestOf(a);
  const [invited] = (await lead.get(`/responses/${a.response}/guests`)).items;
  await lead.post(`/guests/${invited.id}/revoke`);
  assert.equal((await declare(guest, { items: [row("甲社")] })).status, 401);
  await guest.refused("GET", LIST, 401);
});

test("what was declared waits until the answers are accepted, and changes nothing until a person has placed it", async () => {
  const a = await asA();
  const guest = await guestOf(a);
  await answerAll(guest);
  await declared(guest, [row("株式会社つばめ商会", { country: "JP", employees: 30, serves: "請求書の発送", further: "yes" }), row("はやぶさ運輸", { corporate_number: "7010001000017" })]);
  const ledger = await lead.post("/suppliers", { name: "つばめ商会" }, 201);
  await handIn(guest);
  assert.deepEqual(await waitingOf(a), []);
  await accept(a);
  const [swallow, falcon] = await waitingOf(a) as [Json, Json];
  assert.deepEqual(swallow.offers.map((o: Json) => [o.id, o.by_number]), [[ledger.id, false]]);
  assert.deepEqual([swallow.known, falcon.offers, await stepsOf(a.supplier)], [null, [], []]);
  await reader.refused("GET", "/supplier-declared", 403);
  await reader.refused("POST", "/supplier-declared/place", 403, { json: { items: [{ id: swallow.id, as: "skipped" }] } });
  await lead.refused("POST", "/supplier-declared/place", 422, { json: { items: [{ id: swallow.id, as: "firm" }] }, pointer: "/items/0/supplier" });
  await lead.refused("POST", "/supplier-declared/place", 422, { json: { items: [{ id: swallow.id, as: "none" }] }, pointer: "/items/0/as" });
  await lead.refused("POST", "/supplier-declared/place", 422, { json: { items: [{ id: swallow.id, as: "known" }] }, pointer: "/items/0/as" });

  await place([{ id: swallow.id, as: "firm", supplier: ledger.id }, { id: falcon.id, as: "new" }]);
  assert.deepEqual(await waitingOf(a), []);
  const steps = await stepsOf(a.supplier);
  const kept = steps.find((s) => s.subcontractor.id === ledger.id)!;
  assert.deepEqual([kept.state, kept.source, kept.work, kept.subcontractor_name, kept.note, kept.further], ["confirmed", "supplier", "部品の加工", "株式会社つばめ商会", "請求書の発送", "yes"]);
  assert.equal(kept.declared_on, (await lead.get(`/responses/${a.response}/subcontractors`)).declared_on);
  const made = await lead.get(`/suppliers/${steps.find((s) => s !== kept)!.subcontractor.id}`);
  assert.deepEqual([made.name, made.state, made.tier, made.corporate_number], ["はやぶさ運輸", "candidate", "below", "7010001000017"]);
  assert.equal((await lead.get(`/suppliers/${ledger.id}`)).employees ?? null, null, "what we know stays as it is");
  await place([{ id: swallow.id, as: "new" }]); // placed meanwhile: left alone
  assert.equal((await stepsOf(a.supplier)).length, 2);
});

test("what the work is for becomes the business of that name when a person places it, other words stay a note", async () => {
  const a = await asA();
  await lead.post("/businesses", { name: "請求書の発送", importance: "middle" }, 201);
  await handedIn(a, [row("かささぎ印刷", { serves: "請求書の発送" }), row("ひばり封入", { serves: "請求書のこと" })]);
  const waiting = await waitingOf(a);
  assert.deepEqual(waiting.map((w) => [w.serves, w.business]), [["請求書の発送", "請求書の発送"], ["請求書のこと", null]]);
  await place(waiting.map((w) => ({ id: w.id, as: "new" })));
  const steps = await stepsOf(a.supplier);
  const of = (name: string) => steps.find((s) => s.subcontractor_name === name)!;
  assert.deepEqual([of("かささぎ印刷").serves, of("かささぎ印刷").note], [["請求書の発送"], null]);
  assert.deepEqual([of("ひばり封入").serves, of("ひばり封入").note], [null, "請求書のこと"]);
});

test("the same firm under two suppliers is one node, and a step on record is not made twice", async () => {
  const [a, b] = [await asA(), await asA()];
  await handedIn(a, [row("共同配送センター")]);
  await handedIn(b, [row("㈱共同配送センター")]);
  await place([{ id: (await waitingOf(a))[0]!.id, as: "new" }]);
  const [second] = await waitingOf(b) as [Json];
  assert.equal(second.offers.length, 1);
  await place([{ id: second.id, as: "firm", supplier: second.offers[0].id }]);
  const nodes = [...(await stepsOf(a.supplier)), ...(await stepsOf(b.supplier))].map((s) => s.subcontractor.id);
  assert.equal(new Set(nodes).size, 1);

  // Next year: the last list is offered; what is on record is only declared anew, what is missing is told.
  const next = await nextYear(a);
  const guest = await guestOf(next);
  const told = await guest.get(LIST);
  assert.deepEqual([told.items, told.last.map((i: Json) => i.name), told.last_none], [[], ["共同配送センター"], false]);
  assert.match(told.last_on, /^\d{4}-\d\d-\d\d$/);
  await answerAll(guest);
  await declared(guest, [...told.last, row("新しい会社")]);
  await handIn(guest);
  await accept(next);
  const [known, fresh] = await waitingOf(next) as [Json, Json];
  assert.deepEqual([known.known.title, known.known_same_work, fresh.known], ["部品の加工", true, null]);
  await place([{ id: known.id, as: "known" }, { id: fresh.id, as: "skipped" }]);
  assert.equal((await stepsOf(a.supplier)).length, 1);
  const placed = await lead.get(`/responses/${next.response}/subcontractors/placed`);
  assert.deepEqual(placed.items.map((i: Json) => i.outcome), ["known", "skipped"]);
});

async function nextYear(a: Asked): Promise<Asked> {
  const campaign = await supplierCampaign(lead, { period: "FY2027" });
  const since = mailbox.mails.length;
  await ask(lead, campaign, { only: [a.supplier.id] });
  const mail = await mailbox.mailTo(a.address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= since);
  const { items } = await lead.get(`/campaigns/${campaign.id}/respondents`);
  return { ...a, campaign, response: items[0].response, token: tokenOf(mail) };
}

test("steps on record that a supplier does not declare any more are told, not ended", async () => {
  const a = await asA();
  const old = await lead.post("/supplier-subcontracts", { work: "倉庫", supplier: a.supplier.id, subcontractor_name: "古い倉庫会社" }, 201);
  await handedIn(a, [], true);
  const { gone } = await lead.get(`/responses/${a.response}/subcontractors/placed`);
  assert.deepEqual(gone.map((g: Json) => g.subcontract.id), [old.id]);
  const [none] = await waitingOf(a) as [Json];
  assert.equal(none.name, null);
  await lead.refused("POST", "/supplier-declared/place", 422, { json: { items: [{ id: none.id, as: "new" }] }, pointer: "/items/0/as" });
  await place([{ id: none.id, as: "none" }]);
  assert.equal((await lead.get(`/suppliers/${a.supplier.id}`)).subcontracts, "no");
  assert.equal((await lead.get(`/supplier-subcontracts/${old.id}`)).state, "declared");
});

test("what was placed stays so when the answers are given back and the row is not changed", async () => {
  const a = await asA();
  const guest = await handedIn(a, [row("一号社"), row("二号社")]);
  for (const w of await waitingOf(a)) await place([{ id: w.id, as: "new" }]);
  const { version } = await lead.get(`/responses/${a.response}`);
  const back = await lead.call("POST", `/responses/${a.response}/return`, { json: { reason: "再委託先を見直してください" }, etag: `"${version}"` });
  assert.equal(back.status, 200, back.text);
  await declared(guest, [row("二号社"), row("三号社"), row("一号社", { employees: 5 })]);
  await handIn(guest);
  await accept(a);
  assert.deepEqual((await waitingOf(a)).map((w) => [w.name, w.known?.title ?? null]), [["三号社", null], ["一号社", "部品の加工"]]);
});

test("who takes answers down by telephone enters the same list, and only during the call", async () => {
  const a = await asA();
  const path = `/responses/${a.response}/subcontractors`;
  assert.equal((await lead.get(path)).may_change, false);
  assert.equal((await declare(lead, { items: [row("甲社")] }, "*", path)).status, 403);
  await lead.post(`/responses/${a.response}/calls`, { spoken_with: "佐藤", held_on: today() }, 201);
  assert.equal((await declare(other, { items: [row("甲社")] }, "*", path)).status, 403);
  assert.equal((await declare(reader, { items: [row("甲社")] }, "*", path)).status, 403);
  await declared(lead, [row("甲社")], path);
  assert.deepEqual((await (await guestOf(a)).get(LIST)).items.map((i: Json) => i.name), ["甲社"]);
  for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await put(lead, a.response, item, { value });
  const { version } = await lead.get(`/responses/${a.response}`);
  assert.equal((await lead.call("POST", `/responses/${a.response}/submit`, { etag: `"${version}"` })).status, 200);
});
