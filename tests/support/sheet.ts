// A company with a head office and two shops, and what tests of sheets need again and again.
import { randomUUID } from "node:crypto";
import { type Client, type Json } from "./client.ts";
import { topUnit } from "./people.ts";

export interface Shops {
  top: string;
  head: string;
  east: string;
  west: string;
}

export async function makeShops(lead: Client): Promise<Shops> {
  const top = await topUnit(lead);
  const unit = async (name: string, more: object): Promise<string> => (await lead.post("/units", { name, parent: top, ...more }, 201)).id;
  return {
    top,
    head: await unit("本社", { kind: "head_office", head_office: true }),
    east: await unit("東店", { kind: "shop" }),
    west: await unit("西店", { kind: "shop" }),
  };
}

// The newest version of a sheet by its key.
export async function newestVersion(client: Client, key: string): Promise<Json> {
  const list = await client.get("/sheets?limit=500");
  return list.items.find((sheet: Json) => sheet.key === key)?.newest;
}

export const FORTY = "kaname-csm40";

export async function importSheet(client: Client, sheet: unknown): Promise<Json> {
  const answer = await client.call("POST", "/sheets/import?name=sheet.json", { body: JSON.stringify(sheet) });
  if (answer.status !== 200) throw new Error(`import: ${answer.status} ${answer.text}`);
  return answer.json.sheets[0].version;
}

// One item of each scale, in two sections; b-2 is asked when b-1 is "yes".
export function smallSheet(key = "small"): Json {
  const text = (en: string): object => ({ en, ja: `「${en}」` });
  const option = (name: string, points?: number): object => ({ key: name, text: text(name), ...(points === undefined ? {} : { points }) });
  return {
    format: "kaname-sheet/1",
    key,
    version: "1.0",
    wording: "own",
    name: text("Small sheet"),
    languages: ["en", "ja"],
    score: { min: 1, max: 5 },
    sections: [
      { key: "a", name: text("First") },
      { key: "b", name: text("Second") },
    ],
    items: [
      { key: "a-1", section: "a", scale: "maturity5", weight: 2, text: text("Level"), levels: ["1", "2", "3", "4", "5"].map(text) },
      { key: "a-2", section: "a", scale: "choice", text: text("Choice"), options: [option("never", 1), option("yearly", 3), option("monthly", 5), option("unknown")] },
      { key: "a-3", section: "a", scale: "multi", text: text("Multi"), options: [option("x", 1), option("y", 2), option("z", 3)], required: false },
      { key: "b-1", section: "b", scale: "yes_no_na", text: text("Yes or no") },
      { key: "b-2", section: "b", scale: "have", text: text("Only if yes"), applies: { answers: [{ item: "b-1", in: ["yes"] }] } },
      { key: "b-3", section: "b", scale: "number", min: 0, max: 100, text: text("Number"), required: false },
      { key: "b-4", section: "b", scale: "text", text: text("Text"), required: false },
      { key: "b-5", section: "b", scale: "date", text: text("Date"), required: false },
    ],
  };
}

export interface Opened {
  campaign: Json;
  responses: Record<string, Json>; // by unit id
}

// A campaign of the sheet version to these units, open.
export async function openCampaign(lead: Client, version: string, units: string[], more: object = {}): Promise<Opened> {
  const made = await lead.post(
    "/campaigns",
    { name: `自己評価 ${randomUUID().slice(0, 8)}`, sheet_version: version, period: "FY2026", due: "2027-03-31", units: units.map((unit) => ({ unit })), ...more },
    201,
  );
  const open = await lead.call("POST", `/campaigns/${made.id}/open`, { etag: `"${made.version}"` });
  if (open.status !== 200) throw new Error(`open: ${open.status} ${open.text}`);
  const responses = await lead.get(`/campaigns/${made.id}/responses?limit=500`);
  return { campaign: open.json, responses: Object.fromEntries(responses.items.map((r: Json) => [r.unit.id, r])) };
}

export async function put(client: Client, response: string, item: string, body: unknown, etag?: string): Promise<Json> {
  return client.put(`/responses/${response}/answers/${item}`, body, etag);
}

// One of the four steps, with the version as it is now.
export async function step(client: Client, response: string, name: "submit" | "withdraw" | "return" | "accept", json?: unknown, status = 200): Promise<Json> {
  const now = await client.get(`/responses/${response}`);
  const answer = await client.call("POST", `/responses/${response}/${name}`, { etag: `"${now.version}"`, ...(json === undefined ? {} : { json }) });
  if (answer.status !== status) throw new Error(`${name}: ${answer.status}, expected ${status}\n${answer.text.slice(0, 3000)}`);
  return answer.json;
}

// Answers all forty items with the digits of `levels`.
export async function answerForty(client: Client, response: string, levels: string): Promise<void> {
  const counts = [3, 3, 3, 5, 10, 3, 4, 3, 3, 3];
  let at = 0;
  for (const [section, n] of counts.entries())
    for (let item = 1; item <= n; item++) await put(client, response, `${section + 1}-${item}`, { value: Number(levels[at++]) });
}
