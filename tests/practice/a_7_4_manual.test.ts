// Practice 7-4, table 2-7.5: company R writes down what its CSIRT does, so that whoever is on duty gets the same result; and because a
// manual that is followed to the letter fails, those who used it say what did not work, and the next edition is better.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "R社" });
await ciso.patch("/session", { lang: "ja" });
const unit = await topUnit(ciso);
const senior = await colleagueOf(ciso, "古参", "CSIRT", ["csirt"], unit);
const junior = await colleagueOf(ciso, "新人", "CSIRT", ["csirt"], unit);
const pages = async (): Promise<Json[]> => (await ciso.get("/manual-pages")).items;
const press = async (by: typeof senior.client, path: string, action: string, reason?: string): Promise<void> => {
  const { status, text } = await by.call("POST", `${path}/transitions`, { json: { action, reason }, etag: "*" });
  assert.equal(status, 200, text);
};

test("the six things of the table are taken in at one press, and adapted", async () => {
  const look = await visit(server, "/csirt-manual", {}, senior.client);
  await look.page.getByRole("button", { name: "標準のページを取り込む", exact: true }).click();
  await look.page.getByText("承認を待つ案が6件あります").waitFor();
  await look.context.close();
  assert.deepEqual((await pages()).map((p) => p.topic), ["handling", "escalation", "department", "vendor", "false_information", "exercise"]);
  for (const page of await pages()) assert.ok(page.body.split("\n").length >= 6, page.title);
});

test("the CISO approves each, and the manual is one document with an edition a page", async () => {
  for (const page of await pages()) await press(ciso, `/manual-pages/${page.id}`, "approve");
  const look = await visit(server, "/csirt-manual", {}, junior.client);
  await look.page.getByRole("heading", { name: "目次", exact: true }).waitFor();
  assert.equal(await look.page.getByText("第1版", { exact: true }).count() > 6, true);
  await look.accessible();
  await look.shot("practice-7-4-manual");
  await look.page.emulateMedia({ media: "print" });
  const paper = await look.page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.ok((paper.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0) >= 7, "a sheet a page, behind the contents");
  await look.context.close();
});

test("whoever used it says what did not help; it is taken up or not, and the one who said it reads why", async () => {
  const page = (await pages()).find((p) => p.topic === "false_information") as Json;
  const look = await visit(server, "/csirt-manual", {}, junior.client);
  await look.page.getByRole("link", { name: `気づいたことを書く：${page.title}`, exact: true }).click();
  await look.page.getByRole("heading", { level: 1, name: "マニュアルへの意見の新規登録", exact: true }).waitFor();
  await look.context.close();
  const said = await junior.client.post("/manual-feedbacks", { unit, title: "2つの情報源が同じ記事だった", page: page.id, kind: "no_help", used_in: "exercise", detail: "書かれたとおり2つで確かめたが、もとが同じだった", said_by: junior.person }, 201);
  const small = await junior.client.post("/manual-feedbacks", { unit, title: "例を増やしてほしい", page: page.id, kind: "unclear", used_in: "talk", said_by: junior.person }, 201);
  await press(senior.client, `/manual-feedbacks/${said.id}`, "take", "もとをたどる手順を加える");
  await press(senior.client, `/manual-feedbacks/${small.id}`, "decline", "例は演習で扱う");
  await press(senior.client, `/manual-pages/${page.id}`, "revise", "意見を取り入れる");
  await senior.client.patch(`/manual-pages/${page.id}`, { body: `${page.body}\nもとの記事や発信者をたどり、同じなら1つと数える。`, changes: "情報源のもとをたどる手順を加えた" }, "*");
  await press(ciso, `/manual-pages/${page.id}`, "approve");
  const { settled_edition, answer } = await junior.client.get(`/manual-feedbacks/${said.id}`);
  assert.deepEqual([settled_edition, answer], [2, "もとをたどる手順を加える"]);
  const after = await visit(server, `/manual-pages/${page.number}`, {}, junior.client);
  await after.page.getByText("第2版に反映").waitFor();
  await after.page.getByRole("heading", { name: "これまでの版", exact: true }).waitFor();
  await after.accessible();
  await after.shot("practice-7-4-feedback");
  await after.context.close();
});
