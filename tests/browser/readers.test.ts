// A record is kept to its readers in the browser, and is not there for others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { findAndTake } from "../support/pages.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const { client: security, name } = await colleagueOf(ciso, "監査", "担当", ["security"], unit);

test("who keeps a record to named readers is told when he would shut himself out, and others do not find it", async () => {
  const finding = await security.post("/audit-findings", { unit, title: "役員端末の私的利用", audit_kind: "internal", severity: "major", found_on: "2026-09-01" }, 201);
  const visitor = await visit(server, `/audit-findings/${finding.number}`, {}, security);
  const { page } = visitor;
  await page.getByText("この台帳を閲覧できる人全員が見られます").waitFor();
  await page.getByRole("button", { name: "閲覧者を限る" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("親展にする").click();
  await dialog.getByText("監査人", { exact: true }).click();
  await dialog.getByRole("button", { name: "保存する" }).click();
  await dialog.getByText("ご自身が").waitFor();
  const people = dialog.getByRole("combobox", { name: /閲覧者を追加/ });
  await findAndTake(page, people, "監査", new RegExp(name));
  await dialog.getByRole("button", { name: `${name}を閲覧者から外す` }).waitFor();
  await visitor.as({ width: 390 });
  await visitor.shot("readers-edit");
  await visitor.as({ width: 1440 });
  await visitor.shot("readers-edit");
  await dialog.getByRole("button", { name: "保存する" }).click();
  await page.getByText("親展", { exact: true }).waitFor();
  visitor.complaints.splice(0, visitor.complaints.length, ...visitor.complaints.filter((c) => !c.includes("422")));
  await visitor.look("readers");
  assert.deepEqual((await security.get(`/audit-findings/${finding.id}/readers`)).roles, ["auditor"]);
  const other = await visit(server, "/audit-findings", {}, ciso);
  await other.page.getByText(/まだ登録されていません|ありません/).first().waitFor();
  await other.page.goto(`/audit-findings/${finding.number}`);
  await other.page.getByRole("heading", { name: "ページが見つかりません" }).waitFor();
});

test("a record whose readers have left is given others from the list, by who does not see it", async () => {
  const leaver = await colleagueOf(ciso, "退職", "予定", ["security"], unit);
  const heir = await colleagueOf(ciso, "後任", "担当", ["security"], unit);
  const finding = await leaver.client.post("/audit-findings", { unit, title: "私的利用", audit_kind: "internal", severity: "major", found_on: "2026-09-01" }, 201);
  await leaver.client.put(`/audit-findings/${finding.id}/readers`, { confidential: true, people: [leaver.person], roles: [] }, "*");
  await ciso.post(`/accounts/${leaver.account}/disable`, undefined, 200);
  const visitor = await visit(server, "/audit-findings", {}, ciso);
  const { page } = visitor;
  await page.getByText("読める人がいなくなった親展の記録が1件あります").waitFor();
  await visitor.look("readers-lost");
  await page.getByRole("button", { name: `閲覧者を指定：${finding.number}` }).click();
  const dialog = page.getByRole("dialog");
  await findAndTake(page, dialog.getByRole("combobox", { name: /閲覧者を追加/ }), "後任", new RegExp(heir.name));
  await dialog.getByRole("button", { name: `${heir.name}を閲覧者から外す` }).waitFor();
  await dialog.getByLabel("理由").fill("担当者の退職");
  await visitor.as({ width: 390 });
  await visitor.shot("readers-appoint");
  await visitor.as({ width: 1440 });
  await visitor.shot("readers-appoint");
  await dialog.getByRole("button", { name: "保存する" }).click();
  await page.getByText("読める人がいなくなった").waitFor({ state: "detached" });
  assert.equal((await heir.client.get(`/audit-findings/${finding.id}`)).title, "私的利用");
});
