// The paper for the management meeting and a report of ten sections of one's own type over 10,000 risks and
// 2,000 suppliers, with 100 measures, 30 cases and half a year of attacks: drawn from live data and given as a web page, a PDF and, the ten
// sections, as an Excel book by one request each.
import { benchServer, median, report } from "./support.ts";
import type { Json } from "../tests/support/client.ts";
import { engine, until } from "../tests/support/environment.ts";
import { setUp, topUnit } from "../tests/support/people.ts";

const RISKS = Number(process.env["KANAME_BENCH_RISKS"] ?? 10_000);
const SUPPLIERS = Number(process.env["KANAME_BENCH_SUPPLIERS"] ?? 2_000);
const MEASURES = 100;
const CASES = 30;
const ROUNDS = 9;
const GOAL_HTML_MS = 300;
const GOAL_PDF_MS = 5000;

const server = await benchServer();
const client = await setUp(server);
const unit = await topUnit(client);
const unitName = (await client.get("/units?limit=1")).items[0].name;

async function taken(register: string, csv: string): Promise<void> {
  const sent = await client.call("POST", `/${register}/imports?name=x`, { body: csv, headers: { "content-type": "application/octet-stream" } });
  if (sent.status !== 201) throw new Error(sent.text);
  const id: string = sent.json.id;
  const columns = sent.json.columns.filter((c: Json) => c.field).map((c: Json) => ({ no: c.no, field: c.field }));
  const settled = (state: string): Promise<Json> =>
    until(
      `the import is ${state}`,
      async () => {
        const got = await client.get(`/${register}/imports/${id}`);
        if (got.state === "failed" || got.refused > 0) throw new Error(JSON.stringify(got).slice(0, 2000));
        return got.state === state ? got : null;
      },
      900,
    );
  await client.put(`/${register}/imports/${id}/mapping`, { columns });
  await settled("checked");
  await client.post(`/${register}/imports/${id}/commit`, { partial: false }, 200);
  await settled("taken");
}

const lines = (head: string, n: number, line: (i: number) => string): string => `${head}\n${Array.from({ length: n }, (_, i) => line(i)).join("\n")}\n`;

const threat = (await client.post("/threats", { name: "ランサムウェア", group: "ransomware" })).number;
await client.post("/systems", { unit, name: "販売管理", kind: "server", importance: "high" });
await taken("risks", lines("unit,threat,system,scenario,threat_level,vulnerability", RISKS, (i) => `${unitName},${threat},販売管理,場面 ${i},${(i % 3) + 1},${((i >> 2) % 3) + 1}`));
await taken("suppliers", lines("name", SUPPLIERS, (i) => `第${i}精機株式会社`));
await taken("supplier-engagements", lines("unit,supplier,work,environment,internet,information,connection", SUPPLIERS, (i) => `${unitName},第${i}精機株式会社,加工 ${i},${["shared", "dedicated", "ours"][i % 3]},${["yes", "no"][i % 2]},${["yes", "no"][(i >> 1) % 2]},no`));
for (let i = 0; i < MEASURES; i++) await client.post("/measures", { unit, title: `対策 ${i}`, priority: "high", detail: "端末と倉庫のネットワークを分ける。" });
for (let i = 0; i < CASES; i++)
  await client.post("/outside-cases", { title: `他社の停止 ${i}`, industry: "retail", happened: "2026-06", damage: "通販サイトが止まった。", cause: "DDoS攻撃", likelihood: "low", response: "accepted", response_note: "対策は実施済み。" });
for (let i = 5; i <= 10; i++) await client.post("/attack-counts", { month: `2026-${String(i).padStart(2, "0")}`, kind: "malware", seen: 40 + i, got_through: 1, harmed: 0 });
const issue = await client.post("/report-issues", { type: "management_meeting", title: "経営会議への報告", meeting_date: "2026-11-25" });
const SECTIONS = ["risk_map", "risk_top", "risk_units", "suppliers_share", "suppliers_concern", "suppliers_list", "measures_state", "meeting_measures", "meeting_cases", "meeting_attacks"];
const type = await client.post("/report-types", { title: "四半期のリスク報告", sections: SECTIONS.map((builder) => ({ builder, words: true })) });
const ten = await client.post("/report-issues", { type: "own", own_type: type.id, title: "四半期のリスク報告" });

async function milliseconds(issue: Json, format: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    // A change each time: no file made before answers.
    const { version } = await client.get(`/report-issues/${issue.id}`);
    await client.patch(`/report-issues/${issue.id}`, { audience: `取締役会 ${i}` }, `"${version}"`);
    const begin = performance.now();
    const answer = await client.call("GET", `/report-issues/${issue.id}/document?format=${format}`);
    if (answer.status !== 200) throw new Error(answer.text.slice(0, 500));
    times.push(performance.now() - begin);
  }
  return median(times);
}

report(`report.html.${engine}`, await milliseconds(issue, "html"), "ms", GOAL_HTML_MS);
report(`report.pdf.${engine}`, await milliseconds(issue, "pdf"), "ms", GOAL_PDF_MS);
report(`report_ten.html.${engine}`, await milliseconds(ten, "html"), "ms", GOAL_HTML_MS);
report(`report_ten.pdf.${engine}`, await milliseconds(ten, "pdf"), "ms", GOAL_PDF_MS);
report(`report_ten.xlsx.${engine}`, await milliseconds(ten, "xlsx"), "ms", GOAL_PDF_MS);
await server.stop();
