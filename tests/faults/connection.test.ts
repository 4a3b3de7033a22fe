// PostgreSQL goes away and comes back (a proxy between the two is cut): while it is away the answer is 503
// and the program stays up; afterwards everything works again without a restart.
import assert from "node:assert/strict";
import { connect, createServer, type Server as Listener, type Socket } from "node:net";
import { after, test } from "node:test";
import { newDatabase } from "../support/database.ts";
import { freePort, until } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { prepare, Server } from "../support/server.ts";

class Cable {
  readonly port: number;
  #target: number;
  #listener: Listener | null = null;
  #sockets = new Set<Socket>();

  constructor(port: number, target: number) {
    this.port = port;
    this.#target = target;
  }

  async mend(): Promise<void> {
    const listener = createServer((near) => {
      const far = connect(this.#target, "127.0.0.1");
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => (this.#sockets.delete(socket), near.destroy(), far.destroy()));
      }
      near.pipe(far).pipe(near);
    });
    this.#listener = listener;
    await new Promise<void>((done) => listener.listen(this.port, "127.0.0.1", () => done()));
  }

  cut(): void {
    this.#listener?.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

test("the program outlives its database server", async () => {
  const database = newDatabase();
  const target = new URL(database.url);
  const cable = new Cable(await freePort(), Number(target.port));
  await cable.mend();
  after(() => cable.cut());
  target.port = String(cable.port);
  prepare(database); // not through the cable: this process could not carry it meanwhile
  const server = new Server({ ...database, url: target.href }, await freePort(), {});
  after(() => server.stop());
  await server.start();
  const client = await setUp(server);
  const parent = await topUnit(client);

  for (let round = 0; round < 5; round++) {
    await client.post("/units", { name: `before ${round}`, kind: "shop", parent }, 201);
    cable.cut();
    const refused = await client.refused("GET", "/units", 503);
    assert.equal(refused.code, "unavailable");
    assert.equal((await client.call("GET", "//health")).status, 200);
    assert.equal((await client.call("GET", "//ready")).status, 503);
    await cable.mend();
    await until("the list is back", async () => (await client.call("GET", "/units")).status === 200);
    await client.post("/units", { name: `after ${round}`, kind: "shop", parent }, 201);
  }
  const names: string[] = (await client.get("/units?limit=100")).items.map((unit: { name: string }) => unit.name);
  for (let round = 0; round < 5; round++) assert.ok(names.includes(`before ${round}`) && names.includes(`after ${round}`));
});
