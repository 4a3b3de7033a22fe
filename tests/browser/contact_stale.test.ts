// Emergency contacts that nobody has confirmed for long: on the first page, and on the page of who keeps them.
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { query } from "../support/database.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();

test("contacts not confirmed for long stand on the first page and with who keeps them", async () => {
  const ciso = await setUp(server);
  const keeper = await colleagueOf(ciso, "保持", "総務", ["member"], await topUnit(ciso));
  await ciso.post("/contacts", { name: "夜間窓口", kind: "vendor", organisation: "見本電算株式会社", phone: "03-5550-0101", keeper: keeper.person }, 201);
  query(server.database, "UPDATE contact SET confirmed_on = '2024-01-31'");
  const visitor = await visit(server, "/own-contacts", {}, keeper.client);
  await visitor.page.getByText("確認が古い緊急連絡先").waitFor();
  await visitor.look("contact-stale-own");
  await visitor.page.goto(`${server.url}/`);
  await visitor.page.getByRole("link", { name: /夜間窓口 見本電算株式会社/ }).waitFor();
  await visitor.look("contact-stale-home");
  visitor.quiet();
  await visitor.context.close();
});
