// 10,000 suppliers asked in one campaign, and 200 of them who come in and answer at once.
import { Client, type Json } from "../tests/support/client.ts";
import { engine, freePort, until } from "../tests/support/environment.ts";
import { codeFor, isLink, supplierCampaign, tokenOf } from "../tests/support/guest.ts";
import { checkedTable, takenTable } from "../tests/support/imports.ts";
import { Mailbox, mailSettings } from "../tests/support/mailbox.ts";
import { setUp } from "../tests/support/people.ts";
import { benchServer, report, timed } from "./support.ts";

const SUPPLIERS = 10_000;
const GUESTS = 200;
const ITEMS = [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"], ["b-3", 12], ["b-4", "現場ごとに記録している"]] as const;

const addressOf = (no: number): string => `contact-${no}@supplier-${no}.example`;
const seconds = (since: number): number => (performance.now() - since) / 1000;

const mailbox = new Mailbox(await freePort(), {});
await mailbox.open();
const server = await benchServer(mailSettings(mailbox));
const client = await setUp(server);

const rows = Array.from({ length: SUPPLIERS }, (_, i) => `第${i}精機株式会社,担当 ${i},${addressOf(i)},en`);
let begin = performance.now();
const checked = await checkedTable(client, "suppliers", `name,contact_name,contact_email,contact_language\n${rows.join("\n")}\n`);
report(`guest.import_check.${engine}`, seconds(begin), "s", 20);
begin = performance.now();
const taken = await takenTable(client, "suppliers", checked);
if (taken.state !== "taken") throw new Error(JSON.stringify(taken).slice(0, 2000));
report(`guest.import_take.${engine}`, seconds(begin), "s", 20);
report(`guest.suppliers.${engine}`, await timed(() => client.get("/suppliers?limit=50")), "ms", 20);


const bulk = await client.post("/suppliers/bulk-edits", { all: true, filters: [], action: "activate" });
const bulkAt = (state: string): Promise<Json> => until(`the bulk edit is ${state}`, async () => ((b: Json) => (b.state === state ? b : null))(await client.get(`/suppliers/bulk-edits/${bulk.id}`)), 300);
await bulkAt("checked");
begin = performance.now();
await client.post(`/suppliers/bulk-edits/${bulk.id}/commit`, {});
await bulkAt("taken");
report(`guest.activate.${engine}`, seconds(begin), "s", 20);

const campaign = await supplierCampaign(client);
begin = performance.now();
const { job } = await client.post(`/campaigns/${campaign.id}/respondents`, { kind: "supplier" }, 202);
const result = await until("all are asked", async () => (({ state, result }: Json) => (state === "done" ? result : null))(await client.get(`/jobs/${job}`)), 300);
if (result.invited !== SUPPLIERS) throw new Error(JSON.stringify(result));
report(`guest.asked.${engine}`, seconds(begin), "s", 60);
report(`guest.respondents.${engine}`, await timed(() => client.get(`/campaigns/${campaign.id}/respondents`)), "ms", 100);

// Whoever has a mail comes in while the other mails still wait.
await until("the first mails are out", () => mailbox.mails.filter(isLink).length >= GUESTS, 120);
const invited = mailbox.mails.filter(isLink).slice(0, GUESTS);
begin = performance.now();
const guests = await Promise.all(invited.map(async (mail) => {
  const guest = new Client(server);
  const token = tokenOf(mail);
  guest.enter(await guest.post("/guest/session", { token, code: await codeFor(server, mailbox, token, mail.to) }, 201));
  return guest;
}));
report(`guest.come_in.${engine}`, seconds(begin), "s", 60);

const waits: number[] = [];
const answer = async (guest: Client): Promise<void> => {
  for (const [item, value] of ITEMS) {
    const asked = performance.now();
    await guest.put(`/guest/answers/${item}`, { value });
    waits.push(performance.now() - asked);
  }
  const { version } = await guest.get("/guest/response");
  const done = await guest.call("POST", "/guest/submit", { etag: `"${version}"` });
  if (done.status !== 200) throw new Error(done.text);
};
begin = performance.now();
await Promise.all(guests.map(answer));
const took = seconds(begin);
waits.sort((a, b) => a - b);
report(`guest.answers.${engine}`, waits.length / took, "/s", 100);
report(`guest.answer_p50.${engine}`, waits[Math.floor(waits.length / 2)] ?? 0, "ms", 200);
report(`guest.answer_p99.${engine}`, waits[Math.floor(waits.length * 0.99)] ?? 0, "ms", 1000);
const { counts } = (await client.get(`/campaigns/${campaign.id}/respondents`)) as Json;
if (counts.submitted !== GUESTS) throw new Error(JSON.stringify(counts));

begin = performance.now();
const before = mailbox.mails.length;
await until("more mails", () => mailbox.mails.length >= Math.min(before + 1000, SUPPLIERS), 300);
report(`guest.mails.${engine}`, (mailbox.mails.length - before) / seconds(begin), "/s", 100);
await server.stop();
await mailbox.close();
