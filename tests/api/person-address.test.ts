// An email address is one person's, however it is written; those who shared one before that was refused are marked and
// stay as they are until somebody has settled it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { engine } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const person = (unit: string, family_name: string, email: string): Json => ({ unit, family_name, given_name: "一", email });

test("an address that differs in capital letters alone is taken", async () => {
  const server = await startServer();
  const ciso = await setUp(server);
  const unit = await topUnit(ciso);
  const taro = await ciso.post("/people", person(unit, "山田", "Taro@Example.jp"), 201);
  assert.deepEqual([taro.email, taro.email_twice], ["Taro@Example.jp", false], "it stays as it was typed");
  await ciso.refused("POST", "/people", 409, { json: person(unit, "鈴木", "taro@example.JP") });
  const other = await ciso.post("/people", person(unit, "鈴木", "jiro@example.jp"), 201);
  await ciso.refused("PATCH", `/people/${other.id}`, 409, { json: { email: "TARO@example.jp" }, etag: "*" });
  await ciso.patch(`/people/${taro.id}`, { email: "taro@example.jp" }, "*");
  await ciso.call("DELETE", `/people/${taro.id}`, { etag: "*" });
  await ciso.patch(`/people/${other.id}`, { email: "TARO@example.jp" }, "*");
  await ciso.refused("POST", `/people/${taro.id}/restore`, 409, { etag: "*" });
});

// The database as it was before the migration, with two people of one address.
const BEFORE = [
  "DELETE FROM schema_migration WHERE no = 104",
  "DROP INDEX person_email_twice",
  "DROP INDEX person_address",
  "DROP INDEX person_email",
  "ALTER TABLE person DROP COLUMN email_twice",
  "CREATE UNIQUE INDEX person_email ON person (org_id, email) WHERE deleted_at IS NULL AND email IS NOT NULL",
  "UPDATE person SET email = 'TARO@example.jp' WHERE email = 'third@example.jp'",
];

test("an upgrade marks those who share an address, and settling it takes the mark away", async () => {
  const before = await startServer();
  const was = await setUp(before);
  const unit = await topUnit(was);
  const first = await was.post("/people", person(unit, "山田", "taro@example.jp"), 201);
  const third = await was.post("/people", person(unit, "田中", "third@example.jp"), 201);
  await before.stop();
  for (const sql of BEFORE) query(before.database, sql);
  command(before.database, ["migrate"]);
  const server = await startServer({ database: before.database });
  const ciso = new Client(server);
  [ciso.cookie, ciso.csrf] = [was.cookie, was.csrf];
  const look = async (one: Json): Promise<Json> => ciso.get(`/people/${one.id}`);
  assert.deepEqual([(await look(first)).email_twice, (await look(third)).email_twice], [false, true], engine);
  assert.deepEqual((await ciso.get("/people?filter[email_twice][eq]=true")).items.map((p: Json) => p.id), [third.id]);
  await ciso.patch(`/people/${third.id}`, { post: "課長" }, "*");
  assert.equal((await look(third)).email_twice, true, "other fields may change");
  await ciso.refused("PATCH", `/people/${third.id}`, 409, { json: { email: "Taro@example.jp" }, etag: "*" });
  await ciso.refused("POST", "/people", 409, { json: person(unit, "佐藤", "tarO@example.jp") });
  await ciso.patch(`/people/${first.id}`, { email: "first@example.jp" }, "*");
  await ciso.patch(`/people/${third.id}`, { post: "部長" }, "*");
  assert.equal((await look(third)).email_twice, false, "nobody else has it any more");
  await ciso.refused("POST", "/people", 409, { json: person(unit, "佐藤", "tarO@example.jp") });
});
