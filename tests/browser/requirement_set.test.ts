// The next edition of a requirement set, from its page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type View, visit } from "../support/browser.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const views: View[] = [{ width: 1440, lang: "ja" }, { width: 390, lang: "en" }];

for (const view of views)
  test(`a set in use gets its next edition by a button, at ${view.width} px in ${view.lang}`, async () => {
    const words = view.lang === "ja" ? { next: "次の版を作る", edition: "版", make: "作成する", made: /次の版を作りました/ } : { next: "Make the next edition", edition: "Edition", make: "Make it", made: /The next edition is made/ };
    await ciso.patch("/session", { lang: view.lang });
    const { id } = await ciso.post("/requirement-sets/starter");
    const look = await visit(server, `/requirement-sets/${id}`, view, ciso);
    await look.page.getByRole("button", { name: words.next, exact: true }).click();
    const dialog = look.page.getByRole("dialog", { name: words.next });
    await dialog.getByLabel(words.edition).fill(`2.${view.width}`);
    await look.look("requirement-set-next");
    await dialog.getByRole("button", { name: words.make, exact: true }).click();
    await look.page.getByText(words.made).waitFor();
    const made = (await ciso.get("/requirement-sets?limit=50")).items.find((s: { edition: string }) => s.edition === `2.${view.width}`);
    assert.deepEqual([made.state, made.replaces.id], ["draft", id]);
    const points = async (set: string): Promise<number> => (await ciso.get(`/requirement-points?limit=200&filter[set][eq]=${set}`)).items.length;
    assert.equal(await points(made.id), await points(id));
    assert.ok((await points(id)) > 5);
    await look.page.waitForURL(new RegExp(`/requirement-sets/(${made.id}|${made.number})$`));
    assert.equal(await look.page.getByRole("button", { name: words.next, exact: true }).count(), 0); // a draft is changed itself
    await look.context.close();
  });
