// A range of a spreadsheet is pasted over firms and joint measures: what can be read is looked at as an import, the rest is
// said first.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);

test("states of several firms are pasted, what cannot be read is said, and the rest is taken after a look", async () => {
  const measure = await ciso.post("/joint-measures", { title: "メールの訓練", because: "不審なメールを開くおそれがある。", kind: "drill", free: true }, 201);
  assert.equal((await ciso.call("POST", `/joint-measures/${measure.id}/transitions`, { json: { action: "begin" }, etag: "*" })).status, 200);
  const adoption = async (name: string): Promise<Json> => {
    const supplier = await ciso.post("/suppliers", { name }, 201);
    return ciso.post("/joint-adoptions", { measure: measure.id, supplier: supplier.id, state: "asked" }, 201);
  };
  const [first, second] = [await adoption("東部品"), await adoption("西部品")];
  const look = await visit(server, "/joint-measures/overview", {}, ciso);
  const { page } = look;
  await page.getByRole("cell", { name: "東部品", exact: true }).waitFor();
  await page.locator('[data-place="0.0"]').getByRole("button").evaluate((button) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "\tメールの訓練\n東部品\t実施中\n南部品\t合意\n");
    button.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByText(/南部品/).waitFor();
  await look.accessible();
  await look.look("joint-paste");
  await page.getByRole("button", { name: "変更を確認する", exact: true }).click();
  await page.waitForURL(/\/joint-adoptions\/import\//);
  const path = `/joint-adoptions/imports/${page.url().split("/").at(-1)}`;
  await until("the import is checked", async () => ((await ciso.get(path)).state === "checked" ? true : null));
  await ciso.post(`${path}/commit`, { partial: false }, 200);
  await until("the import is taken", async () => ((await ciso.get(path)).state === "taken" ? true : null));
  const states = await Promise.all([first, second].map(async (a) => (await ciso.get(`/joint-adoptions/${a.id}`)).state));
  assert.deepEqual(states, ["doing", "asked"]);
});
