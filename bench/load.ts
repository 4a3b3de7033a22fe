// Sheets at the size they are made for: 2,000 units, 50 campaigns, 100,000 responses of 40 answers, 10,000 measures for one gap.
// The database is filled beside the program, then the program is asked as a person would.
import assert from "node:assert/strict";
import { query } from "../tests/support/database.ts";
import { engine } from "../tests/support/environment.ts";
import { setUp, signedInAs, topUnit } from "../tests/support/people.ts";
import { answerForty, FORTY, newestVersion, openCampaign, step } from "../tests/support/sheet.ts";
import { benchServer, dialect, fill, report, timed } from "./support.ts";

const UNITS = 2000;
const CAMPAIGNS = 50;
const MEASURES = 10_000;
// A page of campaigns tells how far each is, which is a count over all 100,000 responses here.
const GOAL_MS = { page: 20, campaigns: 100, progress: 300, results: 300, autosave: 20 };

const server = await benchServer();
const client = await setUp(server);
const top = await topUnit(client);
const shop = (await client.post("/units", { name: "本店", kind: "shop", parent: top, head_office: true }, 201)).id;
const manager = await signedInAs(client, "manager", shop);

// One campaign answered over the API is the pattern that the others are copied from.
const { campaign, responses } = await openCampaign(client, (await newestVersion(client, FORTY)).id, [shop], { period: "FY1999", due: "2000-03-31" });
const first = responses[shop].id;
await answerForty(manager, first, "3323233223222233224332222323221221221212");
await step(manager, first, "submit");
await step(client, first, "accept");
await client.post("/measures", { unit: shop, title: "対策", priority: "high", sheet_key: FORTY, section_key: "1", item_key: "1-2", campaign: campaign.number, level_to_reach: 3 }, 201);
await server.stop();

const { uid, numbers } = dialect;
const scores = engine === "sqlite" ? "group_concat(score)" : "string_agg(score::text, ',' ORDER BY item_no)";
const pattern = `(SELECT id FROM campaign WHERE number = '${campaign.number}')`;
fill(
  server.database,
  `INSERT INTO unit (id, org_id, uid, number, parent_id, path, kind, name, head_office, version, created_at, updated_at)
    SELECT 1000 + i, t.org_id, ${uid}, 'B-' || i, t.id, t.path || (1000 + i) || '/', 'shop', i || '号店', 0, 1, 1, 1 FROM ${numbers(UNITS - 1)} n, unit t WHERE t.parent_id IS NULL;
  INSERT INTO campaign (org_id, uid, number, name, sheet_id, version_id, period, due, state, snapshot_at, version, created_at, updated_at)
    SELECT org_id, ${uid}, 'B-' || i, '評価 ' || i, sheet_id, version_id, 'FY' || (1999 + i), '2090-03-31', 'open', 1, 1, 1, 1 FROM ${numbers(CAMPAIGNS)} n, campaign WHERE id = ${pattern};
  INSERT INTO campaign_unit (org_id, campaign_id, unit_id, parent_id, path, kind, name, head_office, responds)
    SELECT u.org_id, k.id, u.id, u.parent_id, u.path, u.kind, u.name, u.head_office, CASE WHEN u.parent_id IS NULL THEN 0 ELSE 1 END FROM campaign k, unit u WHERE k.number LIKE 'B-%';
  INSERT INTO response (org_id, uid, campaign_id, version_id, respondent_kind, respondent_id, unit_id, state, version, asked, answered, submitted_at, submitted_by, created_at, updated_at)
    SELECT k.org_id, ${uid}, k.id, k.version_id, 'unit', x.unit_id, x.unit_id, CASE WHEN k.number = 'B-${CAMPAIGNS}' AND x.unit_id % 10 = 0 THEN 'submitted' ELSE 'accepted' END, 3, 40, 40, 2, 1, 1, 2
    FROM campaign k JOIN campaign_unit x ON x.campaign_id = k.id WHERE k.number LIKE 'B-%' AND x.responds = 1;
  INSERT INTO answer (org_id, response_id, item_no, value, score, comment, answered_by, answered_at, version)
    SELECT r.org_id, r.id, a.item_no, (r.id + a.item_no) % 5 + 1, (r.id + a.item_no) % 5 + 1, CASE WHEN a.item_no % 8 = 0 THEN '根拠は規程集の該当する章にある。' END, 1, 2, 1
    FROM response r, answer a WHERE a.response_id = (SELECT id FROM response WHERE campaign_id = ${pattern}) AND r.campaign_id <> ${pattern};
  INSERT INTO response_score SELECT r.org_id, r.id, s.section_no, s.w + (r.id * s.section_no) % (4 * s.w + 1), s.w, s.n, 0
    FROM response r, response_score s WHERE s.response_id = (SELECT id FROM response WHERE campaign_id = ${pattern}) AND r.campaign_id <> ${pattern};
  INSERT INTO response_result (org_id, response_id, item_scores) SELECT r.org_id, r.id, (SELECT ${scores} FROM (SELECT score, item_no FROM answer WHERE response_id = r.id ORDER BY item_no) o) FROM response r WHERE r.campaign_id <> ${pattern};
  INSERT INTO measure (org_id, uid, number, unit_id, title, priority, state, sheet_key, section_key, item_key, campaign, level_to_reach, people_needed, cost_initial, cost_initial_currency, version, created_at, updated_at)
    SELECT m.org_id, ${uid}, 'B-' || i, 1000 + i % ${UNITS - 1} + 1, m.title || i, 'high', 'proposed', m.sheet_key, m.section_key, m.item_key, 'B-${CAMPAIGNS}', 2 + i % 4, i % 3, 1000000, 'JPY', 1, 1, 1 FROM measure m, ${numbers(MEASURES)} n`,
);
assert.deepEqual(query(server.database, "SELECT count(*) FROM answer"), [String(UNITS * CAMPAIGNS * 40 + 40)]);
await server.start();

async function measure(name: string, goal: number, ask: () => Promise<unknown>): Promise<void> {
  report(`load.${engine}.${name}`, await timed(ask), "ms", goal);
}

const get = (path: string, who = client) => async (): Promise<void> => {
  const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { cookie: who.cookie } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await answer.arrayBuffer();
};
const newest = `B-${CAMPAIGNS}`;
const own = (await manager.get("/responses?limit=1")).items[0].id;
await measure("campaign_list", GOAL_MS.campaigns, get("/campaigns?limit=50"));
await measure("response_list", GOAL_MS.page, get("/responses?limit=50"));
await measure("response_list.campaign", GOAL_MS.page, get(`/campaigns/${newest}/responses?limit=50&state=submitted`));
await measure("response_list.one_unit", GOAL_MS.page, get("/responses?limit=50", manager));
await measure("response_list.to_review", GOAL_MS.page, get("/responses?limit=50&state=submitted"));
await measure("tasks", GOAL_MS.page, get("/tasks/mine", manager));
await measure("response", GOAL_MS.page, get(`/responses/${own}`));
await measure("progress", GOAL_MS.progress, get(`/campaigns/${newest}/progress`));
await measure("results", GOAL_MS.results, get(`/campaigns/${newest}/results`));
await measure("claims", GOAL_MS.results, get(`/campaigns/${newest}/claims`));
await measure("gaps", GOAL_MS.results, get(`/campaigns/${newest}/gaps`));
await measure("floors", GOAL_MS.results, get(`/campaigns/${newest}/floors`));
await measure("gap_plan", GOAL_MS.results, get(`/campaigns/${newest}/gap-plan`));
await measure("good_practices", GOAL_MS.results, get(`/campaigns/${newest}/good-practices`));

query(server.database, `UPDATE response SET state = 'draft' WHERE id = (SELECT max(id) FROM response WHERE unit_id = (SELECT id FROM unit WHERE name = '本店'))`);
let level = 0;
await measure("autosave", GOAL_MS.autosave, () => manager.call("PUT", `/responses/${own}/answers/2-2`, { json: { value: (level++ % 5) + 1 }, headers: { "if-match": "*" } }).then((a) => assert.equal(a.status, 200, a.text)));
await server.stop();
