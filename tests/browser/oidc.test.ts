// Single sign-on as people meet it: set up by an administrator, used, linked, refused, down.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import { CLIENT, realProvider, SECRET } from "../support/identity_provider.ts";
import { PASSWORD, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer({ env: { KANAME_PLAIN_SIGN_IN: "loopback" } });
const home = `http://localhost:${server.port}`; // what the program believes to be its address
const first = await setUp(server);
const unit = await topUnit(first);
const real = await realProvider(home);

async function member(email: string, name: string): Promise<void> {
  const person = await first.post("/people", { unit, family_name: name, given_name: "太郎", email }, 201);
  await first.post("/accounts", { login: email, name: `${name} 太郎`, person: person.id, roles: [{ role: "member", unit }] }, 201);
  real.people[name] = { email, email_verified: true };
}

async function there(visitor: Visitor, who: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole("button", { name: "かなめIDでログイン" }).click();
  await page.getByRole("heading", { name: "Provider" }).waitFor();
  await page.getByRole("textbox", { name: "Who" }).fill(who);
  await page.getByRole("button", { name: "Go" }).click();
}

const at = (path: string): string => home + path;

test("an administrator sets it up and tries the connection", async () => {
  const visitor = await visit(server, "/settings/sso", {}, first);
  const { page } = visitor;
  const oidc = page.locator("section.card", { has: page.getByRole("heading", { name: "OpenID Connect" }) });
  await oidc.getByText("OpenID Connectでのログインを使う").click();
  await oidc.getByRole("button", { name: "保存" }).click();
  await oidc.getByText("必須です").first().waitFor();
  await visitor.shot("sso-missing");
  visitor.complaints.length = 0; // Chromium calls the refusal an error
  await oidc.getByRole("textbox", { name: "ログイン画面での名前" }).fill("かなめID");
  await oidc.getByRole("textbox", { name: "発行者（issuer）のURL" }).fill(real.issuer);
  await oidc.getByRole("textbox", { name: "クライアントID" }).fill(CLIENT);
  await oidc.getByRole("textbox", { name: "クライアントシークレット" }).fill(SECRET);
  await oidc.getByText("確認済みのメールアドレスが同じ人に").click();
  await oidc.getByRole("button", { name: "保存" }).click();
  await oidc.getByText("登録済みです").waitFor();
  await oidc.getByRole("button", { name: "接続を試す" }).click();
  await oidc.getByText("接続できました").waitFor();
  const top = (): Promise<void> => page.evaluate(() => window.scrollTo(0, 0)); // nothing lies half under the bar
  await top();
  await visitor.look("sso-settings");
  await visitor.as({ width: 390 });
  await top();
  await visitor.look("sso-settings");
});

test("a person logs in at the provider and comes back to the page asked for", async () => {
  await member("taro@example.com", "taro");
  const visitor = await visit(server, "/");
  const { page } = visitor;
  await page.goto(at("/account?from=mail"));
  await page.getByRole("button", { name: "かなめIDでログイン" }).waitFor();
  await visitor.look("sso-log-in");
  await there(visitor, "taro");
  await page.getByRole("heading", { name: "外部アカウントとの連携" }).waitFor();
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/account?from=mail");
  await visitor.look("sso-account");
});

test("who has no account is told so in words, and can go back", async () => {
  real.people["stranger"] = { email: "stranger@example.com", email_verified: true };
  const visitor = await visit(server, "/", { width: 390 });
  const { page } = visitor;
  await page.goto(at("/"));
  await there(visitor, "stranger");
  await page.getByText("Kanameのアカウントが見つかりません").waitFor();
  assert.equal(new URL(page.url()).search, "");
  await visitor.shot("sso-no-account");
  visitor.complaints.length = 0; // Chromium calls the refusal an error
  await page.getByRole("link", { name: "ログイン画面へ" }).click();
  await page.getByRole("textbox", { name: "ログインID" }).waitFor();
  const other = await visit(server, "/");
  await other.page.goto(at("/"));
  await there(other, "nobody at all");
  await other.page.getByText("取り消されたか、拒否されました").waitFor();
});

test("an answer that this browser did not ask for logs nobody in", async () => {
  const started = await first.post("/session/oidc", {});
  const back = await real.logIn(started.url, "taro");
  const visitor = await visit(server, "/");
  await visitor.page.goto(back.href);
  await visitor.page.getByText("進行中のログインがありません").waitFor();
});

test("a signed-in person links an identity", async () => {
  real.people["hanako"] = { email: "elsewhere@example.com", email_verified: true };
  const person = await signedInAs(first, "member");
  const visitor = await visit(server, "/account", {}, person);
  const { page } = visitor;
  await visitor.context.addCookies([{ name: "kaname_session", value: person.cookie.split("=")[1] ?? "", url: home }]);
  await page.goto(at("/account"));
  await page.getByRole("button", { name: "かなめIDと連携する" }).click();
  await page.getByRole("textbox", { name: "Who" }).fill("hanako");
  await page.getByRole("button", { name: "Go" }).click();
  await page.getByRole("button", { name: "解除する" }).waitFor();
  assert.equal((await person.get("/session/identities")).items[0].subject, "hanako");
});

test("where it is the only way the password is for administrators; when the provider is down, both are told", async () => {
  const { version, secret_set, return_url, ...settings } = await first.get("/sign-in-providers/oidc");
  assert.ok(secret_set && return_url);
  const only = true;
  await first.put("/sign-in-providers/oidc", { ...settings, name: "かなめID", only }, `"${version}"`);
  const visitor = await visit(server, "/", { width: 390, theme: "dark" });
  const { page } = visitor;
  await page.goto(at("/"));
  await page.getByRole("button", { name: "管理者はパスワード" }).waitFor();
  await visitor.shot("sso-only");
  await visitor.accessible();
  await page.getByRole("button", { name: "管理者はパスワード" }).click();
  await page.getByRole("textbox", { name: "ログインID" }).fill("hanako.sato");
  await page.getByRole("textbox", { name: "パスワード" }).fill(PASSWORD);
  await page.getByRole("button", { name: "ログイン", exact: true }).click();
  await page.getByRole("heading", { name: "ホーム" }).waitFor();
});
