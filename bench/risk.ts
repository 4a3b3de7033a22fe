// 100,000 risks valued anew by another method and stored, the look beforehand, the heat map and the first page;
// the register kept as a snapshot and what has moved since.
import { engine } from "../tests/support/environment.ts";
import { setUp, topUnit } from "../tests/support/people.ts";
import { benchServer, dialect, fill, report, timed } from "./support.ts";

const ROWS = Number(process.env["KANAME_BENCH_RISKS"] ?? 100_000);
const GOAL_MS = engine === "sqlite" ? 1000 : 4000;

const server = await benchServer();
const client = await setUp(server);
const unit = await topUnit(client);
const system = await client.post("/systems", { unit, name: "EC", kind: "ec_site", importance: "high" }, 201);
const threat = await client.post("/threats", { name: "DDoS", group: "ddos" }, 201);
await client.post("/risks", { unit, threat: threat.id, system: system.id, likelihood: 1, importance: 1 }, 201);
fill(
  server.database,
  `INSERT INTO risk (${engine === "sqlite" ? "id, " : ""}org_id, uid, number, unit_id, name, threat_id, system_id, state, likelihood, importance, treatment, rated_on, review_on, due, folded, version, created_at, updated_at)
   SELECT ${engine === "sqlite" ? "i + 1, " : ""}r.org_id, ${dialect.uid}, 'RK-2026-' || (10000 + i), r.unit_id, 'EC – DDoS ' || i, r.threat_id, r.system_id, 'open', 1 + i % 3, 1 + i / 3 % 3, CASE i % 2 WHEN 0 THEN 'reduce' ELSE 'accept' END, '2026-' || (10 + i % 3) || '-15', '2027-' || (10 + i % 3) || '-15', '2027-' || (10 + i % 3) || '-15', 'ddos', 1, 0, 0
   FROM risk r, ${dialect.numbers(ROWS - 1)} n`,
);
// Every risk gets its first value; then every value but the lowest is another one.
await client.post("/risk-methods/company-f/choice", {}, 200);
fill(server.database, []);
const milliseconds = (what: () => Promise<unknown>): Promise<number> => timed(what, 1);
report(`risk.look.${engine}`, await milliseconds(() => client.post("/risk-methods/multiplication/preview", {}, 200)), "ms", GOAL_MS);
report(`risk.recompute.${engine}`, await milliseconds(() => client.post("/risk-methods/multiplication/choice", {}, 200)), "ms", GOAL_MS);
report(`risk.nothing_moves.${engine}`, await milliseconds(() => client.post("/risk-methods/multiplication/choice", {}, 200)), "ms", GOAL_MS);
report(`risk.first_page.${engine}`, await timed(() => client.get("/risks?limit=50")), "ms", 20);
report(`risk.heat_map.${engine}`, await timed(() => client.get("/risk-heat-map")), "ms", 300);
// Kept, then valued by another method, so that every risk is read against what it was.
report(`risk.snapshot.${engine}`, await milliseconds(() => client.post("/risk-snapshots", undefined, 201)), "ms", GOAL_MS);
await client.post("/risk-methods/company-f/choice", {}, 200);
report(`risk.movement.${engine}`, await timed(() => client.get("/risk-movement")), "ms", 300);
report(`risk.movement.risks.${engine}`, await timed(() => client.get("/risk-movement/risks?kind=rated")), "ms", 300);
await server.stop();
