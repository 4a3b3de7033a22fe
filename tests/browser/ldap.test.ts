// Passwords of a directory as people meet them: set up by an administrator, then the usual log-in page.
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { BASE, DIRECTORY_PASSWORD, READER, READER_PASSWORD, startDirectory } from "../support/directory.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const directory = await startDirectory();
const server = await startServer({ env: { KANAME_CA_FILE: directory.ca } });
const first = await setUp(server);

test("an administrator sets the directory up, and a person of it logs in by the usual page", async () => {
  const unit = await topUnit(first);
  directory.person("yamada", { name: "山田 太郎" });
  await first.post("/accounts", { login: "yamada", name: "山田 太郎", roles: [{ role: "member", unit }] }, 201);
  const visitor = await visit(server, "/settings/sso", {}, first);
  const { page } = visitor;
  const card = page.locator("section.card", { has: page.getByRole("heading", { name: "ディレクトリ（LDAP）" }) });
  await card.getByText("ディレクトリのパスワードでのログインを使う").click();
  await card.getByRole("textbox", { name: "ディレクトリのURL" }).fill(directory.secureUrl);
  await card.getByRole("textbox", { name: "検索の起点" }).fill(BASE);
  await card.getByRole("textbox", { name: "接続用アカウントのDN" }).fill(READER);
  await card.getByRole("textbox", { name: "接続用アカウントのパスワード" }).fill(READER_PASSWORD);
  await card.getByText("ログインIDが同じアカウントを使わせる").click();
  await card.getByRole("button", { name: "保存" }).click();
  await card.getByText("登録済みです").waitFor();
  await card.getByRole("button", { name: "接続を試す" }).click();
  await card.getByText("接続し、検索できました").waitFor();
  await visitor.shot("ldap-settings");

  const person = await visit(server, "/");
  await person.page.getByRole("textbox", { name: "ログインID" }).fill("yamada");
  await person.page.getByRole("textbox", { name: "パスワード" }).fill(DIRECTORY_PASSWORD);
  await person.page.getByRole("button", { name: "ログイン", exact: true }).click();
  await person.page.getByRole("heading", { name: "ホーム" }).waitFor();
  await person.shot("ldap-home");
});
