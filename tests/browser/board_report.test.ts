// The guide "From nothing to the first report to the board" (docs/user/*/board-report.md), step by step from an empty
// installation: what is entered on one page stands on the next, up to the decisions of the meeting. Its pictures are
// taken on the way; those of the English guide with KANAME_GUIDE_LANG=en.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import { shotsFolder } from "../support/environment.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const lang = process.env["KANAME_GUIDE_LANG"] === "en" ? "en" : "ja";
const pick = (ja: string, en: string): string => (lang === "ja" ? ja : en);
const messages = readdirSync(`po/${lang}`).map((file) => readFileSync(`po/${lang}/${file}`, "utf8")).join("\n");

// What the page calls it.
function say(id: string): string {
  const found = messages.split(`msgid "${id}"\nmsgstr "`)[1]?.split('"\n')[0];
  assert.ok(found, id);
  return found;
}

const server = await startServer();
const who = lang === "ja" ? {} : { organisation: "Minato Stores Ltd.", lang, family_name: "Sato", given_name: "Hanako", kana: "" };
const ciso = await setUp(server, who);
const visitor: Visitor = await visit(server, "/", { lang, width: 1280, height: 800 }, ciso);
after(() => visitor.context.close());
const { page } = visitor;

// What the guide shows: what stands on the screen, not the whole page.
async function picture(name: string): Promise<void> {
  await visitor.settled();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  mkdirSync(shotsFolder, { recursive: true });
  await page.screenshot({ path: `${shotsFolder}/guide-${name}-${lang}.png`, animations: "disabled" });
}

const button = (id: string) => page.getByRole("button", { name: say(id), exact: true });
const link = (id: string) => page.getByRole("link", { name: say(id), exact: true });
const text = (id: string) => page.getByRole("textbox", { name: new RegExp(`^${say(id)}`) });

const SYSTEMS = pick(
  "名称\t種類\t重要度\t重要度の理由\n通販サイト\tECサイト\t高\t止まると売上がなくなる\n業務用PC\t業務用PC\t中\t店舗の受発注\n給与計算サービス\tクラウド（SaaS）\t高\t従業員の個人情報\n",
  "Name\tKind\tImportance\tWhy so important\nWeb shop\tEC site\tHigh\tNo sales while it is down\nOffice PCs\tBusiness PCs\tMedium\tOrders of the shops\nPayroll service\tCloud (SaaS)\tHigh\tPersonal data of staff\n",
);

test("1: the systems come from a table", async () => {
  await page.goto("/systems");
  await link("ui.import").click();
  await page.getByRole("textbox", { name: say("ui.import.paste.label") }).fill(SYSTEMS);
  await button("ui.import.paste.do").click();
  await button("ui.import.check").click();
  await page.getByRole("button", { name: say("ui.import.take").replace("{n}", "3"), exact: true }).click();
  await page.getByText(say("ui.import.taken"), { exact: true }).waitFor();
  assert.equal((await ciso.get("/systems?filter[importance][eq]=high")).total, 2);
  visitor.quiet();
});

test("2: what may happen is chosen from what is known", async () => {
  await page.goto("/risk");
  await link("risk.first.threats.go").click();
  const choices = page.getByRole("checkbox");
  await choices.first().waitFor();
  await picture("known-threats");
  const several = [pick("ランサムウェアによる", "Ransomware"), pick("不正なスクリプト", "cripts"), pick("添付ファイル", "ttachment")];
  for (const name of several) await choices.and(page.getByRole("checkbox", { name: new RegExp(name) })).first().press("Space");
  await page.getByRole("button", { name: new RegExp(say("risk.known.take").split("{n}")[1] ?? "") }).click();
  await page.getByText(/TH-\d{4}-0003/).first().waitFor();
  visitor.quiet();
});

test("3: they are rated in the matrix", async () => {
  await page.goto("/risk/matrix");
  // Attachments and ransomware to the computers, scripts to the shop; the columns stand by the names of their groups.
  const rated = [[pick("0.2", "0.1"), "3"], [pick("0.1", "0.0"), "2"], [pick("2.0", "2.2"), "2"]] as const;
  for (const [place, step] of rated) {
    await page.locator(`[data-place="${place}"]`).click();
    await page.keyboard.press(step);
  }
  await picture("matrix");
  await button("risk.matrix.check").click();
  await page.getByRole("button", { name: say("ui.import.take").replace("{n}", "3"), exact: true }).click();
  await page.getByText(say("ui.import.taken"), { exact: true }).waitFor();
  visitor.quiet();
});

test("4: the gravest waits on the front page, and its measure is planned from its own", async () => {
  await page.goto("/risk");
  await page.getByRole("link", { name: new RegExp(say("risk.wait.treatment")) }).first().waitFor();
  await picture("risk-front");
  await page.getByRole("link", { name: new RegExp(say("risk.wait.treatment")) }).first().click();
  await link("risk.measure").click();
  await text("reg.measure.cost_initial").first().fill("3000000");
  await button("ui.create.do").click();
  await page.waitForURL(/\/measures\/M-/);
  assert.equal((await ciso.get("/measures")).items[0].cost_initial.amount, 3_000_000);
  visitor.quiet();
});

test("5: what may be lost is estimated", async () => {
  await page.goto("/loss");
  await link("loss.quick").first().click();
  await page.getByRole("textbox", { name: say("loss.quick.records") }).fill("12000");
  await page.getByRole("textbox", { name: say("loss.quick.sales_a_day") }).fill("1500000");
  await page.keyboard.press("Tab");
  await page.getByText(pick("600万円", "¥6 million"), { exact: true }).first().waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await picture("loss-quick");
  await button("loss.quick.take").click();
  await page.getByRole("group", { name: say("reg.loss_scenario.frequency") }).getByRole("textbox").first().fill("0.1");
  await page.getByRole("button", { name: say("ui.save") }).click();
  await page.waitForURL(/\/loss-scenarios\/LS-/);
  await page.goto("/loss");
  await button("loss.play").click();
  await page.getByRole("heading", { name: say("loss.curve") }).waitFor();
  visitor.quiet();
});

test("6: a case of another firm and the attacks on us are entered", async () => {
  await page.goto("/outside-cases");
  await link("ui.list.first").click();
  await text("reg.outside_case.title").fill(pick("部品の供給が一か月停止（ランサムウェア）", "No parts for a month (ransomware)"));
  await text("reg.outside_case.firm").fill(pick("国内製造業B社", "A manufacturer"));
  await text("reg.outside_case.response_note").fill(pick("倉庫のネットワークを分ける。", "Separate the warehouse."));
  await page.getByRole("button", { name: new RegExp(say("reg.outside_case.likelihood")) }).click();
  await page.getByRole("option", { name: say("enum.incident_likelihood.high"), exact: true }).click();
  await page.getByText(say("enum.case_response.needed"), { exact: true }).click();
  await button("ui.create.do").click();
  await page.waitForURL(/\/outside-cases\/OC-/);
  await ciso.post("/attack-counts", { month: new Date(Date.now() - 40 * 86400000).toISOString().slice(0, 7), kind: "suspicious_mail", seen: 120, got_through: 2, harmed: 0 }, 201);
  visitor.quiet();
});

test("7: the report is drafted from it, commented on and approved", async () => {
  await page.goto("/report-issues");
  await link("report.ui.new").first().click();
  await page.getByRole("button", { name: new RegExp(say("enum.report_type.management_meeting")) }).waitFor(); // without an assessment it is what there is to report
  await button("report.ui.new.save").click();
  await page.waitForURL(/\/report-issues\/RP-/);
  await page.getByText(pick("国内製造業B社", "A manufacturer")).first().waitFor();
  await page.getByRole("button", { name: new RegExp(`^${say("report.ui.words.write")}`) }).first().click();
  await page.getByRole("textbox", { name: pick("日本語", "English") }).first().fill(pick("不審なメールは横ばいです。", "Suspicious emails are as many as before."));
  await page.getByText(say("ui.save.saved"), { exact: true }).waitFor();
  await page.getByRole("button", { name: say("ui.close"), exact: true }).first().click();
  await page.reload();
  await page.getByText(pick("不審なメールは横ばいです。", "Suspicious emails are as many as before.")).waitFor();
  await picture("meeting-report");
  await button("report.ui.approve").click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: say("report.ui.approve"), exact: true }).click();
  await button("report.ui.decision.add").waitFor();
  visitor.quiet();
});

test("8: what the meeting decided becomes a measure", async () => {
  await button("report.ui.decision.add").click();
  const decided = pick("倉庫のネットワークを年度内に分ける", "Separate the warehouse within the year");
  await page.getByRole("dialog").getByRole("textbox", { name: new RegExp(`^${say("reg.report_decision.title")}`) }).fill(decided);
  await page.getByRole("dialog").getByRole("button", { name: say("ui.save"), exact: true }).click();
  await page.getByRole("button", { name: new RegExp(`^${say("report.ui.decision.make")}`) }).click();
  await page.getByRole("link", { name: /^M-\d{4}-\d{4}$/ }).first().waitFor();
  assert.ok((await ciso.get("/measures")).items.some((m: { title: string }) => m.title === decided));
  visitor.quiet();
});
