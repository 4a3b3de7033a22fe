// Certificates that a supplier holds spare questions that they answer, from the day it is asked until it hands in.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { dayFromNow } from "../support/day.ts";
import { ask, comeIn, isLink, makeSupplier, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { newestVersion } from "../support/sheet.ts";

const SURVEY = "kaname-supplier-survey";
const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const lead = await setUp(server);
const sheet = await newestVersion(lead, SURVEY);

const day = (years: number): string => dayFromNow(years * 365);

// A supplier of class A that holds these, and the campaign that asks it: what of the eleven is left.
async function asked(...held: object[]): Promise<{ supplier: Json; campaign: Json; asked: number; response: string }> {
  const supplier = await makeSupplier(lead, { class_given: "a", class_reason: "has an officer" });
  await lead.call("POST", `/suppliers/${supplier.id}/transitions`, { json: { action: "activate" }, etag: "*" });
  for (const certificate of held) await lead.post("/supplier-certificates", { supplier: supplier.id, ...certificate }, 201);
  const made = await lead.post("/campaigns", { name: `年次調査 ${supplier.name}`, sheet_version: sheet.id, period: "FY2026", due: day(0.2), outside: "supplier" }, 201);
  const open = await lead.call("POST", `/campaigns/${made.id}/open`, { etag: `"${made.version}"` });
  await ask(lead, open.json, { only: [supplier.id] });
  const { items } = await lead.get(`/campaigns/${made.id}/respondents`);
  const response = await lead.get(`/responses/${items[0].response}`);
  assert.equal(items[0].asked ?? response.asked, response.asked, "the list counts as the sheet does");
  return { supplier, campaign: open.json, asked: response.asked, response: response.id };
}

test("a valid certificate answers what it shows, and nobody is asked that again", async () => {
  const plain = await asked();
  assert.equal(plain.asked, 11);
  const isms = await asked({ kind: "isms", valid_to: day(1) });
  assert.ok(isms.asked < 11, String(isms.asked));
  const { spared } = await lead.get(`/responses/${isms.response}`);
  assert.equal(spared.length, 11 - isms.asked);
  assert.ok(spared.every((s: Json) => s.certificate === "isms" && s.until === day(1)));
  assert.equal((await asked({ kind: "scs_4", valid_to: day(1) })).asked < 11, true);
});

test("one that has ended or not begun, whose end nobody knows, or that the firm declared itself spares nothing", async () => {
  for (const held of [{ kind: "isms", valid_to: day(-0.1) }, { kind: "isms", valid_from: day(0.5), valid_to: day(1) }, { kind: "isms" }, { kind: "security_action_2", valid_to: day(1) }])
    assert.equal((await asked(held)).asked, 11, JSON.stringify(held));
});

test("the supplier sees what it need not answer, and hands in without it", async () => {
  const { supplier, response } = await asked({ kind: "isms", valid_to: day(1) });
  const mail = await mailbox.mailTo(supplier.contact_email, isLink);
  const guest = await comeIn(server, mailbox, tokenOf(mail), supplier.contact_email);
  const seen = await guest.get("/guest/response");
  assert.ok(seen.spared.length > 0);
  const sparedItems = seen.spared.map((s: Json) => s.item);
  assert.ok(!seen.missing.some((item: string) => sparedItems.includes(item)), "what is spared is not missing");
  assert.equal((await lead.get(`/responses/${response}`)).asked, seen.asked);
});
