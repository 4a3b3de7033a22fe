// 100,000 tasks of 200 people in 2,000 units: one's own, a first page, the load of everybody.
import { engine } from "../tests/support/environment.ts";
import { colleagueOf, setUp, topUnit } from "../tests/support/people.ts";
import { benchServer, dialect, fill, report, timed } from "./support.ts";

const UNITS = 2000;
const PEOPLE = 200;
const TASKS = 100_000;

const server = await benchServer();
const client = await setUp(server);
const top = await topUnit(client);
const clerk = await colleagueOf(client, "東", "担当", ["member"], top);
await client.post("/tasks", { unit: top, title: "点検", priority: "low", owner: clerk.person, due: "2026-12-01" }, 201);
const { uid, numbers } = dialect;
fill(
  server.database,
  `INSERT INTO unit (id, org_id, uid, number, parent_id, path, kind, name, head_office, version, created_at, updated_at)
    SELECT 1000 + i, t.org_id, ${uid}, 'B-' || i, t.id, t.path || (1000 + i) || '/', 'shop', i || '号店', 0, 1, 1, 1 FROM ${numbers(UNITS)} n, unit t WHERE t.parent_id IS NULL;
  INSERT INTO person (id, org_id, uid, number, unit_id, name, family_name, given_name, version, created_at, updated_at)
    SELECT 1000 + i, p.org_id, ${uid}, 'B-' || i, 1000 + i, p.name || i, p.family_name, i, 1, 1, 1 FROM person p, ${numbers(PEOPLE)} n WHERE p.id = (SELECT owner_id FROM task);
  INSERT INTO task (org_id, uid, number, unit_id, title, owner_id, due, priority, state, version, created_at, updated_at)
    SELECT t.org_id, ${uid}, 'B-' || i, 1001 + i % ${UNITS}, t.title || i, CASE i % ${PEOPLE} WHEN 0 THEN t.owner_id ELSE 1000 + i % ${PEOPLE} END, '2026-' || (10 + i % 3) || '-' || (10 + i % 19), 'high', CASE i % 3 WHEN 0 THEN 'done' ELSE t.state END, 1, 1, 1 FROM task t, ${numbers(TASKS - 1)} n`,
);
report(`task.first_page.${engine}`, await timed(() => client.get("/tasks?limit=50")), "ms", 20);
report(`task.by_due.${engine}`, await timed(() => client.get("/tasks?limit=50&sort=due&filter[state][eq]=open")), "ms", 20);
report(`task.mine.${engine}`, await timed(() => clerk.client.get("/tasks/mine")), "ms", 20);
report(`task.load.${engine}`, await timed(() => client.get("/tasks/load")), "ms", 300);
await server.stop();
