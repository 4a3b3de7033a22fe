// Provisioning as an administrator meets it: the address, a token, groups that come, what they give.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp } from "../support/people.ts";
import { CORE, GROUP, Provider } from "../support/scim.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);

test("an administrator connects a provider, and gives its group a role", async () => {
  const look = await visit(server, "/settings", {}, first);
  const { page } = look;
  await page.getByRole("main").getByRole("link", { name: "アカウント連携（SCIM）" }).click();
  await page.getByText("グループはまだ届いていません").waitFor();
  await look.look("provisioning-empty");
  await page.getByRole("button", { name: "トークンを作る" }).click();
  await page.getByRole("textbox", { name: /用途/ }).fill("Entra ID");
  await look.accessible();
  await look.shot("provisioning-token");
  await page.getByRole("button", { name: "作成する" }).click();
  await page.getByText("表示されるのは今回だけです").waitFor();
  const token = await page.getByRole("textbox", { name: "APIトークン" }).inputValue();
  await page.getByRole("button", { name: "保管しました" }).click();
  await page.getByText("Entra ID", { exact: true }).waitFor();

  const provider = new Provider(server, token);
  const user = await provider.post("/Users", { schemas: [CORE], userName: "sakura@kaname.example", displayName: "桜井 花子", name: { familyName: "桜井", givenName: "花子" }, emails: [{ value: "sakura@kaname.example", primary: true }] });
  await provider.post("/Groups", { schemas: [GROUP], displayName: "情報セキュリティ委員会", members: [{ value: user.id }] });
  await provider.post("/Groups", { schemas: [GROUP], displayName: "全社員" });
  await page.reload();
  const line = page.getByRole("listitem").filter({ hasText: "情報セキュリティ委員会" });
  await line.getByText("役割なし").waitFor();
  await line.getByRole("button", { name: "役割を決める" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("現在のメンバー1人にも").waitFor();
  await dialog.getByRole("combobox", { name: "役割" }).or(dialog.getByRole("button", { name: /役割/ })).first().click();
  await page.getByRole("option", { name: /システム管理者/ }).click();
  await dialog.getByText("システム管理者になります").waitFor();
  await look.shot("provisioning-admin");
  await dialog.getByRole("combobox", { name: "役割" }).or(dialog.getByRole("button", { name: /役割/ })).first().click();
  await page.getByRole("option", { name: /^セキュリティ担当/ }).click();
  await dialog.getByRole("combobox", { name: /組織/ }).click();
  await page.getByRole("option", { name: /かなめ商店/ }).click();
  await look.accessible();
  await look.shot("provisioning-map");
  await dialog.getByRole("button", { name: "保存" }).click();
  await line.getByText(/（株式会社かなめ商店）/).waitFor();
  assert.equal((await first.get(`/accounts/${user.id}`)).roles.length, 1);
  await look.look("provisioning");
  await look.as({ width: 390 });
  await look.look("provisioning");

  await page.getByRole("button", { name: "失効させる" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "失効させる" }).click();
  await page.getByText("トークンはまだありません").waitFor();
  await provider.refused(401, undefined, "GET", "/Users");
});
