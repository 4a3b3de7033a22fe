// Every page the router knows, in the sample company, as those see it who may: both languages, both
// themes, desk, phone and paper. A new page without a visit fails here. A file of tests a language
// (tests/browser/every_page_*.test.ts), so that they run beside each other.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type Visitor } from "./browser.ts";
import type { Client, Json } from "./client.ts";
import { newDatabase } from "./database.ts";
import { until } from "./environment.ts";
import { faultsOf, paperFaultsOf, routesOf } from "./pages.ts";
import { enterBy, topUnit } from "./people.ts";
import { questionnaire } from "./questionnaire.ts";
import { GROUP, providerOf } from "./scim.ts";
import { command, prepare, startServer } from "./server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
const manager = await enterBy(server, links, "aoba");
const others = await Promise.all(["president", "security", "auditor"].map((name) => enterBy(server, links, name)));

// The sample company has told nobody anything yet.
await ciso.post("/telling-templates/starter", undefined, 201);
await ciso.post("/sharing-points/starter", undefined, 201);
const point = (await ciso.get("/sharing-points?limit=1")).items[0].id;
await ciso.post("/sharing-stances", { point, department: "知的財産部", stance: "研究所の被害は、営業秘密と出願前の発明が外に出ないことを確かめてから共有してほしい。", heard_on: "2026-10-14" }, 201);
const decision = await ciso.post("/publication-decisions", { title: "プロモーションサイトの停止", kind: "failure", happened_on: "2026-10-20", decision: "publish", reason: "攻撃との噂が広がるおそれがある。", text: "設備の障害により、プロモーションサイトを一時停止しています。サイバー攻撃によるものではありません。" }, 201);
await ciso.post("/rumours", { title: "攻撃を受けているという投稿", place: "social", heard_on: "2026-10-20", said: "かなめ商店のサイトが攻撃で止まっているらしい。", decision: decision.id, answer_by: "2026-10-22" }, 201);

interface Visit {
  as: Client | null; // nobody
  address: string;
}

const first = async (path: string, as = ciso): Promise<Json> => (await as.get(path)).items[0];
const campaigns: Json[] = (await ciso.get("/campaigns")).items;
const newest: string = campaigns.find((c) => !c.outside)?.number; // of the units; suppliers are asked by another
const registers: string[] = (await ciso.get("/describe")).registers.map((r: Json) => r.name);
const asCiso = (...addresses: string[]): Visit[] => addresses.map((address) => ({ as: ciso, address }));

// Where the pages are whose path has a parameter, and what else one page can show. A path without
// a parameter is visited as it is.
const MORE: Record<string, () => Promise<Visit[]>> = {
  "/": async () => [null, ciso, manager, ...others].map((as) => ({ as, address: "/" })),
  "/assessments": async () => [ciso, manager].map((as) => ({ as, address: "/assessments" })),
  "/accounts/:id": async () => asCiso(`/accounts/${(await first("/accounts")).id}`),
  "/campaigns/:id": async () => asCiso(...campaigns.map((c) => `/campaigns/${c.number}`)),
  "/campaigns/:id/results": async () =>
    asCiso(...["overview", "units", "items", "gaps", "claims", "practices", "floors"].map((tab) => `/campaigns/${newest}/results?tab=${tab}`)),
  "/campaigns/:id/gap-plan": async () => {
    const { number } = await ciso.post("/approvals", { register: "resource-requests", record: (await first("/resource-requests")).id });
    return [...asCiso(`/campaigns/${newest}/gap-plan`, `/approvals/${number}`), { as: manager, address: `/campaigns/${newest}/gap-plan` }];
  },
  "/responses/:id": async () => {
    const own = async (as: Client): Promise<Visit> => ({ as, address: `/responses/${(await as.get("/responses")).items.find((r: Json) => !r.respondent).id}` });
    const asked: Json[] = (await ciso.get(`/campaigns/${campaigns.find((c) => c.outside)?.number}/respondents`)).items;
    const states = [...new Map(asked.map((r) => [r.state, r])).values()]; // one of each
    return [await own(ciso), await own(manager), ...asCiso(...states.map((r) => `/responses/${r.response}`))];
  },
  "/report-issues/new": async () => asCiso("/report-issues/new", "/report-issues/new?type=incident"),
  "/report-issues/:id": async () => asCiso(...(await ciso.get("/report-issues")).items.map((i: Json) => `/report-issues/${i.number}`)),
  "/cards": async () => {
    const { url } = await ciso.post("/threat-card-link", undefined, 201);
    return ["/cards", `/cards${new URL(url).hash}`].map((address) => ({ as: null, address }));
  },
  "/asked-decisions": async () => {
    const { id } = await ciso.post("/incidents", { unit: await topUnit(ciso), title: "受注システムへの侵入", severity: "high", detected_at: new Date().toISOString() }, 201);
    const { person } = await ciso.get("/session");
    await ciso.post(`/incidents/${id}/iocs`, { text: "hxxps://login[.]evil[.]example/a\n192.0.2.7", tlp: "amber" }, 201);
    const seats: Json[] = (await ciso.get(`/incidents/${id}/ruling-people?action=stop_system&impact=trade`)).seats;
    const people = [{ rank: seats.find((s) => s.part === "final")?.rank ?? "management", person: person.id }];
    const ask = (what: string): Promise<Json> => ciso.post(`/incidents/${id}/rulings`, { action: "stop_system", impact: "trade", what, due_at: new Date(Date.now() + 3_600_000).toISOString(), people }, 201);
    const { id: done } = await ask("受注システムの管理画面を、社外から使えないようにする");
    await ciso.post(`/own-rulings/${done}/answer`, { answer: "approved", text: "今夜のうちに行う", passed_over: "夜間で連絡がつかない" });
    await ask("受注システムを止める。侵入が続いているため");
    return [...[ciso, manager].map((as) => ({ as, address: "/asked-decisions" })), ...asCiso(`/incidents/${id}`)];
  },
  "/report-types/:id": async () => {
    const sections = [{ heading: { ja: "総括" }, words: true }, { builder: "risk_top", words: true }, { builder: "risk_map", words: false }, { builder: "assessment_summary", heading: { ja: "診断のまとめ" }, words: true }, { builder: "meeting_cases", words: true }];
    const { number } = await ciso.post("/report-types", { title: "四半期のリスク報告", title_en: "Quarterly risk report", audience: "リスク管理委員会", description: "四半期ごとにリスク管理委員会へ報告する。", sections });
    return asCiso(`/report-types/${number}`);
  },
  "/approvals/:id": async () => asCiso(`/approvals/${(await first("/approvals?box=done")).number}`),
  "/approval-routes/:id": async () => {
    const steps = [{ name: "部長", need: "all", days: 3, who: [{ kind: "role", role: "ciso" }], escalate: [{ kind: "post", post: "代表取締役社長" }] }];
    const { id } = await ciso.post("/approval-routes", { name: "対策の承認", subject: "measures", on_change: "end", steps });
    return asCiso(`/approval-routes/${id}`, `/approval-routes/${id}/edit`);
  },
  "/approval-routes/:id/edit": async () => [], // visited with the route
  "/inquiries/:id/book": async () => {
    const { id, number } = await ciso.post("/inquiries", { title: "情報セキュリティ調査", asker: "東都物産株式会社", asker_kind: "buyer", received: "2026-11-02" });
    const body = new FormData();
    body.append("file", new Blob([questionnaire() as Uint8Array<ArrayBuffer>]), "調査票.xlsx");
    await ciso.call("PUT", `/inquiries/${id}/book`, { body });
    await ciso.put(`/inquiries/${id}/book/columns`, { sheet: "調査票", question: "B", answer: "D", remark: "E", first_line: 5 });
    return asCiso(`/inquiries/${number}/book`, `/inquiries/${number}`);
  },
  "/units/:id/edit": async () => asCiso(`/units/${(await first("/units")).id}/edit`),
  "/settings/webhooks": async () => {
    for (const name of ["監視基盤", "社内のワークフロー（人事総務部・情報システム部が共同で運用）"])
      await ciso.post("/webhooks", { name, url: "https://hooks.example.jp/services/T00000000/B00000000/kaname-2026-0123456789-abcdefghijklmnopqrstuvwxyz", events: ["measure.created", "response.submitted", "report.approved"], active: name === "監視基盤", description: "夜間も受け取ります" });
    const { id } = await first("/webhooks");
    await ciso.post(`/webhooks/${id}/test`);
    return asCiso("/settings/webhooks", `/settings/webhooks/${id}`, `/settings/webhooks/${id}/edit`);
  },
  "/settings/webhooks/:id": async () => [], // visited with the list
  "/settings/webhooks/:id/edit": async () => [], // likewise
  "/loss-runs/:id": async () => until("the run is played", async () => ((await first("/loss-runs")).ended_at ? asCiso(`/loss-runs/${(await first("/loss-runs")).number}`) : null)),
  // Visited with the records of all registers.
  "/loss-scenarios/:id": async () => [],
  "/loss-scenarios/:id/edit": async () => [],
  "/loss-causes/:id": async () => [],
  "/loss-causes/:id/edit": async () => [],
  "/loss-limits/:id/edit": async () => [],
  "/insurance-policies/:id": async () => [],
  "/insurance-policies/:id/edit": async () => [],
  "/business-cases/:id/page": async () => asCiso(`/business-cases/${(await first("/business-cases")).number}/page`),
  "/contracts/:id/annex": async () => {
    const { number, id } = await first("/contracts");
    const { id: set } = await ciso.post("/requirement-sets/starter", undefined, 201);
    await ciso.post(`/contracts/${id}/requirements`, { set }, 201);
    return asCiso(`/contracts/${number}/annex`, `/contracts/${number}/annex?lang=en`);
  },
  "/suppliers-and-sites/chain/:id": async () => {
    const firms: Json[] = (await ciso.get("/supplier-concentration")).items;
    return asCiso(`/suppliers-and-sites/chain/${firms[0].id}`, `/suppliers-and-sites/chain/${firms[0].id}?up=0&down=0`, `/suppliers-and-sites/chain/${firms.at(-1)?.number}`);
  },
  "/suppliers-and-sites/business-chains": async () => {
    const last: Json[] = (await ciso.get("/businesses")).items;
    return asCiso("/suppliers-and-sites/business-chains", `/suppliers-and-sites/business-chains?business=${last.at(-1)?.id}`);
  },
  "/own-exercises/:id": async () => {
    const { person } = await ciso.get("/session");
    const held = await first("/exercises?filter[state][eq]=held");
    const own = await ciso.post("/exercises", { unit: await topUnit(ciso), title: "ランサムウェアの机上演習", kind: "tabletop", planned_on: "2027-01-20", style: "decide", minutes: 120, report_due: "2027-01-15" });
    await ciso.put(`/exercises/${own.id}/people`, { items: [{ person: person.id, role: "facilitator" }] }, "*");
    for (const line of [{ kind: "wish", title: "受注サイトからの顧客情報の流出", result: "taken" }, { kind: "goal", title: "10分以内に報告先へ知らせる" }, { kind: "inject", title: "店舗から、画面が開かないと連絡が入る", minute: 0 }, { kind: "inject", title: "ほかの端末にも広がる", minute: 20, asks: true }, { kind: "step", title: "添付ファイルを開かせる", result: "detected" }, { kind: "point", title: "夜間の連絡先が古い" }])
      await ciso.post(`/exercises/${own.id}/lines`, line);
    for (const press of ["start", "pause"]) await ciso.post(`/exercises/${own.id}/clock`, { press }); // a running clock asks again and again
    return asCiso(`/own-exercises/${own.id}`, `/exercises/${own.number}`, `/exercises/${held.number}`);
  },
  "/incidents/:id/tellings/:no": async () => {
    const { id, number } = await ciso.post("/incidents", { unit: await topUnit(ciso), title: "予約サイトの応答の遅れ", severity: "high", detected_at: "2026-11-02T09:00:00Z", drill: true }, 201);
    await ciso.post(`/incidents/${id}/pieces`, { title: "通信先", value: "c2.example.com", tlp: "amber", allowed: ["東都物産株式会社"] }, 201);
    const draft = { audience: "partner", tlp: "amber", lang: "ja", subject: "情報セキュリティに関する事案の発生について", body: "予約サイトの応答が遅くなっています。原因は調査中です。" };
    for (const no of [1, 2]) {
      await ciso.post(`/incidents/${id}/tellings`, draft, 201);
      const impact = "予約の受付が最大で半日遅れます。";
      await ciso.post(`/incidents/${id}/tellings/${no}/recipients`, { name: "東都物産株式会社", person: "営業部 鈴木", address: "suzuki-information-security-desk@touto-trading.example.com", impact }, 201);
      await ciso.post(`/incidents/${id}/tellings/${no}/recipients`, { name: "見本予約サイト運営会社", impact }, 201);
    }
    const sent = await ciso.call("POST", `/incidents/${id}/tellings/2/sending`, { etag: "*" });
    assert.equal(sent.status, 201, sent.text);
    return asCiso(`/incidents/${number}`, `/incidents/${number}/tellings/1`, `/incidents/${number}/tellings/2`);
  },
  "/sheets/:id": async () => asCiso(`/sheets/${(await first("/sheets")).id}`),
  "/settings/provisioning": async () => {
    const provider = await providerOf(ciso);
    const members = [{ value: (await provider.get("/Users?count=1")).Resources[0].id }];
    await provider.post("/Groups", { schemas: [GROUP], displayName: "sg-information-security-committee-members-all-sites", members });
    const { id } = await provider.post("/Groups", { schemas: [GROUP], displayName: "情報セキュリティ委員会" });
    await ciso.put(`/provisioning/groups/${id}/roles`, { roles: [{ role: "security", unit: await topUnit(ciso) }] }, '"1"');
    return asCiso("/settings/provisioning");
  },
  "/risk/ranking": async () => asCiso(...["ranking", "units", "systems", "directives", "groups"].map((tab) => `/risk/ranking?tab=${tab}`)),
  "/mappings": async () => asCiso("/mappings", "/mappings?key=csm40-nist-csf-2.0", "/mappings?key=csm40-sme25&of=from"),
  "/search": async () => asCiso("/search", "/search?q=%E6%BC%94%E7%BF%92", "/search?q=%E7%84%A1%E3%81%84%E8%AA%9E"),
  "/:register/import": async () => asCiso("/measures/import"),
  "/:register/import/:import": async () => {
    const table = { body: "対策名,期限\n端末の暗号化,2027-03-31\n,2027-99-99\n", headers: { "content-type": "text/csv" } };
    return asCiso(`/measures/import/${(await ciso.call("POST", "/measures/imports?name=a.csv", table)).json.id}`);
  },
  "/:register/bulk": async () => asCiso("/measures/bulk"),
  "/:register/bulk/:bulk": async () => {
    const wish = { all: true, filters: [{ field: "priority", op: "eq", value: "high" }], patch: { priority: "low", owner: null } };
    const { id } = await ciso.post("/measures/bulk-edits", wish);
    return until("the preview", async () => ((await ciso.get(`/measures/bulk-edits/${id}`)).state === "checked" ? asCiso(`/measures/bulk/${id}`) : null));
  },
  "/:register": async () => asCiso(...registers.map((r) => `/${r}`)),
  "/:register/new": async () => asCiso(...registers.map((r) => `/${r}/new`)),
  "/:register/:id": () => ofRecords((r, id) => `/${r}/${id}`),
  "/:register/:id/edit": () => ofRecords((r, id) => `/${r}/${id}/edit`),
};

// The sample company has no record of some registers.
async function ofRecords(address: (register: string, id: string) => string): Promise<Visit[]> {
  const found = await Promise.all(registers.map(async (r) => ({ r, record: await first(`/${r}`) })));
  return asCiso(...found.flatMap(({ r, record }) => (record ? [address(r, record.number ?? record.id)] : [])));
}

async function visitsOf(path: string, isPublic: boolean): Promise<Visit[]> {
  const more = MORE[path];
  if (more) return more();
  assert.ok(!path.includes(":"), `${path} has no visit: say in MORE where one is`);
  return [{ as: isPublic ? null : ciso, address: path }];
}

// One browser a person.
const visitors = new Map<Client | null, Visitor>();
after(async () => {
  for (const visitor of visitors.values()) await visitor.context.close();
});

async function browserOf(as: Client | null): Promise<Visitor> {
  const visitor = visitors.get(as) ?? (await visit(server, "/", {}, as ?? undefined));
  visitors.set(as, visitor);
  return visitor;
}

type Language = "ja" | "en";

async function speak(visitor: Visitor, as: Client | null, lang: Language): Promise<void> {
  if (as) await as.patch("/session", { lang });
  else await visitor.page.evaluate((language) => localStorage.setItem("kaname.prefs", JSON.stringify({ language })), lang);
  visitor.view.lang = lang;
}

// Between the two languages every page is seen in both themes on both screens.
const VIEWS = {
  ja: [
    { width: 1440, theme: "light" },
    { width: 390, theme: "dark" },
  ],
  en: [
    { width: 390, theme: "light" },
    { width: 1440, theme: "dark" },
  ],
} as const;

// Runs in the page: opens whatever is folded, and says whether there was anything.
function unfold(): boolean {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
  for (const details of folded) details.open = true;
  return folded.length > 0;
}

async function see({ as, address }: Visit, lang: Language): Promise<void> {
  const visitor = await browserOf(as);
  const wrong: string[] = [];
  visitor.complaints.length = 0;
  await speak(visitor, as, lang);
  await visitor.page.goto(address);
  await visitor.page.locator("h1").first().waitFor();
  for (const view of VIEWS[lang]) {
    await visitor.as(view);
    wrong.push(...(await faultsOf(visitor.page)).map((fault) => `${view.width} px: ${fault}`));
    await visitor.accessible().catch((e: Error) => wrong.push(`${view.width} px, ${view.theme}: ${e.message}`));
    if (view.width === 1440 && as && registers.includes(address.split(/[/?]/)[1] ?? "") && (await visitor.page.locator(".nav [aria-current]").count()) === 0)
      wrong.push("the navigation does not say where one is");
    if (process.env["KANAME_TEST_SHOTS"]) await visitor.shot(`page${address.replace(/\W+/g, "-")}`);
  }
  // What lies folded fits too; seen from the screen it is on back to the first, which is one change of size less.
  if (await visitor.page.evaluate(unfold))
    for (const view of VIEWS[lang].toReversed()) {
      await visitor.as(view);
      wrong.push(...(await faultsOf(visitor.page)).map((fault) => `${view.width} px, unfolded: ${fault}`));
    }
  if (as) {
    await visitor.onPaper();
    wrong.push(...(await paperFaultsOf(visitor.page)));
  }
  assert.deepEqual([...wrong, ...visitor.complaints], [], address);
}

const routes = await routesOf((await browserOf(null)).page);
assert.ok(routes.length > 10, "the router knows no pages");
const all = (await Promise.all(routes.map((route) => visitsOf(route.path, route.public)))).flat();
// A register with a page of its own is met twice.
const visits = all.filter((v, i) => all.findIndex((w) => w.address === v.address && w.as === v.as) === i);

// A half of the pages, 0 or 1, so that a file stays well within the time that one may take.
export function everyPageIn(lang: Language, half: number): void {
  for (const where of visits.filter((_, i) => i % 2 === half)) test(`${where.address} as ${nameOf(where.as)} in ${lang}`, () => see(where, lang));
}

function nameOf(as: Client | null): string {
  return ["nobody", "ciso", "manager", "president", "security", "auditor"][[null, ciso, manager, ...others].indexOf(as)] ?? "";
}
