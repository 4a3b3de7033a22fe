// 10,000 suppliers in five tiers, each below three others (one below all of the first tier), and 300 businesses that stop with
// those of the first tier: the ranking, one business followed, tree, picture and search.
import { engine } from "../tests/support/environment.ts";
import { setUp, topUnit } from "../tests/support/people.ts";
import { benchServer, dialect, fill, report, timed } from "./support.ts";

const TIER = 2000;
const TIERS = 5;
const FIRMS = TIER * TIERS;
const BUSINESSES = 300;
const STOPS = 3; // businesses that stop with one firm of the first tier

const server = await benchServer();
const client = await setUp(server);
const unit = await topUnit(client);
await client.post("/businesses", { name: "販売", importance: "high" }, 201);
const above = await client.post("/suppliers", { name: "あさひ商事" }, 201);
const below = await client.post("/suppliers", { name: "要所データセンター" }, 201);
await client.post("/supplier-engagements", { unit, work: "運用", supplier: above.id, stops: ["販売"] }, 201);
await client.post("/supplier-subcontracts", { work: "運用", supplier: above.id, subcontractor: below.id }, 201);
const { uid, numbers } = dialect;
const one = "(SELECT min(id) FROM";
fill(
  server.database,
  `INSERT INTO business (id, org_id, uid, number, name, importance, folded, version, created_at, updated_at)
    SELECT 1000 + i, b.org_id, ${uid}, 'B-' || i, '業務' || i, CASE i % 5 WHEN 0 THEN 'high' ELSE 'middle' END, '', 1, 1, 1 FROM business b, ${numbers(BUSINESSES)} n WHERE b.id = ${one} business);
  INSERT INTO supplier (id, org_id, uid, number, name, state, match_name, tier, folded, version, created_at, updated_at)
    SELECT 1000 + i, s.org_id, ${uid}, 'B-' || i, '取引先' || i, 'active', '取引先' || i, 'below', '取引先' || i, 1, 1, 1 FROM supplier s, ${numbers(FIRMS)} n WHERE s.id = ${one} supplier);
  INSERT INTO supplier_engagement (id, org_id, uid, number, unit_id, work, supplier_id, state, folded, version, created_at, updated_at)
    SELECT 1000 + i, e.org_id, ${uid}, 'B-' || i, e.unit_id, e.work || i, 1000 + i, 'confirmed', '', 1, 1, 1 FROM supplier_engagement e, ${numbers(TIER)} n WHERE e.id = ${one} supplier_engagement);
  INSERT INTO supplier_engagement_business (org_id, engagement_id, business_id)
    SELECT e.org_id, e.id, 1001 + (e.id * 7 + k.i * 31) % ${BUSINESSES} FROM supplier_engagement e, ${numbers(STOPS)} k WHERE e.id > 1000;
  INSERT INTO supplier_subcontract (org_id, uid, number, work, supplier_id, subcontractor_id, state, source, folded, version, created_at, updated_at)
    SELECT t.org_id, ${uid}, 'B-' || n.i || '-' || k.i, t.work, 1001 + ((n.i - 1) / ${TIER}) * ${TIER} + (n.i * 13 + k.i * 577) % ${TIER}, 1000 + ${TIER} + n.i, 'confirmed', 'supplier', '', 1, 1, 1
    FROM supplier_subcontract t, ${numbers(FIRMS - TIER)} n, ${numbers(3)} k WHERE t.id = ${one} supplier_subcontract);
  INSERT INTO supplier_subcontract (org_id, uid, number, work, supplier_id, subcontractor_id, state, source, folded, version, created_at, updated_at)
    SELECT t.org_id, ${uid}, 'C-' || n.i, t.work, 1000 + n.i, t.subcontractor_id, 'confirmed', 'supplier', '', 1, 1, 1
    FROM supplier_subcontract t, ${numbers(TIER)} n WHERE t.id = ${one} supplier_subcontract)`,
);
const important = (await client.get("/businesses?filter[importance][eq]=high&limit=1")).items[0];
const ask = async (name: string, path: string, goal: number): Promise<void> => report(`chain.${name}.${engine}`, await timed(() => client.get(path)), "ms", goal);
await ask("concentration", "/supplier-concentration", 100);
await ask("concentration_middle", "/supplier-concentration?after=5000", 100);
await ask("business", `/businesses/${important.id}/chain`, 100);
await ask("tree", "/supplier-tree", 100);
await ask("tree_under", `/supplier-tree?under=${above.id}`, 100);
await ask("around", `/suppliers/${below.id}/around?up=3&down=4`, 100);
await ask("find", "/suppliers?q=%E5%8F%96%E5%BC%95%E5%85%887777&limit=30", 100);
report(`chain.csv.${engine}`, await timed(() => client.call("GET", "/supplier-concentration/file?format=csv")), "ms", 500);
await server.stop();
