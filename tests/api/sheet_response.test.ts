// Responses: answering, collisions, submitting, review, evidence, last period.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, importSheet, makeShops, newestVersion, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const small = (await importSheet(ciso, smallSheet())).id as string;
const forty = (await newestVersion(ciso, FORTY)).id as string;
const east = await signedInAs(ciso, "manager", shops.east);
const clerk = await signedInAs(ciso, "member", shops.east);
const west = await signedInAs(ciso, "manager", shops.west);
const security = await signedInAs(ciso, "security");
const auditor = await signedInAs(ciso, "auditor");

async function eastResponse(version = small, more: object = {}): Promise<string> {
  return (await openCampaign(ciso, version, [shops.east, shops.west], more)).responses[shops.east].id;
}

async function fill(client: Client, id: string): Promise<void> {
  await put(client, id, "a-1", { value: 4 });
  await put(client, id, "a-2", { value: "yearly" });
  await put(client, id, "b-1", { value: "no" });
}

test("every scale takes its values and gives them back as they went in", async () => {
  const id = await eastResponse();
  const values: Record<string, unknown> = { "a-1": 4, "a-2": "monthly", "a-3": ["x", "z"], "b-1": "yes", "b-2": "have", "b-3": 12.5, "b-4": "自由記述\n二行目", "b-5": "2026-11-21" };
  for (const [item, value] of Object.entries(values)) assert.deepEqual((await put(east, id, item, { value, comment: "根拠" })).answer.value, value);
  const whole = await east.get(`/responses/${id}`);
  assert.deepEqual(Object.fromEntries(whole.answers.map((a: Json) => [a.item, a.value])), values);
  assert.deepEqual(whole.missing, []);
  assert.deepEqual(whole.answers.map((a: Json) => a.score), [4, 5, 5, 5, 5, null, null, null]);
});

test("values that the item cannot have are refused", async () => {
  const id = await eastResponse();
  for (const [item, value] of [["a-1", 6], ["a-1", "4"], ["a-1", 3.5], ["a-2", "daily"], ["a-3", "x"], ["a-3", ["x", "x"]], ["b-1", "na"], ["b-3", 101], ["b-4", "  "], ["b-5", "2026-02-30"]])
    await east.refused("PUT", `/responses/${id}/answers/${item}`, 422, { json: { value }, pointer: "/value" });
  await east.refused("PUT", `/responses/${id}/answers/a-1`, 422, { json: { value: 3, na_reason: "両方" }, pointer: "/na_reason" });
  await east.refused("PUT", `/responses/${id}/answers/z-9`, 404, { json: { value: 3 } });
  assert.deepEqual((await east.get(`/responses/${id}`)).answers, []);
});

test("saving the same again changes nothing, so a lost answer may be sent twice", async () => {
  const id = await eastResponse();
  const first = await east.call("PUT", `/responses/${id}/answers/a-1`, { json: { value: 4 } });
  assert.equal(first.headers.get("etag"), '"1"');
  const again = await east.call("PUT", `/responses/${id}/answers/a-1`, { json: { value: 4 } });
  assert.equal(again.status, 200);
  assert.equal(again.headers.get("etag"), '"1"');
  assert.deepEqual((await east.get(`/responses/${id}/answers/a-1/history`)).items, []);
});

test("of two who change one answer the second is shown both versions", async () => {
  const id = await eastResponse();
  await put(east, id, "a-1", { value: 3 });
  await clerk.refused("PUT", `/responses/${id}/answers/a-1`, 428, { json: { value: 2 } });
  await put(east, id, "a-1", { value: 4 }, '"1"');
  const problem = (await clerk.refused("PUT", `/responses/${id}/answers/a-1`, 412, { json: { value: 2, comment: "私見" }, etag: '"1"' })) as Json;
  assert.equal(problem.versions.current.value, 4);
  assert.equal(problem.versions.current.version, 2);
  assert.equal(problem.versions.yours.value, 2);
  assert.equal(problem.versions.yours.comment, "私見");
  await put(clerk, id, "a-1", { value: 2 }, '"2"');
  const drafts = (await east.get(`/responses/${id}/answers/a-1/history`)).items;
  assert.deepEqual(drafts.map((a: Json) => [a.version, a.value]), [[2, 4], [1, 3]]);
});

test("an answer taken back goes into the history and counts on when given again", async () => {
  const id = await eastResponse();
  await put(east, id, "a-1", { value: 3 });
  await east.refused("DELETE", `/responses/${id}/answers/a-1`, 428);
  const gone = await east.delete(`/responses/${id}/answers/a-1`, '"1"');
  assert.equal(gone.answer, null);
  assert.equal(gone.answered, 0);
  assert.equal((await east.delete(`/responses/${id}/answers/a-1`)).answer, null, "gone already");
  assert.equal((await put(east, id, "a-1", { value: 5 })).answer.version, 2);
});

test("an item that depends on an answer is asked only then, and its old answer does not count", async () => {
  const id = await eastResponse();
  const before = await east.get(`/responses/${id}`);
  assert.deepEqual(before.hidden, ["b-2"]);
  assert.equal(before.asked, 7);
  const yes = await put(east, id, "b-1", { value: "yes" });
  assert.deepEqual(yes.hidden, []);
  assert.equal(yes.asked, 8);
  assert.ok(yes.missing.includes("b-2"));
  await put(east, id, "b-2", { value: "none" });
  const no = await put(east, id, "b-1", { value: "no" }, '"1"');
  assert.deepEqual(no.hidden, ["b-2"]);
  assert.equal(no.answered, 1);
});

test("only people of the unit answer; others do not even see the response", async () => {
  const id = await eastResponse();
  await west.refused("GET", `/responses/${id}`, 404);
  await west.refused("PUT", `/responses/${id}/answers/a-1`, 404, { json: { value: 3 } });
  await auditor.get(`/responses/${id}`);
  await auditor.refused("PUT", `/responses/${id}/answers/a-1`, 403, { json: { value: 3 } });
  await put(clerk, id, "a-1", { value: 3 });
  await put(security, id, "a-1", { value: 4 }, '"1"');
});

test("submitting names every required item that is open", async () => {
  const id = await eastResponse();
  const now = await east.get(`/responses/${id}`);
  await east.refused("POST", `/responses/${id}/submit`, 428);
  const problem = await east.refused("POST", `/responses/${id}/submit`, 422, { etag: `"${now.version}"` });
  assert.deepEqual(problem.errors?.map((e) => e.pointer), ["/answers/a-1", "/answers/a-2", "/answers/b-1"]);
  assert.equal((await east.get(`/responses/${id}`)).state, "draft");
});

test("hand-computed means: weights, what does not apply, unknown", async () => {
  const id = await eastResponse();
  await put(east, id, "a-1", { value: 4 }); // weight 2
  await put(east, id, "a-2", { value: "never" }); // 1 point
  await put(east, id, "b-1", { na_reason: "該当する業務がない" });
  const done = await step(east, id, "submit");
  // a: (2 × 4 + 1) / 3 = 3.0, the optional a-3 is missing; b: nothing counts; the unit is a alone.
  const [a, b] = done.scores.sections;
  assert.deepEqual([a.tenths, a.raw, a.n, a.missing], [30, 3, 2, 1]);
  assert.deepEqual([b.tenths, b.raw, b.n], [null, null, 0]);
  assert.equal(done.scores.tenths, 30);
});

test("after submitting nothing changes; the audit holds one entry with the digest of all answers", async () => {
  const id = await eastResponse();
  await fill(east, id);
  await put(east, id, "b-4", { value: "補足", comment: "詳細" });
  const done = await step(east, id, "submit");
  assert.equal(done.state, "submitted");
  await east.refused("PUT", `/responses/${id}/answers/a-1`, 409, { json: { value: 5 }, etag: '"1"' });
  await east.refused("POST", `/responses/${id}/submit`, 409, { etag: `"${done.version}"` });
  const history = (await auditor.get(`/responses/${id}/history`)).items;
  assert.deepEqual(history.map((e: Json) => e.action), ["submit"]);
  const version = await ciso.get(`/sheet-versions/${small}`);
  const line = (item: string, value: string, comment: string | null): object => ({ item, value, na_reason: null, comment, files: [] });
  const text = JSON.stringify({
    response: id,
    sheet: version.digest,
    answers: [line("a-1", "4", null), line("a-2", "yearly", null), line("b-1", "no", null), line("b-4", "補足", "詳細")],
  });
  assert.equal(done.digest, createHash("sha256").update(text).digest("hex"), "anybody can recompute the digest");
  assert.match(JSON.stringify(history[0]), new RegExp(done.digest));
});

test("the submitter may take it back until it is accepted", async () => {
  const id = await eastResponse();
  await fill(east, id);
  await step(east, id, "submit");
  const back = await step(east, id, "withdraw");
  assert.equal(back.state, "draft");
  assert.equal(back.digest, null);
  await put(east, id, "a-1", { value: 5 }, '"1"');
  await step(east, id, "submit");
  await step(ciso, id, "accept");
  const accepted = await east.get(`/responses/${id}`);
  await east.refused("POST", `/responses/${id}/withdraw`, 409, { etag: `"${accepted.version}"` });
});

test("a returned response asks its questions, and is not submitted before they are met", async () => {
  const id = await eastResponse();
  await fill(east, id);
  await step(east, id, "submit");
  const back = await step(ciso, id, "return", {
    reason: "根拠を確認したい",
    questions: [
      { item: "a-1", kind: "evidence", text: "規程の写しを付けてください" },
      { item: "a-2", kind: "question", text: "いつ実施しましたか" },
      { kind: "question", text: "回答者はどなたですか" },
    ],
  });
  assert.equal(back.state, "returned");
  assert.equal(back.return_reason, "根拠を確認したい");
  assert.deepEqual(back.questions.map((q: Json) => [q.item, q.met]), [["a-1", false], ["a-2", false], [null, false]]);
  const now = await east.get(`/responses/${id}`);
  const problem = await east.refused("POST", `/responses/${id}/submit`, 422, { etag: `"${now.version}"` });
  assert.equal(problem.errors?.length, 3);
  const form = new FormData();
  form.set("file", new Blob(["規程"]), "規程.txt");
  assert.equal((await east.call("POST", `/responses/${id}/answers/a-1/files`, { body: form })).status, 201);
  await put(east, id, "a-2", { value: "monthly" }, '"1"');
  await east.put(`/responses/${id}/questions/${back.questions[2].id}`, { reply: "店長です" });
  const done = await step(east, id, "submit");
  assert.ok(done.questions.every((q: Json) => q.met));
  assert.equal(done.questions[2].reply, "店長です");
  const actions = (await auditor.get(`/responses/${id}/history`)).items.map((e: Json) => e.action);
  assert.deepEqual(actions, ["submit", "return", "submit"]);
});

test("returning needs a reason, and items that the sheet has", async () => {
  const id = await eastResponse();
  await fill(east, id);
  const done = await step(east, id, "submit");
  const etag = `"${done.version}"`;
  await ciso.refused("POST", `/responses/${id}/return`, 422, { json: { reason: " " }, etag, pointer: "/reason" });
  await ciso.refused("POST", `/responses/${id}/return`, 422, { json: { reason: "x", questions: [{ item: "z-9", kind: "question", text: "?" }] }, etag, pointer: "/questions/0/item" });
  await east.refused("POST", `/responses/${id}/return`, 403, { json: { reason: "x" }, etag });
  assert.equal((await east.get(`/responses/${id}`)).state, "submitted");
});

test("nobody accepts what they submitted themselves while somebody else could", async () => {
  const id = await eastResponse();
  await fill(ciso, id);
  const done = await step(ciso, id, "submit");
  assert.equal(done.may.accept, false);
  await ciso.refused("POST", `/responses/${id}/accept`, 403, { etag: `"${done.version}"` });
  const accepted = await step(security, id, "accept");
  assert.equal(accepted.state, "accepted");
  assert.equal(accepted.alone, false);
});

test("evidence is kept whole, read by those who may, and part of the digest", async () => {
  const id = await eastResponse();
  await fill(east, id);
  const bytes = Buffer.alloc(600_000, 7);
  const form = new FormData();
  form.set("file", new Blob([bytes]), "監査報告書.pdf");
  const added = await east.call("POST", `/responses/${id}/answers/a-1/files`, { body: form });
  assert.equal(added.status, 201, added.text);
  assert.equal(added.json.name, "監査報告書.pdf");
  assert.equal(added.json.sha256, createHash("sha256").update(bytes).digest("hex"));
  const got = await auditor.call("GET", `/responses/${id}/files/${added.json.id}`);
  assert.equal(got.status, 200);
  assert.match(got.headers.get("content-disposition") ?? "", /^attachment/);
  assert.ok(Buffer.from(got.bytes).equals(bytes));
  await west.refused("GET", `/responses/${id}/files/${added.json.id}`, 404);
  const without = await eastResponse();
  await east.refused("GET", `/responses/${without}/files/${added.json.id}`, 404);
  const done = await step(east, id, "submit");
  await east.refused("DELETE", `/responses/${id}/files/${added.json.id}`, 409);
  await step(east, id, "withdraw");
  await east.delete(`/responses/${id}/files/${added.json.id}`);
  assert.deepEqual((await east.get(`/responses/${id}`)).files, []);
  assert.notEqual((await step(east, id, "submit")).digest, done.digest);
});

test("last period's answers and comments are shown and copied where nothing is answered yet", async () => {
  const sheet = await importSheet(ciso, smallSheet("yearly"));
  const old = (await openCampaign(ciso, sheet.id, [shops.east], { period: "FY2025", due: "2026-03-31" })).responses[shops.east].id;
  await fill(east, old);
  await put(east, old, "b-4", { value: "昨年の記述", comment: "昨年の根拠" });
  await step(east, old, "submit");
  const changed = smallSheet("yearly");
  changed.items[1].options = changed.items[1].options.filter((o: Json) => o.key !== "yearly"); // an option is gone
  const next = await importSheet(ciso, changed);
  const { responses } = await openCampaign(ciso, next.id, [shops.east]);
  const id = responses[shops.east].id;
  const seen = await east.get(`/responses/${id}`);
  assert.equal(seen.last.period, "FY2025");
  assert.deepEqual(seen.last.answers.map((a: Json) => a.item), ["a-1", "b-1", "b-4"], "what is no answer any more is left out");
  await put(east, id, "a-1", { value: 2 });
  const copied = await east.post(`/responses/${id}/copy-last`, {});
  assert.equal(copied.copied, 2);
  const values = Object.fromEntries(copied.answers.map((a: Json) => [a.item, [a.value, a.comment]]));
  assert.deepEqual(values, { "a-1": [2, null], "b-1": ["no", null], "b-4": ["昨年の記述", "昨年の根拠"] });
  assert.equal((await east.post(`/responses/${id}/copy-last`, { items: ["a-1"] })).copied, 0);
});

test("my tasks: what I answer, what nobody has taken, what I review", async () => {
  const { responses } = await openCampaign(ciso, small, [shops.west], {});
  const id = responses[shops.west].id;
  assert.ok((await west.get("/tasks/mine")).to_answer.some((r: Json) => r.id === id));
  const mine = (await west.get("/responses?mine=true&state=open&limit=500")).items;
  assert.ok(mine.some((r: Json) => r.id === id));
  const now = await west.get(`/responses/${id}`);
  const free = await west.patch(`/responses/${id}`, { assignee: null }, `"${now.version}"`);
  assert.equal(free.assignee, null);
  assert.ok((await west.get("/tasks/mine")).unassigned.some((r: Json) => r.id === id));
  await west.refused("PATCH", `/responses/${id}`, 422, { json: { assignee: (await east.get("/session")).account.id }, etag: `"${free.version}"`, pointer: "/assignee" });
  await fill(west, id);
  await step(west, id, "submit");
  assert.ok((await ciso.get("/tasks/mine")).to_review.some((r: Json) => r.id === id));
  assert.ok(!(await west.get("/tasks/mine")).to_answer.some((r: Json) => r.id === id));
  assert.deepEqual((await auditor.get("/tasks/mine")).to_review, []);
});

test("my tasks stand as the units do in the tree, what is due first before", async () => {
  const lead = await signedInAs(ciso, "ciso");
  const me = (await lead.get("/session")).account.id;
  const units: string[] = [];
  for (let i = 0; i < 11; i++) units.push((await ciso.post("/units", { name: `順番${i}号店`, kind: "shop", parent: shops.top }, 201)).id);
  const asked = units.map((unit) => ({ unit, assignee: me }));
  const { campaign } = await openCampaign(ciso, small, [], { units: asked, due: "2027-03-30" });
  const earlier = (await openCampaign(ciso, small, [], { units: [asked[3]], due: "2027-03-29" })).campaign;
  const mine = (await lead.get("/tasks/mine")).to_answer.filter((r: Json) => r.assignee?.id === me);
  assert.deepEqual(mine.map((r: Json) => [r.campaign.id, r.unit.id]), [[earlier.id, units[3]], ...units.map((unit) => [campaign.id, unit])]);
});

test("lists show the caller's own units only and page without loss", async () => {
  const own = await west.get("/responses?limit=3");
  assert.ok(own.items.every((r: Json) => r.unit.id === shops.west));
  const seen: string[] = own.items.map((r: Json) => r.id);
  for (let next = own.next; next !== null; ) {
    const page = await west.get(`/responses?limit=3&cursor=${next}`);
    seen.push(...page.items.map((r: Json) => r.id));
    next = page.next;
  }
  assert.equal(new Set(seen).size, seen.length);
  assert.equal(seen.length, own.total);
  const both = await signedInAs(ciso, ["manager"], shops.east);
  assert.ok((await both.get("/responses?limit=500")).items.every((r: Json) => r.unit.id === shops.east));
});

test("the forty items answered by hand give the means that paper gives", async () => {
  const id = (await openCampaign(ciso, forty, [shops.east])).responses[shops.east].id;
  await answerForty(east, id, "3323233223222233224332222323221221221212");
  const done = await step(east, id, "submit");
  // 332 323 322 32222 3322433222 232 3221 221 221 212
  assert.deepEqual(
    done.scores.sections.map((s: Json) => s.tenths),
    [27, 27, 23, 22, 26, 23, 20, 17, 17, 17],
  );
  // (8 + 8 + 7) / 3 + 11 / 5 + 26 / 10 + 7 / 3 + 8 / 4 + (5 + 5 + 5) / 3 = 21.8
  assert.equal(done.scores.tenths, 22);
  assert.ok(Math.abs(done.scores.raw - 2.18) < 1e-6, String(done.scores.raw));
});
