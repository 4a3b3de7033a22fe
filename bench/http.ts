// How fast answers leave, beside nginx serving a static file of the same bytes.
import { newDatabase } from "../tests/support/database.ts";
import { freePort } from "../tests/support/environment.ts";
import { Server } from "../tests/support/server.ts";
import { against, startNginx } from "./support.ts";

const server = new Server(newDatabase(), await freePort(), {});
await server.start();
const health = await (await fetch(`${server.url}/health`)).text();
const nginx = await startNginx({ "health.json": health });
try {
  await against("http.health", `${server.url}/health`, nginx.url("health.json"), {});
} finally {
  await nginx.stop();
  await server.stop();
}
