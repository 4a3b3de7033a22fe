// The log of log-ins as people see it, and the question about an unusual one.
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { Client } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer({ env: { KANAME_PROXIES: "127.0.0.1" } });
const first = await setUp(server);
const PASSWORD = "brass kettle on snow";

test("an unusual log-in is asked about on the first page until the person says it was them", async () => {
  const member = await signedInAs(first, "member");
  member.enter(await member.put("/session/password", { password: PASSWORD }));
  const { account } = await member.get("/session");
  const come = async (from: string, agent: string, password = PASSWORD): Promise<number> =>
    (await new Client(server).call("POST", "/session", { json: { login: account.login, password }, headers: { "x-forwarded-for": from, "user-agent": agent } })).status;
  for (const last of [1, 2, 3]) await come(`192.0.2.${last}`, "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Edg/130.0");
  await come("192.0.2.4", "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Edg/130.0", "wrong");
  await come("203.0.113.9", "Mozilla/5.0 (X11; Linux x86_64) Firefox/132.0");

  const phone = await visit(server, "/account", { width: 390, theme: "dark" }, member);
  await phone.page.getByText("普段と違うものでした").waitFor();
  await phone.page.getByText("ログインIDまたはパスワードの誤り").waitFor();
  await phone.shot("sign-ins");
  await phone.fits();
  await phone.accessible();

  const home = await visit(server, "/", {}, member);
  const { page } = home;
  await page.getByText("初めてのネットワーク").waitFor();
  await home.shot("sign-in-notice");
  await page.getByRole("button", { name: "自分のログインです" }).click();
  await page.getByText("普段と違うものでした").waitFor({ state: "detached" });

  const admin = await visit(server, "/settings/sign-ins", {}, first);
  await admin.page.getByText("203.0.113.9").waitFor();
  await admin.shot("sign-ins-all");
  await admin.accessible();
});
