// The whole life of a record of every register, as `describe` names them: a new register is tested by
// being there.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { newDatabase } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { enterBy, ROLES, signedInAs } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";
import { importSheet, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

interface Field {
  key: string;
  type: string;
  ref?: string;
  option_keys?: string[];
  required?: boolean;
  readonly?: boolean;
  create_only?: boolean;
  indexed?: boolean;
  filterable?: boolean;
  listed?: boolean;
  min?: number;
  max?: number;
}

interface Register {
  name: string;
  prefix: string | null;
  by_unit: boolean;
  state_field: string | null;
  fields: Field[];
  transitions: { from: string; action: string; to: string; reason: boolean }[];
}

// The sample company, for records that refer to others.
const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
const client = await signedInAs(ciso, ROLES);
// Transitions are pressed here; where a route is set a round would have to end with them.
for (const route of (await ciso.get("/approval-routes")).items) await ciso.delete(`/approval-routes/${route.id}`, `"${route.version}"`);
const second = await signedInAs(ciso, ROLES); // what one person drafts, another approves
const described = await client.get("/describe");
const registers: Register[] = described.registers;
const top: string = (await client.get("/session")).roles[0].unit.id;
const person = await client.post("/people", { unit: top, family_name: "山田", given_name: "太郎" });
const sheet = (await client.get("/sheets")).items[0];
const campaign = (await client.get("/campaigns")).items.find((c: Json) => !c.outside); // of the units
const { builder } = (await client.get("/report-sections")).built_in[0].sections[0]; // a section is kept under its builder's name

// Members whose values must mean something beyond their type.
const STEPS = [{ name: "部長", need: "all", who: [{ kind: "role", role: "ciso" }] }];
const MEANT: Record<string, unknown> = { subject: "measures", active: false, steps: STEPS, zone: "Asia/Tokyo", country: "JP", email: "taro@example.org", sheet_key: sheet.key, campaign: campaign.number, head_office: false, happened: "2026-10", month: "2026-10", frequency: { shape: "fixed", value: 0.1 }, items: [{ form: "response", amount: { shape: "fixed", value: 1_000_000 } }], covers: [{ form: "response" }], sections: [{ key: builder, builder, words: true }] };

const ONLY: Record<string, string> = { items: "list", month: "text", covers: "list", steps: "list" }; // schedules of reports have others of these names

// What a register's own rule wants of optional members: always there, never there.
const RULES: Record<string, { always: string[]; never: string[] }> = {
  "industry-averages": { always: ["section_key"], never: ["item_key"] },
  "report-issues": { always: ["campaign"], never: ["incident"] }, // of the one or the other
  "approval-routes": { always: [], never: ["class_key"] },
  risks: { always: ["system"], never: [] },
  "report-schedules": { always: ["day"], never: ["month"] }, // the first rhythm is by month
  "business-cases": { always: [], never: ["loss_run"] }, // a simulation's number
  "outside-cases": { always: ["firm"], never: [] },
  protections: { always: [], never: ["segment"] },
  indicators: { always: ["figure", "direction"], never: [] },
  "indicator-values": { always: ["value"], never: ["records"] }, // of figures that are no value of finds
  "security-duties": { always: [], never: ["deputy", "reserve"] }, // whom one person is not twice
  "security-services": { always: [], never: ["check_by"] },
  suppliers: { always: [], never: ["corporate_number"] }, // it has a check digit and stands once
  "supplier-engagements": { always: ["supplier"], never: ["supplier_number"] },
  "supplier-subcontracts": { always: ["subcontractor"], never: ["subcontractor_number"] },
  "supplier-certificates": { always: [], never: ["basis"] }, // follows from its kind
  "supplier-tickets": { always: ["question", "answer"], never: [] },
  partners: { always: ["coupled_reason", "contact_phone"], never: [] },
  "supplier-reviews": { always: ["grade", "concern", "main_concern", "plan", "owner", "due"], never: ["campaign", "acceptance_reason", "accepted_until"] }, // a survey that it has answered
  incidents: { always: [], never: ["contained_at", "recovered_at"] }, // of phases that a new one has not reached
  "threat-responses": { always: ["steps"], never: [] }, // a card says something
  "reporting-regimes": { always: ["first_amount", "first_unit", "final_amount", "final_unit"], never: [] }, // a number has its unit
  "knowledge-articles": { always: ["summary"], never: [] }, // what is published says something
  "disclosure-exceptions": { always: ["point"], never: ["issue"] }, // of the one or the other
  backups: { always: ["system"], never: [] }, // it is one of something
  "publication-decisions": { always: ["text"], never: ["incident"] }, // what is published has a text; a case that is there
};

// An audit looks at what its unit has answered.
const asked = await openCampaign(client, (await importSheet(client, smallSheet("audited"))).id, [top]);
const answered = asked.responses[top]!.id;
for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await put(client, answered, item, { value });
await step(client, answered, "submit");

// What outsiders are told was agreed and approved by somebody else before.
const told = async (path: string, action: string): Promise<void> => {
  const { status, text } = await second.call("POST", `${path}/transitions`, { json: { action }, etag: "*" });
  assert.equal(status, 200, text);
};
const point = await client.post("/disclosure-points", { kind: "pair", title: "侵入", worry: "侵入される", publish_worry: true, stance: "守りを重ねる", publish_stance: true, pr_person: person.id, pr_agreed_on: "2026-04-01" }, 201);
await told(`/disclosure-points/${point.id}`, "agree");
const statement = await client.post("/report-issues", { type: "disclosure_statement", title: "取組", audience: "投資家" }, 201);
await told(`/report-issues/${statement.id}`, "approve");

// Members that mean something in one register alone.
const OWN: Record<string, Record<string, unknown>> = {
  "security-services": { link: "https://www.example.jp/list" },
  suppliers: { contact_email: "info@supplier.example" },
  partners: { contact_email: "desk@partner.example" },
  contacts: { email: "desk@contact.example" },
  "supplier-seminars": { link: "https://www.example.jp/seminar", video: "https://www.example.jp/video" },
  "disclosure-publications": { issue: statement.id, link: "https://www.example.jp/security" },
  "joint-measures": { free: true },
  "reporting-regimes": { countries: "JP", valid_from: "2026-01-01", valid_until: "2099-12-31" },
  "response-decisions": { action: "other", staff: "final", head: "before", management: "after", headquarters: "none" },
  "site-audits": { campaign: asked.campaign.number },
  "site-audit-answers": { item_key: "a-1" },
};

// What making a record writes into its history beside that it was made.
const MADE: Record<string, string[]> = {
  incidents: ["timeline_add"], // the first phase is the first line of its timeline
};

// What a record needs before its first step.
const BEFORE: Record<string, (id: string) => Promise<unknown>> = {
  "sharing-points": (point) => client.post("/sharing-stances", { point, department: "知的財産部", stance: "営業秘密が出ないこと" }, 201),
  "requirement-sets": (set) => client.post("/requirement-points", { set, phase: "normal", level: "must", position: 1, title: "構成管理", demand: "一覧を保つ" }, 201),
  "contact-rounds": async (id) => {
    for (const { id: contact, outcome } of (await client.get(`/contact-rounds/${id}/progress`)).items)
      if (!outcome) await client.post("/contact-answers", { round: id, contact, outcome: "confirmed" }, 204);
  },
  "supplier-census-replies": async (id) => {
    const { census } = await client.get(`/supplier-census-replies/${id}`);
    assert.equal((await client.call("POST", `/supplier-censuses/${census.id}/transitions`, { json: { action: "open" }, etag: "*" })).status, 200);
    await client.post("/supplier-engagements", { unit: top, work: "警備", supplier_name: "どこかの会社" }, 201);
  },
  "ask-firms": async (id) => {
    const { ask } = await client.get(`/ask-firms/${id}`);
    const checks = ["cost", "product", "price", "need", "explained", "record"].map((point) => [`check_${point}`, "ok"]);
    await client.patch(`/supplier-asks/${ask.id}`, { necessity: "止まると困る", scope: "控えだけ", cost_bearer: "none", talks: "話し合った", ...Object.fromEntries(checks) }, "*");
    for (const action of ["confirm", "send"]) assert.equal((await client.call("POST", `/supplier-asks/${ask.id}/transitions`, { json: { action }, etag: "*" })).status, 200);
  },
};

// What fields must refer to: two records of each register, so that two fields of one record refer to different ones.
const known = new Map<string, string[]>([["people", [person.id]], ["units", [top]]]);
const approved: Json[] = (await client.get("/budgets?filter[state][eq]=approved")).items; // money is spent of these alone
known.set("budgets", approved.slice(0, 2).map((budget) => budget.id));

// Requests are made of proposed measures, one each: deciding on one decides on its measures.
const proposed: string[] = [];
while (proposed.length < 10) proposed.push((await client.post("/measures", { unit: top, title: `提案 ${proposed.length}`, priority: "low" })).number);

// An arrow between two indicators stands once and never leads round: each has an effect of its own.
const effects: string[] = [];
while (effects.length < 30) effects.push((await client.post("/indicators", { title: `効果 ${effects.length}`, perspective: "finance", source: "manual", figure: "count", direction: "higher", cycle: "month" })).id);

// A unit is asked once in a round: each reply has a round of its own.
const rounds: string[] = [];
while (rounds.length < 30) rounds.push((await client.post("/supplier-censuses", { name: `調査 ${rounds.length}`, due: "2027-03-31" }, 201)).id);

// A firm stands once in a request: each has a request of its own.
const asks: string[] = [];
while (asks.length < 20) asks.push((await client.post("/supplier-asks", { unit: top, title: `要請 ${asks.length}`, asked: "控えを保管する" })).id);

// So it does in a joint measure, and at a meeting.
const joints: string[] = [];
const heads: string[] = [];
while (joints.length < 20) {
  joints.push((await client.post("/joint-measures", { title: `対策 ${joints.length}`, because: "被害が広がる", kind: "measure", free: true }, 201)).id);
  assert.equal((await client.call("POST", `/joint-measures/${joints.at(-1)}/transitions`, { json: { action: "begin" }, etag: "*" })).status, 200);
}
while (heads.length < 20) heads.push((await client.post("/meetings", { title: `代表者会議 ${heads.length}`, kind: "supplier", held_on: "2026-04-01" }, 201)).id);
// A firm comes to a seminar once: each attendance has a seminar of its own.
const seminars: string[] = [];
while (seminars.length < 30) seminars.push((await client.post("/supplier-seminars", { title: `セミナー ${seminars.length}`, held_on: "2026-04-01" }, 201)).id);

let count = 0; // so that no two texts are the same: some may stand only once
let months = 0; // Excel knows no day before 1900

function valueOf(field: Field): unknown {
  if (field.key in MEANT && (ONLY[field.key] ?? field.type) === field.type) return MEANT[field.key];
  switch (field.type) {
    case "text":
    case "longtext":
      return `${++count}番の${field.key}`.slice(0, field.max);
    case "int":
    case "num":
      return Math.max(field.min ?? 0, 1);
    case "bool":
      return true;
    case "date":
      if (field.key === "period_end") return new Date(Date.UTC(2026, 4 - ++months, 0)).toISOString().slice(0, 10); // a month's figure stands once
      return "2026-04-01";
    case "instant":
      return "2026-04-01T09:00:00.000Z";
    case "period":
      return "FY2026";
    case "enum":
      return field.option_keys?.[0];
    case "money":
      return { amount: field.key === "loss" ? 1200 + ++count : 1200, currency: "JPY" }; // a loss that is borne stands once
    case "ref":
      if (field.key === "census") return rounds.length > 1 ? rounds.shift() : rounds[0];
      if (field.ref === "joint-measures") return joints.length > 1 ? joints.shift() : joints[0];
      if (field.ref === "meetings" && field.required) return heads.length > 1 ? heads.shift() : heads[0];
      if (field.key === "seminar") return seminars.length > 1 ? seminars.shift() : seminars[0];
      if (field.key === "ask") return asks.length > 1 ? asks.shift() : asks[0];
      if (field.key === "effect") return effects.length > 1 ? effects.shift() : effects[0];
      return known.get(field.ref ?? "")?.at(++count % (known.get(field.ref ?? "")?.length ?? 1));
    case "list":
      return field.key === "measures" ? proposed.splice(0, 1) : undefined;
    default:
      return undefined;
  }
}

function bodyOf(register: Register, { all = true } = {}): Record<string, unknown> {
  const { always, never } = RULES[register.name] ?? { always: [], never: [] };
  const wanted = (f: Field): boolean => all || f.required === true || f.key === "parent" || always.includes(f.key);
  const taken = register.fields.filter((f) => !f.readonly && wanted(f) && !never.includes(f.key));
  return { ...Object.fromEntries(taken.map((f) => [f.key, valueOf(f)]).filter(([, value]) => value !== undefined)), ...OWN[register.name] };
}

async function know(name: string): Promise<void> {
  const register = registers.find((r) => r.name === name);
  if (!register || known.has(name)) return;
  for (const field of register.fields) if (field.ref && field.required) await know(field.ref);
  const post = async (): Promise<string> => (await client.post(`/${name}`, bodyOf(register, { all: false }))).id;
  known.set(name, [await post(), await post()]);
}

for (const { name, fields } of registers)
  for (const field of fields) if (field.ref && (field.required || RULES[name]?.always.includes(field.key))) await know(field.ref);

for (const register of registers) {
  const path = `/${register.name}`;

  test(`${register.name}: what is written is read, by id and by number`, async () => {
    const body = bodyOf(register);
    const answer = await client.call("POST", path, { json: body });
    assert.equal(answer.status, 201, answer.text);
    assert.match(answer.headers.get("etag") ?? "", /^"\d+"$/);
    const record = answer.json;
    for (const [key, value] of Object.entries(body)) {
      const got = record[key]?.id ?? record[key];
      assert.deepEqual(got, value, key);
    }
    assert.deepEqual(await client.get(`${path}/${record.id}`), record);
    if (record.number) assert.equal((await client.get(`${path}/${record.number}`)).id, record.id);
    await client.refused("GET", `${path}/01939f3e-7b1c-7c3a-8f00-0000000000ff`, 404);
  });

  test(`${register.name}: a change needs the version seen, and history tells it`, async () => {
    const record = await client.post(path, bodyOf(register, { all: false }));
    const text = register.fields.find((f) => (f.type === "longtext" || f.type === "text") && !f.readonly && !(f.key in MEANT) && !(f.key in (OWN[register.name] ?? {})));
    assert.ok(text);
    const change = { [text.key]: `${text.key}変` };
    const etag = `"${record.version}"`;
    await client.refused("PATCH", `${path}/${record.id}`, 428, { json: change });
    const changed = await client.patch(`${path}/${record.id}`, change, etag);
    assert.equal(changed[text.key], change[text.key]);
    assert.ok(changed.version > record.version);
    await client.refused("PATCH", `${path}/${record.id}`, 412, { json: { [text.key]: "x" }, etag, code: "stale" });
    const history = await client.get(`${path}/${record.id}/history`);
    assert.deepEqual(history.items.map((e: { action: string }) => e.action), ["update", ...(MADE[register.name] ?? []), "create"]);
    assert.equal(history.items[0].after[text.key], change[text.key]);
  });

  test(`${register.name}: what is deleted is gone, and comes back`, async () => {
    const record = await client.post(path, bodyOf(register, { all: false }));
    await client.refused("DELETE", `${path}/${record.id}`, 428);
    await client.delete(`${path}/${record.id}`, `"${record.version}"`, 204);
    const find = async (query: string): Promise<{ version: number } | undefined> =>
      (await client.get(`${path}?limit=500${query}`)).items.find((r: { id: string }) => r.id === record.id);
    assert.equal(await find(""), undefined);
    await client.refused("GET", `${path}/${record.id}`, 404);
    const gone = await find("&deleted=true");
    assert.ok(gone);
    const back = await client.call("POST", `${path}/${record.id}/restore`, { etag: `"${gone.version}"` });
    assert.equal(back.status, 200, back.text);
    assert.ok(await find(""));
  });

  test(`${register.name}: comments, links and files hang on a record, go and come back`, async () => {
    const at = `${path}/${(await client.post(path, bodyOf(register, { all: false }))).id}`;
    const file = new FormData();
    file.append("file", new Blob(["控え"], { type: "text/plain" }), "控え.txt");
    const made: Record<string, Json> = {
      comments: await client.post(`${at}/comments`, { text: "確認しました。" }, 201),
      links: await client.post(`${at}/links`, { kind: "relates", register: "people", record: person.id }, 201),
      files: (await client.call("POST", `${at}/files`, { body: file })).json,
    };
    for (const [kind, item] of Object.entries(made)) {
      const there = async (): Promise<boolean> => (await client.get(`${at}/${kind}`)).items.some((i: Json) => i.id === item.id);
      assert.ok(await there(), kind);
      await client.delete(`${at}/${kind}/${item.id}`, undefined, 204);
      assert.equal(await there(), false, kind);
      await client.post(`${at}/${kind}/${item.id}/restore`, undefined, 204);
      assert.ok(await there(), kind);
    }
    assert.equal((await client.call("GET", `${at}/files/${made.files.id}`)).text, "控え");
  });

  test(`${register.name}: every list can be sorted by what is indexed and filtered by what is listed`, async () => {
    for (const field of register.fields) {
      const sorted = await client.call("GET", `${path}?sort=-${field.key}`);
      assert.equal(sorted.status, field.indexed ? 200 : 422, `sort=${field.key}: ${sorted.text}`);
      const value = valueOf(field);
      if (field.listed && typeof value === "string" && !field.readonly)
        await client.get(`${path}?filter[${field.key}][eq]=${encodeURIComponent(value)}`);
    }
    await client.refused("GET", `${path}?filter[no_such][eq]=1`, 422);
    await client.refused("GET", `${path}?limit=501`, 422);
  });

  test(`${register.name}: the list as CSV and as Excel`, async () => {
    const csv = await client.call("GET", `${path}?format=csv`);
    assert.equal(csv.status, 200, csv.text);
    assert.equal(csv.text.charCodeAt(0), 0xfeff, "Excel wants the mark");
    assert.ok(csv.text.split("\r\n").length > 2);
    const xlsx = await client.call("GET", `${path}?format=xlsx`);
    assert.equal(xlsx.status, 200, xlsx.text);
    assert.deepEqual([...xlsx.bytes.slice(0, 4)], [0x50, 0x4b, 3, 4]);
  });

  for (const format of ["csv", "xlsx"]) test(`${register.name}: what left as ${format} is taken back as it was`, async () => {
    const list = await client.call("GET", `${path}?format=${format}`);
    const added = await client.call("POST", `${path}/imports?name=list.${format}`, { body: new Blob([list.bytes as Uint8Array<ArrayBuffer>]) });
    assert.equal(added.json?.format, format, added.text);
    assert.equal(added.status, 201, added.text);
    const one = `${path}/imports/${added.json.id}`;
    const ended = (): Promise<Json> =>
      until("the import has ended", async () => {
        const got = await client.get(one);
        return ["checking", "taking", "undoing"].includes(got.state) ? null : got;
      });
    const columns = added.json.columns.filter((c: Json) => c.field).map((c: Json) => ({ no: c.no, field: c.field }));
    await client.put(`${one}/mapping`, { columns, key: added.json.key });
    const checked = await ended();
    assert.equal(checked.state, "checked", JSON.stringify(checked));
    if (register.prefix !== null) {
      assert.equal(checked.key, "number");
      assert.deepEqual(checked.faults, []);
      assert.equal(checked.unchanged, checked.rows, JSON.stringify(checked.changes));
    }
    await client.post(`${one}/commit`, { partial: true }, 200);
    assert.equal((await ended()).state, "taken");
    await client.post(`${one}/undo`, undefined, 200);
    assert.equal((await ended()).state, "undone");
    assert.equal((await client.get(`${path}/imports`)).items[0].id, added.json.id);
  });

  test(`${register.name}: a bulk edit changes a record, and its undo brings it back`, async () => {
    const record = await client.post(path, bodyOf(register, { all: false }));
    const text = register.fields.find((f) => (f.type === "longtext" || f.type === "text") && !f.readonly && !f.create_only && !(f.key in MEANT) && !(f.key in (OWN[register.name] ?? {})));
    assert.ok(text);
    const change = { [text.key]: `${++count}番に一括変更` };
    const made = await client.post(`${path}/bulk-edits`, { records: [{ id: record.id, version: record.version }], patch: change }, 201);
    const one = `${path}/bulk-edits/${made.id}`;
    const ended = (): Promise<Json> =>
      until("the bulk edit has ended", async () => {
        const got = await client.get(one);
        return ["checking", "taking", "undoing"].includes(got.state) ? null : got;
      });
    const seen = await ended();
    assert.deepEqual([seen.state, seen.changed], ["checked", 1], JSON.stringify(seen));
    assert.ok(seen.changes[0].fields.some((f: Json) => f.field === text.key));
    await client.post(`${one}/commit`, {}, 200);
    assert.equal((await ended()).state, "taken");
    assert.equal((await client.get(`${path}/${record.id}`))[text.key], change[text.key]);
    await client.post(`${one}/undo`, undefined, 200);
    assert.deepEqual([(await ended()).undone, (await client.get(`${path}/${record.id}`))[text.key]], [1, record[text.key]]);
    assert.equal((await client.get(`${path}/bulk-edits`)).items[0].id, made.id);
  });

  test(`${register.name}: every filter on offer is answered`, async () => {
    for (const field of register.fields.filter((f) => f.filterable)) {
      const value = encodeURIComponent({ ref: person.id, text: "番の", longtext: "番の", money: "1000", bool: "true" }[field.type as string] ?? String(valueOf(field)));
      const ops = { text: ["contains", "begins"], longtext: ["contains", "begins"], bool: ["eq"], enum: ["in"], ref: ["is_null"] }[field.type as string] ?? ["ge", "le"];
      for (const op of ops) await client.get(`${path}?filter[${field.key}][${op}]=${value}`, 200);
    }
  });

  if (register.state_field)
    test(`${register.name}: the first state leads on, an unknown action nowhere`, async () => {
      const state = register.state_field ?? "";
      const record = await client.post(path, bodyOf(register));
      await BEFORE[register.name]?.(record.id);
      const way = register.transitions.find((t) => t.from === record[state]);
      assert.ok(way);
      const etag = `"${record.version}"`;
      await client.refused("POST", `${path}/${record.id}/transitions`, 409, { json: { action: "no_such" }, etag });
      if (way.reason) await client.refused("POST", `${path}/${record.id}/transitions`, 422, { json: { action: way.action }, etag });
      const moved = await second.call("POST", `${path}/${record.id}/transitions`, { json: { action: way.action, reason: "稟議による" }, etag });
      assert.equal(moved.status, 200, moved.text);
      assert.equal(moved.json[state], way.to);
    });
}
