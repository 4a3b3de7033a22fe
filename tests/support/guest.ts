// Suppliers that are asked to answer without an account, and coming in as one of their people.
import assert from "node:assert/strict";
import { Client, type Json } from "./client.ts";
import { until } from "./environment.ts";
import type { Mail, Mailbox } from "./mailbox.ts";
import type { Server } from "./server.ts";
import { importSheet, smallSheet } from "./sheet.ts";

let count = 0;

export async function makeSupplier(lead: Client, more: object = {}): Promise<Json> {
  const no = ++count;
  return lead.post(
    "/suppliers",
    { name: `第${no}精機`, contact_name: `担当 ${no}`, contact_email: `contact-${no}@supplier-${no}.example`, contact_language: "en", ...more },
    201,
  );
}

export const jobDone = (client: Client, id: string): Promise<Json> =>
  until(`job ${id}`, async () => {
    const job = await client.get(`/jobs/${id}`);
    if (job.state === "failed") throw new Error(JSON.stringify(job));
    return job.state === "done" ? job : null;
  });

// An open campaign of the small sheet that asks suppliers.
export async function supplierCampaign(lead: Client, more: object = {}): Promise<Json> {
  const version = await importSheet(lead, smallSheet(`asked-${++count}`));
  const body = { name: `取引先調査 ${count}`, sheet_version: version.id, period: "FY2026", due: "2027-03-31", outside: "supplier", ...more };
  const made = await lead.post("/campaigns", body, 201);
  const open = await lead.call("POST", `/campaigns/${made.id}/open`, { etag: `"${made.version}"` });
  assert.equal(open.status, 200, open.text);
  return open.json;
}

export async function ask(lead: Client, campaign: Json, body: object): Promise<Json> {
  const { job } = await lead.post(`/campaigns/${campaign.id}/respondents`, { kind: "supplier", ...body }, 202);
  return (await jobDone(lead, job)).result;
}

const LINK = /\/answer#(\S+)/;
const CODE = /\b(\d{4} \d{4})\b/;

export const tokenOf = (mail: Mail): string => LINK.exec(mail.text)?.[1] ?? assert.fail(mail.text);
export const isLink = (mail: Mail): boolean => LINK.test(mail.text);
export const isCode = (mail: Mail): boolean => !isLink(mail) && CODE.test(mail.text);

// The code of the next mail to the address, after asking for it.
export async function codeFor(server: Server, mailbox: Mailbox, token: string, address: string): Promise<string> {
  const before = mailbox.mails.length;
  await new Client(server).post("/guest/code", { token, lang: "en" }, 204);
  const mail = await until(`a code to ${address}`, () => mailbox.mails.slice(before).find((m) => m.to === address && isCode(m)) ?? null);
  return CODE.exec(mail.text)?.[1] ?? assert.fail(mail.text);
}

export async function comeIn(server: Server, mailbox: Mailbox, token: string, address: string): Promise<Client> {
  const guest = new Client(server);
  guest.enter(await guest.post("/guest/session", { token, code: await codeFor(server, mailbox, token, address) }, 201));
  return guest;
}

export interface Asked {
  supplier: Json;
  campaign: Json;
  response: string;
  address: string;
  token: string;
}

// One supplier, asked by a campaign of its own.
export async function askOne(lead: Client, mailbox: Mailbox, more: object = {}, firm?: Json): Promise<Asked> {
  const supplier = firm ?? (await makeSupplier(lead));
  const campaign = await supplierCampaign(lead, more);
  await ask(lead, campaign, { only: [supplier.id] });
  const mail = await mailbox.mailTo(supplier.contact_email, isLink);
  const { items } = await lead.get(`/campaigns/${campaign.id}/respondents`);
  assert.equal(items.length, 1);
  return { supplier, campaign, response: items[0].response, address: supplier.contact_email, token: tokenOf(mail) };
}
