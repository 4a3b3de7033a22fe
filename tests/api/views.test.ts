// Saved views: one's own, shared ones, and who may do what.
import assert from "node:assert/strict";
import { test } from "node:test";
import { everybody, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const client = await everybody(server);
const member = await signedInAs(client, "member");
const security = await signedInAs(client, "security");
const admin = await signedInAs(client, "admin");
const list = async (by = client, register = "measures"): Promise<any[]> => (await by.get(`/views?register=${register}`)).items;
const view = { register: "measures", name: "期限の近い対策", query: "sort=due&f.state=approved&cols=number,title,due" };

test("a view is kept for oneself; the same name replaces it", async () => {
  const made = await member.post("/views", view, 201);
  const again = await member.post("/views", { ...view, query: "sort=-due" }, 201);
  assert.equal(again.id, made.id);
  assert.deepEqual((await list(member)).map((v) => [v.name, v.query, v.mine, v.shared]), [[view.name, "sort=-due", true, false]]);
  assert.deepEqual(await list(security), []);
  assert.deepEqual(await list(member, "units"), []);
  await security.refused("DELETE", `/views/${made.id}`, 404);
});

test("who may share does; others see it where they may read the register", async () => {
  const [own] = await list(member);
  await member.refused("POST", `/views/${own.id}/sharing`, 403, { json: { shared: true } });
  const made = await security.post("/views", { ...view, name: "月次会議" }, 201);
  assert.equal((await security.post(`/views/${made.id}/sharing`, { shared: true }, 200)).shared, true);
  assert.deepEqual((await list(member)).filter((v) => v.shared).map((v) => [v.name, v.mine]), [["月次会議", false]]);
  assert.deepEqual(await list(admin), [], "an administrator reads no measures");
  await member.refused("DELETE", `/views/${made.id}`, 403);
  assert.equal((await client.call("DELETE", `/views/${made.id}`)).status, 204);
  assert.equal((await list(member)).length, 1);
});

test("what is no register, or not one's to read, has no views", async () => {
  await member.refused("POST", "/views", 422, { json: { ...view, register: "nothing" }, pointer: "/register" });
  await admin.refused("POST", "/views", 422, { json: view, pointer: "/register" });
  await member.refused("POST", "/views", 422, { json: { ...view, name: "x".repeat(61) }, pointer: "/name" });
});
