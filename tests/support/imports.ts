// Tables imported into registers: sent, and waited for.
import assert from "node:assert/strict";
import type { Client, Json } from "./client.ts";
import { until } from "./environment.ts";

export interface Mapping {
  columns: { no: number; field: string }[];
  constants?: { field: string; value: string }[];
  key?: string | null;
  clear_empty?: boolean;
}

export async function uploadTable(client: Client, register: string, body: string | Uint8Array, query = ""): Promise<Json> {
  const answer = await client.call("POST", `/${register}/imports?name=${encodeURIComponent("台帳.csv")}${query}`, {
    body: typeof body === "string" ? body : new Blob([body as Uint8Array<ArrayBuffer>]),
    headers: { "content-type": "application/octet-stream" },
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.json;
}

// Until what was begun in the background has ended.
export async function settledImport(client: Client, register: string, id: string): Promise<Json> {
  return until("the import is done", async () => {
    const got = await client.get(`/${register}/imports/${id}`);
    return ["checking", "taking", "undoing"].includes(got.state) ? null : got;
  });
}

export function proposedMapping(got: Json): Mapping {
  const columns = got.columns.filter((c: Json) => c.field).map((c: Json) => ({ no: c.no, field: c.field }));
  return { columns, key: got.key, clear_empty: got.clear_empty };
}

// The dry run of a table, by the columns that the program proposes and `change`.
export async function checkedTable(client: Client, register: string, body: string | Uint8Array, change: Partial<Mapping> = {}): Promise<Json> {
  const got = await uploadTable(client, register, body);
  await client.put(`/${register}/imports/${got.id}/mapping`, { ...proposedMapping(got), ...change });
  return settledImport(client, register, got.id);
}

export async function takenTable(client: Client, register: string, got: Json, partial = false): Promise<Json> {
  await client.post(`/${register}/imports/${got.id}/commit`, { partial }, 200);
  return settledImport(client, register, got.id);
}
