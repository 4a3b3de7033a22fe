// A ransomware case from the report in half a minute to what it cost, played by six people at once, each in a browser of their own that stays open: who
// noticed it, who leads the CSIRT, the head of IT, the president (also CISO), public relations, and somebody of another shop who
// may see nothing. What one of them does appears at the others' by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const PARTNER = "desk@hotel.example";
const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
let first: Client;
let staff: Colleague, csirt: Colleague, head: Colleague, boss: Colleague, pr: Colleague, outsider: Colleague;
const at = {} as Record<"staff" | "csirt" | "head" | "boss" | "pr" | "outsider", Visitor>;

before(async () => {
  first = await setUp(server);
  const unit = await topUnit(first);
  const [shop, other] = [await first.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201), await first.post("/units", { name: "若葉店", kind: "shop", parent: unit }, 201)];
  staff = await colleagueOf(first, "店員", "販売", ["member"], shop.id);
  csirt = await colleagueOf(first, "初動", "CSIRT", ["csirt"], unit);
  head = await colleagueOf(first, "情報", "情報システム部長", ["manager"], unit);
  boss = await colleagueOf(first, "社長", "代表取締役", ["executive", "ciso"], unit);
  pr = await colleagueOf(first, "広報", "広報・法務", ["security"], unit);
  outsider = await colleagueOf(first, "別店", "店長", ["manager"], other.id);
  await first.post("/severity-criteria", { criterion: "業務データが暗号化されている", severity: "critical", start_hours: 1 }, 201);
  const threat = await first.post("/threat-responses", { title: "ランサムウェア", position: 1, threat_key: "ransomware", possible: true, responding: "CSIRT", keep_evidence: true, steps: "LANケーブルを抜く", on_card: true }, 201);
  await first.post("/analysis-plans", { title: "ランサムウェアの分析", position: 1, threat: threat.id, own_work: "通信ログを確かめる", covered: "unknown" }, 201);
  for (const starter of ["response-decisions", "reporting-regimes", "telling-templates"]) await first.post(`/${starter}/starter`, undefined, 201);
  await first.put("/ruling-posts", { staff: null, head: "情報システム部長", management: "代表取締役", headquarters: null }, '"0"');
  await first.post("/systems", { unit, name: "販売管理システム", kind: "server" }, 201);
  await first.post("/partners", { name: "見本ホテル", kind: "customer", contact_email: PARTNER }, 201);
  for (const [name, who] of Object.entries({ staff, csirt, head, boss, pr, outsider })) at[name as keyof typeof at] = await visit(server, "/", {}, who.client);
  for (const visitor of Object.values(at)) visitor.context.setDefaultTimeout(45_000); // pages outside the room hear of changes every fifteen seconds
});
after(async () => {
  for (const visitor of Object.values(at)) await visitor.context.close();
  await mailbox.close();
});

// One story: after a step that failed the others would only say so again.
let broken = false;
function step(name: string, play: () => Promise<void>): void {
  test(name, async () => {
    assert.ok(!broken, "an earlier step failed");
    broken = true;
    await play();
    for (const visitor of Object.values(at)) visitor.quiet();
    broken = false;
  });
}

let made: Json;
const now = async (): Promise<Json> => csirt.client.get(`/incidents/${made.id}`);
const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole("dialog", { name });
const asking = (page: Page): Locator => page.getByRole("alertdialog").or(page.getByRole("dialog"));
const press = (where: Page | Locator, name: string | RegExp): Promise<void> => where.getByRole("button", { name, exact: true }).click();
const fill = (where: Page | Locator, name: RegExp, text: string): Promise<void> => where.getByRole("textbox", { name }).first().fill(text);
const writes = async (page: Page, text: string): Promise<void> => {
  await fill(page, /^内容/, text);
  await press(page, "書き込む");
};
const reads = (page: Page, text: string | RegExp): Promise<void> => page.getByRole("list", { name: "時系列" }).getByText(text).first().waitFor();
const forgive = (visitor: Visitor): void => {
  visitor.complaints.length = 0; // Chromium says that something was refused
};

step("the shop tells in half a minute, and the CSIRT makes a case of it", async () => {
  const { page } = at.staff;
  await page.getByRole("link", { name: "異常を知らせる", exact: true }).click();
  await fill(page, /^何が起きたか/, "ファイルが開けず、身代金を求める画面が出た");
  await press(page, "知らせる");
  await page.getByText("受け付けました。ありがとうございます。").waitFor();
  const lead = at.csirt.page;
  await lead.getByRole("link", { name: /身代金を求める画面/ }).first().click(); // it came by itself
  await lead.getByRole("radiogroup", { name: /^重大度/ }).getByText(/^重大(?!度)/).first().click();
  await lead.getByRole("button", { name: /脅威の種類/ }).click();
  await lead.getByRole("option", { name: "ランサムウェアによる攻撃" }).click();
  await press(lead, "インシデントとして対応する");
  await lead.getByRole("heading", { name: "経過", exact: true }).waitFor();
  made = (await csirt.client.get("/incidents")).items[0];
  assert.deepEqual([made.severity, made.threat_key, made.state], ["critical", "ransomware", "report"]);
  await page.goto("/report-incident");
  await page.getByText("インシデントとして対応", { exact: true }).waitFor();
});

step("those concerned open the room; others are told that there is nothing", async () => {
  for (const who of ["head", "boss", "pr"] as const) {
    await at[who].page.goto(`/incidents/${made.number}`);
    await at[who].page.getByRole("heading", { name: "経過", exact: true }).waitFor();
  }
  for (const who of ["outsider", "staff"] as const) {
    await at[who].page.goto(`/incidents/${made.number}`);
    await at[who].page.getByText(/見つかりません|権限がありません/).first().waitFor();
    forgive(at[who]);
  }
  await Promise.all([writes(at.csirt.page, "10台が暗号化されている"), writes(at.head.page, "販売管理システムも遅い"), writes(at.pr.page, "問い合わせが3件あった")]);
  for (const who of ["csirt", "head", "boss", "pr"] as const) for (const text of ["10台が暗号化されている", "販売管理システムも遅い", "問い合わせが3件あった"]) await reads(at[who].page, text);
});

step("the plan of the threat becomes tasks, what is affected and the indicators stand where all see them", async () => {
  const { page } = at.csirt;
  await press(page, "2件をタスクにする");
  await press(dialogOf(page, "対応計画からタスクを作る"), "作成する");
  await page.getByText("2件のタスクを作成しました").waitFor();
  await at.boss.page.getByText("通信ログを確かめる").first().waitFor();
  await press(page, "関連付ける");
  const link = dialogOf(page, "関連付ける");
  await link.getByRole("button", { name: /台帳/ }).click();
  await page.getByRole("option", { name: "システム", exact: true }).click();
  await link.getByRole("combobox", { name: /^記録/ }).fill("販売管理");
  await page.getByRole("option", { name: /販売管理システム/ }).click();
  await press(link, "関連付ける");
  await at.head.page.getByRole("link", { name: /販売管理システム/ }).first().waitFor();
  await press(page, "痕跡を追加");
  const ioc = dialogOf(page, "痕跡を追加");
  await fill(ioc, /^痕跡/, "c2.example.com\n203.0.113.9");
  await press(ioc, "登録する");
  await at.head.page.getByText(/203.*113.*9/).waitFor();
});

step("stopping sales is asked of the president by the matrix, after the head of IT was heard", async () => {
  const { page } = at.csirt;
  await press(page, "判断を依頼");
  const ask = dialogOf(page, "判断を依頼");
  await ask.getByText(/代表取締役/).first().waitFor();
  await fill(ask, /^何をするか、なぜか/, "販売管理システムを止める。暗号化が広がっているため");
  await press(ask, "依頼する");
  await page.getByText("判断待ち", { exact: true }).waitFor();
  await at.head.page.goto("/asked-decisions");
  await press(at.head.page, "賛成する");
  await at.head.page.getByText("依頼された判断はありません", { exact: true }).waitFor();
  await at.boss.page.goto("/");
  await at.boss.page.getByRole("link", { name: new RegExp(`${made.number}.*判断する`) }).click();
  await fill(at.boss.page, /^意見を待たない理由/, "危機対策本部はまだない");
  await fill(at.boss.page, /^コメント/, "閉店まで待たずに止める");
  await press(at.boss.page, "承認する");
  await at.boss.page.getByText("依頼された判断はありません", { exact: true }).waitFor();
  await reads(page, /閉店まで待たずに止める/);
  await reads(at.pr.page, /閉店まで待たずに止める/);
  for (const who of ["head", "boss"] as const) await at[who].page.goto(`/incidents/${made.number}`);
});

step("evidence is kept with who holds it, and the duties to report run by their clocks", async () => {
  const { page } = at.csirt;
  await press(page, "証拠を追加");
  const add = dialogOf(page, "証拠を追加");
  for (const [name, text] of [[/^名称/, "暗号化された端末のイメージ"], [/^採取元/, "青葉店 端末3"], [/^保管者/, "初動 太郎"], [/^保管場所/, "本社 金庫A"]] as const) await fill(add, name, text);
  await press(add, "登録する");
  await at.head.page.getByText("初動 太郎（本社 金庫A）").waitFor();
  await press(at.pr.page, "影響を記録");
  for (const name of ["個人データの漏えい・滅失・毀損", "不正の目的による（不正アクセスなど）"]) {
    await at.pr.page.getByRole("button", { name: new RegExp(name) }).click();
    await at.pr.page.getByRole("option", { name: "該当（おそれを含む）", exact: true }).click();
  }
  await press(at.pr.page, "保存");
  await press(at.pr.page.getByRole("list", { name: "報告の候補", exact: true }).getByRole("listitem").filter({ hasText: "個人情報保護法）" }), "報告する");
  await at.boss.page.getByText("第一報（速報）：未報告").waitFor();
  const decided = at.pr.page.getByRole("list", { name: "報告の要否と状況", exact: true });
  await press(decided, "報告を記録");
  await fill(decided, /^報告した人/, "広報 太郎");
  await fill(decided, /^受付番号/, "R-123");
  await press(decided, "記録する");
  await at.csirt.page.getByText("最終報告（確報）：未報告").waitFor();
});

step("a partner is told what it has to expect, not what is marked, and confirms by the link", async () => {
  const { page } = at.pr;
  await press(page, "情報を追加");
  const piece = dialogOf(page, "情報を追加");
  await fill(piece, /^情報の名称/, "通信先");
  await fill(piece, /^内容/, "c2.example.com");
  await piece.getByRole("button", { name: /TLP/ }).click();
  await page.getByRole("option", { name: /^TLP:RED/ }).click();
  await press(piece, "保存する");
  await page.getByText("情報1を保存しました").waitFor();
  await at.csirt.page.getByText("通信先", { exact: true }).first().waitFor();
  await press(page, "連絡文をつくる");
  const form = dialogOf(page, "連絡文をつくる");
  await form.getByRole("button", { name: /ひな形/ }).click();
  await page.getByRole("option", { name: /^第一報/ }).click();
  await press(form, "保存する");
  await press(page, "相手先を追加");
  const to = dialogOf(page, "相手先を追加");
  await to.getByRole("button", { name: /追加する相手/ }).click();
  await page.getByRole("option", { name: "直接入力", exact: true }).click();
  await fill(to, /^相手先の名称/, "見本ホテル");
  await fill(to, /^メールアドレス/, PARTNER);
  await fill(to, /^影響の見通し/, "c2.example.com への照会が遅れます");
  await press(to, "相手先を追加");
  await page.getByText("1件の相手先を追加しました").waitFor();
  await press(page, "送る");
  await press(asking(page), "送る");
  await page.getByText(/見本ホテル 影響の見通し: /).waitFor();
  forgive(at.pr);
  await press(page, "変更: 見本ホテル");
  await fill(dialogOf(page, "見本ホテル"), /^影響の見通し/, "宿泊の照会が遅れます");
  await press(dialogOf(page, "見本ホテル"), "保存する");
  await page.getByText("宿泊の照会が遅れます").waitFor();
  await press(page, "送る");
  await press(asking(page), "送る");
  await page.getByText("1件にメールを送りました").waitFor();
  const { text } = await mailbox.mailTo(PARTNER, (m) => m.text.includes("/confirm-telling#"));
  assert.doesNotMatch(text, /c2/);
  const guest = await visit(server, /\/confirm-telling#\S+/.exec(text)?.[0] ?? assert.fail(text), { width: 390 });
  await press(guest.page, "受け取りました");
  await guest.page.getByText("受領を確認しました").waitFor();
  await guest.context.close();
  await at.boss.page.getByText("全件確認済み", { exact: true }).waitFor();
});

step("recovery is refused while the cause is not known, and goes on when the analysis is done", async () => {
  const { page } = at.csirt;
  await press(page, "調査・封じ込めを始める");
  await reads(at.head.page, /段階を「封じ込め」に変更/);
  await press(page, "封じ込め完了・復旧へ");
  await page.getByText(/分析計画の1件のうち/).first().waitFor();
  await page.getByText(/復旧に進むには、原因の分析が必要です。分析計画のうち1件が完了していません/).first().waitFor();
  assert.equal((await now()).state, "containment");
  forgive(at.csirt);
  await press(page, "「通信ログを確かめる」を完了にする");
  await at.boss.page.getByText("分析計画はすべて完了しています。復旧に進めます。").waitFor();
  await press(page, "封じ込め完了・復旧へ");
  await reads(at.head.page, /段階を「復旧」に変更/);
});

step("what goes out to the public is held against what is marked, and the president approves it", async () => {
  const { page } = at.pr;
  await page.goto(`/incidents/${made.number}`);
  await press(page, "文を確かめる");
  const dialog = dialogOf(page, "文を確かめる");
  await fill(dialog, /^社外に出す文/, "通信先は C2[.]example[.]com");
  await press(dialog, "確かめる");
  await dialog.getByText(/この文のTLPの区分では出せません/).waitFor();
  await dialog.getByText("閉じる", { exact: true }).click();
  await page.getByRole("link", { name: "公表の判断をつくる", exact: true }).click();
  await page.getByText("サイバー攻撃", { exact: true }).click();
  await page.getByText("公表する", { exact: true }).click();
  await fill(page, /^理由/, "店頭の販売が止まったため");
  await fill(page, /^公表文(?!（)/, "不正なアクセスにより販売システムを停止しています。");
  const day = (await now()).detected_at.slice(0, 10);
  await page.getByRole("group", { name: /^起きた日/ }).getByRole("spinbutton").first().click();
  await page.keyboard.type(day.replaceAll("-", ""));
  await press(page, "登録する");
  await page.getByRole("heading", { level: 1, name: /身代金/ }).waitFor();
  const [decision] = (await pr.client.get("/publication-decisions")).items;
  await at.boss.page.reload(); // another register's: the room hears of it when it is opened
  await at.boss.page.getByRole("link", { name: new RegExp(decision.number) }).click();
  await press(at.boss.page, "承認する");
  await reads(at.csirt.page, new RegExp(decision.number));
  await page.goto(`/incidents/${made.number}`);
  await at.boss.page.goto(`/incidents/${made.number}`);
});

step("after it: what was learnt and what it cost stands where all see it", async () => {
  const { page } = at.csirt;
  await press(page, "復旧完了・振り返りへ");
  await reads(at.boss.page, /段階を「振り返り」に変更/);
  await page.getByRole("link", { name: "編集", exact: true }).first().click();
  await fill(page, /^原因/, "更新されていなかったVPN機器");
  await fill(page, /^教訓・再発防止/, "VPN機器を毎月更新する");
  await press(page, "保存する");
  await page.getByRole("heading", { name: "時系列", exact: true }).waitFor();
  await at.boss.page.getByText("更新されていなかったVPN機器").first().waitFor();
  await press(at.pr.page, "事故対応の金額を記録");
  const cost = dialogOf(at.pr.page, /の金額を記録/);
  await fill(cost, /^金額/, "3,000,000");
  await fill(cost, /^内訳/, "フォレンジック調査");
  await press(cost, "保存する");
  await at.boss.page.getByText("フォレンジック調査").first().waitFor();
});
