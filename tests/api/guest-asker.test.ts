// Those who ask suppliers: choosing, seeing how far they are, more time, books of a guest.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { ask, askOne, comeIn, isLink, jobDone, makeSupplier, supplierCampaign, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { makeShops, openCampaign, importSheet, smallSheet, step } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const first = await setUp(server);
const lead = await signedInAs(first, "ciso");

const respondents = (campaign: Json, more = ""): Promise<Json> => lead.get(`/campaigns/${campaign.id}/respondents${more}`);

test("suppliers are asked by class, each once, those without an address are listed all the same", async () => {
  const b = await makeSupplier(lead, { class_given: "b", class_reason: "by size" });
  const c = await makeSupplier(lead, { class_given: "c", class_reason: "by size" });
  const mute = await makeSupplier(lead, { class_given: "b", class_reason: "by size", contact_email: null });
  for (const s of [b, c, mute]) assert.equal((await lead.call("POST", `/suppliers/${s.id}/transitions`, { json: { action: "activate" }, etag: "*" })).status, 200);
  const campaign = await supplierCampaign(lead);
  assert.deepEqual(await ask(lead, campaign, { class: "B" }), { asked: 2, invited: 1, there: 0 });
  assert.deepEqual(await ask(lead, campaign, { class: "B" }), { asked: 0, invited: 0, there: 2 });
  const list = await respondents(campaign);
  assert.deepEqual(list.items.map((i: Json) => [i.respondent.title, i.class, i.guests]), [[mute.name, "B", 0], [b.name, "B", 1]]);
  assert.deepEqual(list.counts, { all: 2, contacted: 1, opened: 0, answering: 0, submitted: 0, accepted: 0, late: 0, bounced: 0 });
  assert.deepEqual(await ask(lead, campaign, { only: [c.id] }), { asked: 1, invited: 1, there: 0 });
  assert.deepEqual(await ask(lead, campaign, { marked: true }), { asked: 0, invited: 0, there: 0 });
  const page = await respondents(campaign, "?limit=2");
  assert.equal((await respondents(campaign, `?limit=2&cursor=${page.next}`)).items.length, 1);
  await lead.refused("GET", `/campaigns/${campaign.id}/respondents?cursor=${c.id}`, 422);
});

test("who may not ask suppliers may not, and a campaign of units asks none", async () => {
  const campaign = await supplierCampaign(lead);
  for (const role of ["member", "csirt"] as const) await (await signedInAs(first, role)).refused("POST", `/campaigns/${campaign.id}/respondents`, 403, { json: { kind: "supplier" } });
  const manager = await signedInAs(first, "manager");
  await manager.refused("POST", `/campaigns/${campaign.id}/respondents`, 403, { json: { kind: "supplier" } });
  const shops = await makeShops(first);
  const version = await importSheet(lead, smallSheet("units-only"));
  const units = await openCampaign(lead, version.id, [shops.east]);
  await lead.refused("POST", `/campaigns/${units.campaign.id}/respondents`, 409, { json: { kind: "supplier" } });
  const response = units.responses[shops.east];
  await lead.refused("POST", `/responses/${response.id}/guests`, 409, { json: { name: "x", address: "x@supplier.example", lang: "ja" } });
  await lead.refused("PUT", `/responses/${response.id}/due`, 409, { json: { due: "2027-06-30" }, etag: '"1"' });
});

test("more time is given to one supplier, and its link lives on", async () => {
  const asked = await askOne(lead, mailbox);
  const [before] = (await lead.get(`/responses/${asked.response}/guests`)).items;
  await lead.put(`/responses/${asked.response}/due`, { due: "2027-06-30" }, '"1"');
  await lead.refused("PUT", `/responses/${asked.response}/due`, 412, { json: { due: "2027-06-30" }, etag: '"1"' });
  const [after] = (await lead.get(`/responses/${asked.response}/guests`)).items;
  assert.ok(after.expires_at > before.expires_at);
  assert.equal((await new Client(server).post("/guest/link", { token: asked.token })).due, "2027-06-30");
  assert.equal((await lead.get(`/responses/${asked.response}`)).due, "2027-06-30");
});

test("a later day lies within a year, and in a campaign that is open", async () => {
  const asked = await askOne(lead, mailbox);
  for (const due of ["9999-12-31", "2020-01-01"]) await lead.refused("PUT", `/responses/${asked.response}/due`, 422, { json: { due }, etag: '"1"', pointer: "/due" });
  assert.equal((await lead.call("POST", `/campaigns/${asked.campaign.id}/close`, { etag: "*" })).status, 200);
  await lead.refused("PUT", `/responses/${asked.response}/due`, 409, { json: { due: "2027-06-30" }, etag: "*" });
});

test("when whoever asked has gone, those who ask suppliers now are told", async () => {
  const went = await colleagueOf(first, "前任", "担当", ["ciso"], await topUnit(first));
  const asked = await askOne(went.client, mailbox);
  await first.post(`/accounts/${went.account}/disable`);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.post("/guest/colleagues", { name: "同僚", address: asked.address.replace("contact", "colleague"), lang: "ja" });
  const { items } = await lead.get("/notices");
  assert.ok(items.some((n: Json) => n.kind === "guest_delegated" && JSON.stringify(n).includes(asked.response)), JSON.stringify(items));
});

test("a second person of a supplier is invited by us, in their language", async () => {
  const asked = await askOne(lead, mailbox);
  const address = asked.address.replace("contact", "second");
  const list = await lead.post(`/responses/${asked.response}/guests`, { name: "鈴木", address, lang: "ja" }, 201);
  assert.deepEqual(list.items.map((g: Json) => [g.state, g.delegated]), [["invited", false], ["invited", false]]);
  const mail = await mailbox.mailTo(address, isLink);
  assert.match(mail.text, /ご回答をお願いいたします/);
  const guest = await comeIn(server, mailbox, tokenOf(mail), address);
  assert.equal((await guest.get("/guest/response")).name, "鈴木");
  await lead.refused("POST", `/responses/${asked.response}/guests`, 422, { json: { name: "x", address: "no address", lang: "ja" }, pointer: "/address" });
});

test("a guest takes the answers out as a book, brings it back, and takes an answer back", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.put("/guest/answers/a-1", { value: 3 });
  const book = await guest.call("GET", "/guest/book?lang=en");
  assert.equal(book.status, 200);
  await guest.delete("/guest/answers/a-1", '"1"');
  const form = new FormData();
  form.append("file", new Blob([book.bytes as BlobPart]), "answers.xlsx");
  const back = await guest.call("POST", "/guest/book?take=check", { body: form });
  assert.equal(back.status, 200, back.text);
  const other = await askOne(lead, mailbox);
  const stranger = await comeIn(server, mailbox, other.token, other.address);
  const again = new FormData();
  again.append("file", new Blob([book.bytes as BlobPart]), "answers.xlsx");
  assert.equal((await stranger.call("POST", "/guest/book?take=all", { body: again })).status, 422);
  const file = new FormData();
  file.append("file", new Blob(["x"]), "x.txt");
  const added = await guest.call("POST", "/guest/answers/a-1/files", { body: file });
  await guest.delete(`/guest/files/${added.json.id}`);
});

test("last year's answers of a supplier come up again for it alone", async () => {
  const old = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, old.token, old.address);
  await guest.put("/guest/answers/a-1", { value: 4 });
  await guest.put("/guest/answers/a-2", { value: "yearly" });
  await guest.put("/guest/answers/b-1", { value: "no" });
  await guest.call("POST", "/guest/submit", { etag: '"1"' });
  await step(lead, old.response, "accept");
  const version = (await lead.get(`/campaigns/${old.campaign.id}`)).sheet_version.id;
  const made = await lead.post("/campaigns", { name: "翌年", sheet_version: version, period: "FY2027", due: "2028-03-31", outside: "supplier" }, 201);
  await lead.call("POST", `/campaigns/${made.id}/open`, { etag: `"${made.version}"` });
  const known = mailbox.mails.length;
  await ask(lead, made, { only: [old.supplier.id] });
  const mail = await mailbox.mailTo(old.address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= known);
  const next = await comeIn(server, mailbox, tokenOf(mail), old.address);
  assert.deepEqual((await next.get("/guest/response")).last.map((a: Json) => [a.item, a.value]), [["a-1", 4], ["a-2", "yearly"], ["b-1", "no"]]);
  assert.equal((await next.post("/guest/copy-last", {})).copied, 3);
});

test("what suppliers answer says nothing of where the company stands", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.put("/guest/answers/a-1", { value: 1 });
  await guest.put("/guest/answers/a-2", { value: "never" });
  await guest.put("/guest/answers/b-1", { value: "no" });
  await guest.call("POST", "/guest/submit", { etag: '"1"' });
  const progress = await lead.get(`/campaigns/${asked.campaign.id}/progress`);
  assert.deepEqual(progress.units, []);
  const tasks = await first.get("/tasks/mine");
  assert.ok(!JSON.stringify(tasks.unassigned).includes(asked.response));
  assert.equal(query(server.database, `SELECT count(*) FROM response_evidence`)[0], "0");
});

test("who is asked twice at once is asked once, and two choices at once are both followed", async () => {
  const campaign = await supplierCampaign(lead);
  const [one, other] = [await makeSupplier(lead), await makeSupplier(lead)];
  const jobs = await Promise.all([[one], [one], [other]].map((list) => lead.post(`/campaigns/${campaign.id}/respondents`, { kind: "supplier", only: list.map((s) => s.id) }, 202)));
  for (const { job } of jobs) await jobDone(lead, job);
  assert.deepEqual((await respondents(campaign)).items.map((i: Json) => i.respondent.title).sort(), [one.name, other.name].sort());
});

test("a firm that is being asked is not merged away; its answers stay its own", async () => {
  const asked = await askOne(lead, mailbox);
  const other = await makeSupplier(lead);
  const merge = { json: { from: asked.supplier.id }, etag: "*" };
  await lead.refused("POST", `/suppliers/${other.id}/merges`, 409, merge);
  for (const { id } of (await lead.get(`/responses/${asked.response}/guests`)).items) await lead.post(`/guests/${id}/revoke`);
  assert.equal((await lead.call("POST", `/suppliers/${other.id}/merges`, merge)).status, 201);
  assert.equal((await lead.get(`/responses/${asked.response}`)).respondent.title, asked.supplier.name);
});

// The day's job has run at the start; taken away, it runs again at the next look at the queue.
const newDay = (): void => void query(server.database, "DELETE FROM job WHERE kind = 'campaign_days'");

test("who has not submitted is reminded with a new link, who has, was ended or has more time is not", async () => {
  const late = await askOne(lead, mailbox, { due: dayFromNow(20), remind_before: 5 });
  const people = [late.supplier];
  for (let i = 0; i < 3; i++) people.push(await makeSupplier(lead));
  const [, ended, given, longer] = people;
  await ask(lead, late.campaign, { only: people.map((s) => s.id) });
  const first = await mailbox.mailTo(given.contact_email, isLink);
  const guest = await comeIn(server, mailbox, tokenOf(first), given.contact_email);
  for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await guest.put(`/guest/answers/${item}`, { value });
  assert.equal((await guest.call("POST", "/guest/submit", { etag: '"1"' })).status, 200);
  const { items } = await respondents(late.campaign);
  const responseOf = (s: Json): string => items.find((i: Json) => i.respondent.id === s.id).response;
  await lead.post(`/guests/${(await lead.get(`/responses/${responseOf(ended)}/guests`)).items[0].id}/revoke`);
  await lead.put(`/responses/${responseOf(longer)}/due`, { due: dayFromNow(60) }, '"1"');
  const before = mailbox.mails.length;
  query(server.database, `UPDATE campaign SET due = '${dayFromNow(0)}' WHERE number = '${late.campaign.number}'`); // twenty days go by
  newDay();
  const mail = await mailbox.mailTo(late.address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= before);
  assert.match(mail.text, /have not been submitted yet/);
  await comeIn(server, mailbox, tokenOf(mail), late.address);
  assert.equal((await new Client(server).call("POST", "/guest/link", { json: { token: late.token } })).status, 401);
  const written = mailbox.mails.slice(before).filter(isLink).map((m) => m.to);
  assert.deepEqual(written, [late.address]);
});

test("a supplier is told by email that the answers were given back, and answers again", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await guest.put(`/guest/answers/${item}`, { value });
  await guest.call("POST", "/guest/submit", { etag: '"1"' });
  const before = mailbox.mails.length;
  await step(lead, asked.response, "return", { reason: "Please say how often." });
  const mail = await mailbox.mailTo(asked.address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= before);
  assert.match(mail.text, /look again at the answers/);
  assert.doesNotMatch(mail.text, /how often/); // what is asked stands behind the code
  const again = await comeIn(server, mailbox, tokenOf(mail), asked.address);
  const now = await again.get("/guest/response");
  assert.deepEqual([now.state, now.return_reason, now.may_answer], ["returned", "Please say how often.", true]);
});

test("the list of those who have not answered is of units, which have people of ours to remind", async () => {
  const asked = await askOne(lead, mailbox);
  assert.equal((await lead.get(`/campaigns/${asked.campaign.id}/waiting`)).total, 0);
});

test("those asked are found by name and by how far they are, a page at a time", async () => {
  const asked = await askOne(lead, mailbox);
  const names = [["株式会社ＡＢＣ工業", "abc"], ["100%_製作所", "percent"], ["宛先なし商店", null]] as const;
  const firms = [asked.supplier];
  for (const [name, who] of names) firms.push(await makeSupplier(lead, { name, contact_email: who && `${who}@found.example` }));
  await ask(lead, asked.campaign, { only: firms.map((s) => s.id) });
  const find = async (query: string): Promise<string[]> => (await lead.get(`/campaigns/${asked.campaign.id}/respondents?${query}`)).items.map((i: Json) => i.respondent.title);
  assert.deepEqual(await find(`q=${encodeURIComponent("abc")}`), ["株式会社ＡＢＣ工業"]);
  assert.deepEqual(await find(`q=${encodeURIComponent("%_")}`), ["100%_製作所"]);
  assert.deepEqual(await find("wanted=unsent"), ["宛先なし商店"]);
  assert.deepEqual((await find("wanted=sent")).sort(), ["100%_製作所", "株式会社ＡＢＣ工業", asked.supplier.name].sort());
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await new Client(server).post("/guest/link", { token: asked.token });
  assert.deepEqual(await find("wanted=opened"), [asked.supplier.name]);
  await guest.put("/guest/answers/a-1", { value: 3 });
  assert.deepEqual(await find("wanted=answering"), [asked.supplier.name]);
  query(server.database, `UPDATE response SET due = '2026-01-05' WHERE respondent_name = '100%_製作所'`);
  assert.deepEqual(await find("wanted=late"), ["100%_製作所"]);
  query(server.database, `INSERT INTO mail_bounce (org_id, uid, address, at, fault, status) VALUES (1, ${server.database.url.startsWith("postgres:") ? "'\\x02'" : "x'02'"}, 'abc@found.example', 1, '550', '5.1.1')`);
  assert.deepEqual(await find("wanted=bounced"), ["株式会社ＡＢＣ工業"]);
  const whole = await respondents(asked.campaign);
  assert.deepEqual([whole.counts.all, whole.counts.late, whole.counts.bounced], [4, 1, 1]);
  const row = whole.items.find((i: Json) => i.bounced > 0);
  const [person] = (await lead.get(`/responses/${row.response}/guests`)).items;
  assert.equal(person.bounced, "mailbox");
  assert.ok(person.bounced_at);
  await guest.put("/guest/answers/a-2", { value: "yearly" });
  await guest.put("/guest/answers/b-1", { value: "no" });
  await guest.call("POST", "/guest/submit", { etag: '"1"' });
  assert.deepEqual(await find("wanted=submitted"), [asked.supplier.name]);
  for (const none of ["accepted", "returned", "locked"]) assert.deepEqual(await find(`wanted=${none}`), []);
  const pages: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Json = await lead.get(`/campaigns/${asked.campaign.id}/respondents?limit=3${cursor && `&cursor=${cursor}`}`);
    pages.push(...page.items.map((i: Json) => i.respondent.title));
    cursor = page.next;
  }
  assert.equal(new Set(pages).size, 4);
});
