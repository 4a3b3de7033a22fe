// A supplier lists its subcontractors on a telephone, and a person of ours decides what becomes of the list.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type View, visit } from "../support/browser.ts";
import { today } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { askOne, isCode, makeSupplier } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const first = await setUp(server);
const lead = await signedInAs(first, "ciso");
const other = await signedInAs(first, "security");

const views: View[] = [{ width: 390, lang: "ja" }, { width: 1440, lang: "en" }];
const WORDS = {
  ja: { send: "確認コードを送る", code: "確認コード", start: "回答を始める", submit: "提出する", missing: "再委託先を申告するか、「再委託していない」を選んでください", add: "再委託先を追加", name: "会社名", work: "再委託している業務", size: "従業員数", save: "保存する", paste: "Excelから貼り付け", table: "貼り付ける表", edit: "鈴木運送を変更", remove: (name: string) => `${name}を削除`, card: "再委託先の申告", clear: /判断の要らない\d件をまとめて記載/, done: /件の扱いを決めました/ },
  en: { send: "Send me a code", code: "Code", start: "Start answering", submit: "Submit", missing: "Declare the subcontractors, or say that nothing is subcontracted", add: "Add a subcontractor", name: "Name of the firm", work: "Work that it does for you", size: "Employees", save: "Save", paste: "Paste from Excel", table: "Table to paste", edit: "Change 鈴木運送", remove: (name: string) => `Remove ${name}`, card: "Declared subcontractors", clear: /Record the \d that (?:is|are) certain/, done: /\d decided/ },
};

for (const view of views)
  test(`subcontractors are listed while answering and placed by a person, at ${view.width} px in ${view.lang}`, async () => {
    const words = WORDS[view.lang as "ja" | "en"];
    const asked = await askOne(lead, mailbox, {}, await makeSupplier(lead, { class_given: "a", class_reason: "has an officer" }));
    const path = `/responses/${asked.response}`;
    const v = await visit(server, `/answer#${asked.token}`, view);
    const press = (name: string) => v.page.getByRole("button", { name, exact: true }).click();
    await press(words.send);
    const mail = await until("a code", () => mailbox.mails.find((m) => m.to === asked.address && isCode(m)) ?? null);
    await v.page.getByLabel(words.code).fill(/\d{4} \d{4}/.exec(mail.text)?.[0] ?? "");
    await press(words.start);
    await v.page.getByRole("button", { name: words.add, exact: true }).waitFor();
    await press(words.submit);
    await v.page.getByText(words.missing).first().waitFor();
    v.complaints.splice(0); // of the refusal
    await v.look("declare-missing");

    await press(words.add);
    const dialog = v.page.getByRole("dialog");
    await dialog.getByLabel(words.name).fill("鈴木運送");
    await dialog.getByLabel(words.work).fill("配送");
    await dialog.getByLabel(words.size).fill("25");
    await v.look("declare-dialog");
    await dialog.getByRole("button", { name: words.save, exact: true }).click();
    await v.page.getByRole("button", { name: words.edit, exact: true }).waitFor();
    await press(words.paste);
    await dialog.getByLabel(words.table).fill(`${view.lang}梱包\t梱包\t8\tJP\n鈴木運送\t配送\t25`);
    await v.look("declare-paste");
    await dialog.getByRole("button", { name: words.save, exact: true }).click();
    await v.page.getByRole("button", { name: words.remove(`${view.lang}梱包`), exact: true }).waitFor();
    await v.look("declare-list");
    const list = await lead.get(`${path}/subcontractors`);
    assert.deepEqual(list.items.map((i: { name: string; employees: number }) => [i.name, i.employees]), [["鈴木運送", 25], [`${view.lang}梱包`, 8]]);
    await v.context.close();

    await lead.post(`${path}/calls`, { spoken_with: "佐藤", held_on: today() }, 201);
    for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await lead.put(`${path}/answers/${item}`, { value });
    for (const step of ["submit", "accept"]) {
      const { version } = await lead.get(path);
      const who = step === "submit" ? lead : other;
      assert.equal((await who.call("POST", `${path}/${step}`, { etag: `"${version}"` })).status, 200);
    }
    await lead.patch("/session", { lang: view.lang });
    const ours = await visit(server, path, view, lead);
    await ours.page.getByRole("heading", { name: words.card, exact: true }).waitFor();
    await ours.look("declared-card");
    await ours.page.goto("/suppliers-and-sites/declared");
    await ours.page.getByText(`${view.lang}梱包`).first().waitFor();
    await ours.look("declared-list");
    await ours.page.getByRole("button", { name: words.clear }).click();
    await ours.page.getByText(words.done).waitFor();
    const steps = (await lead.get(`/supplier-subcontracts?filter[supplier][eq]=${asked.supplier.id}`)).items;
    assert.ok(steps.length > 0);
    assert.ok(steps.every((s: { state: string; source: string }) => s.state === "confirmed" && s.source === "supplier"));
    await ours.context.close();
  });
