// A check list kept as a table becomes a sheet, as people do it: columns understood, one put right, faults by
// line and column, taken.
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);

const GOOD = [
  "取引先セキュリティ点検表",
  "分類,No.,チェックする内容,回答のヒント",
  "体制,1-1,責任者を決めている,組織図を見る",
  ",1-2,連絡先を知らせている,",
  "技術,2-1,更新を適用している,",
].join("\r\n");
const BAD = GOOD.replace(",1-2,", ",1-1,");

const file = (text: string) => ({ name: "点検表.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

for (const view of [{}, { width: 390 }])
  test(`a list is tried, put right and taken (${JSON.stringify(view)})`, async () => {
    const v = await visit(server, "/sheets/import", view, ciso);
    const { page } = v;
    const hold = async (): Promise<void> => {
      await page.getByRole("button", { name: /「チェックする内容」の内容/ }).click();
      await page.getByRole("option", { name: "設問・チェック項目" }).click();
    };
    const input = page.locator('input[type="file"]');
    await input.waitFor({ state: "attached" });
    await input.setInputFiles(file(BAD));
    await page.getByText("設問が1つもありません").waitFor();
    await hold();
    await page.getByText("項目番号「1-1」が重複しています。").waitFor();
    await v.settled();
    await v.look("sheet-table-faults");
    await input.setInputFiles(file(GOOD));
    await page.getByText("設問が1つもありません").waitFor(); // of the new file: the columns of the one before have gone
    await hold();
    await page.getByText("2区分、3項目").waitFor();
    await v.settled();
    await v.look("sheet-table-trial");
    await page.getByRole("button", { name: "取り込む" }).click();
    await page.getByRole("link", { name: "診断を始める" }).waitFor();
    await v.look("sheet-table-taken");
    await v.context.close();
  });
