// What is needed when the network is down prints as one, and only what the reader may read.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();

test("the pack prints contacts, cards, matrix, plans, duties, templates and manual as one, with class and day on each page", async () => {
  const ciso = await setUp(server);
  const contact = await ciso.post("/contacts", { name: "夜間窓口", kind: "vendor", organisation: "見本電算株式会社", phone: "03-5550-0101" }, 201);
  assert.ok(contact);
  for (const register of ["threat-responses", "response-decisions", "analysis-plans", "reporting-regimes", "telling-templates"]) await ciso.post(`/${register}/starter`);
  const visitor = await visit(server, "/offline-pack", {}, ciso);
  await visitor.page.getByRole("heading", { name: "オフライン資料" }).waitFor();
  await visitor.page.getByRole("button", { name: "印刷" }).waitFor();
  await visitor.page.getByText("03-5550-0101").waitFor();
  await visitor.look("offline-pack");
  await visitor.page.emulateMedia({ media: "print" });
  const pdf = await visitor.page.pdf({ preferCSSPageSize: true });
  mkdirSync("build/shots", { recursive: true });
  const file = join("build/shots", "offline-pack.pdf");
  writeFileSync(file, pdf);
  const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  assert.ok(pages.length >= 5, `${pages.length} pages`);
  for (const page of pages) assert.match(page, /社外秘/);
  assert.match(pages.join(""), /03-5550-0101/);
  await visitor.page.emulateMedia({ media: "screen" });
  visitor.quiet();
  await visitor.context.close();

  await ciso.patch("/session", { lang: "en" });
  const narrow = await visit(server, "/offline-pack", { lang: "en", width: 390 }, ciso);
  await narrow.page.getByRole("heading", { name: "Offline pack" }).waitFor();
  await narrow.page.getByText("03-5550-0101").waitFor();
  await narrow.look("offline-pack-narrow");
  await narrow.page.emulateMedia({ media: "print" });
  const english = join("build/shots", "offline-pack-en.pdf");
  writeFileSync(english, await narrow.page.pdf({ preferCSSPageSize: true }));
  assert.match(execFileSync("pdftotext", ["-layout", english, "-"], { encoding: "utf8" }), /Confidential/);
  await narrow.context.close();

  const member = await colleagueOf(ciso, "一般", "総務", ["member"], await topUnit(ciso));
  const other = await visit(server, "/offline-pack", {}, member.client);
  await other.page.getByRole("heading", { name: "オフライン資料" }).waitFor();
  await other.page.getByRole("button", { name: "印刷" }).waitFor();
  assert.equal(await other.page.getByText("03-5550-0101").count(), 0, "contacts are for those who may read them");
  other.quiet();
  await other.context.close();
});
