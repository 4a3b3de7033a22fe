// What is lost without a measure, where measures are decided on: the two tables, the measure, the business case.
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { newDatabase } from "../support/database.ts";
import { playedRun } from "../support/loss.ts";
import { enterBy } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
await playedRun(ciso, { years: 20_000, seed: 7 });
const [best] = (await ciso.get("/loss-avoided")).items;

const VIEWS = [
  { width: 1440, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

test("the two tables and the ranking tell it, and what was not estimated is called so", async () => {
  const look = await visit(server, "/measures/overview", {}, ciso);
  await look.page.getByRole("heading", { name: "費用1円あたりの効果の順位" }).waitFor();
  await look.page.getByText("未試算").first().waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("measures-loss");
  }
  await look.context.close();
});

test("a measure's page says what it spares, and which estimate says so", async () => {
  const look = await visit(server, `/measures/${best.measure}`, {}, ciso);
  await look.page.getByRole("heading", { name: "対策で減らせる損失" }).waitFor();
  await look.page.getByText(/件中 1位/).waitFor();
  await look.accessible();
  await look.shot("measure-loss");
  await look.context.close();
});

test("a business case takes the figure by one press, and says so when a newer estimate is there", async () => {
  const idea = (await ciso.get("/business-cases?limit=1")).items[0];
  const measure = await ciso.get(`/measures/${best.measure}`);
  const linked = (await ciso.get(`/business-cases/${idea.id}/links`)).items.some((l: { register: string; record: { id: string } }) => l.record.id === measure.id);
  if (!linked) await ciso.post(`/business-cases/${idea.id}/links`, { kind: "requires", register: "measures", record: measure.id }, 201);
  const look = await visit(server, `/business-cases/${idea.number}`, {}, ciso);
  const { page } = look;
  await page.getByRole("button", { name: "最新の試算から取り込む" }).click();
  await page.getByText("金額の求め方").first().waitFor(); // the history names it, too
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("case-loss");
  }
  const newer = await playedRun(ciso, { years: 20_000, seed: 8 });
  await page.reload();
  await page.getByText(`この金額より新しい試算（${newer.number}）があります`).waitFor();
  await look.accessible();
  await look.shot("case-loss-stale");
  await look.context.close();
});
