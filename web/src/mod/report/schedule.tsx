// On a schedule's page: when it drafts what, in words, who is asked, and what it has drafted.
import type { ReportIssueList, ReportSchedule } from "../../gen/api";
import { date, month } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { useSession } from "../../kernel/session";
import { Link } from "../../app/router";
import { ErrorNote, Loading } from "../../ui/note";
import { Card } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import { ScheduleAuthors } from "./authors";
import { type Issue, issuePath, issueText } from "./model";

const MOST = 12; // of the newest drafts
const MONTHS = 12;
const EACH: Record<ReportSchedule["cycle"], number> = { month: 1, quarter: 3, half: 6, fiscal_year: MONTHS };
const SURE = 28; // every month has so many days
const LAST = 31;

function monthsText({ cycle, month: nth }: ReportSchedule, firstMonth: number): string {
  if (cycle === "month") return msg("report.schedule.months.all");
  const first = firstMonth - 1 + (nth ?? 1) - 1;
  const all = Array.from({ length: MONTHS / EACH[cycle] }, (_, i) => ((first + i * EACH[cycle]) % MONTHS) + 1).sort((a, b) => a - b);
  return msg("report.schedule.months", { months: all.map(month).join(msg("report.schedule.months.dot")) });
}

function dayText({ rule, day }: ReportSchedule): string {
  if (rule === "working_day" && day === 1) return msg("report.schedule.day.first");
  if (rule === "day" && day === LAST) return msg("report.schedule.day.last");
  if (rule === "day" && (day ?? 1) > SURE) return msg("report.schedule.day.late", { day: day ?? 1 });
  return label(`report.schedule.day.${rule}`).replace("{day}", String(day ?? 1));
}

function Plan({ schedule: s }: { schedule: ReportSchedule }) {
  const { organisation } = useSession();
  const what = { months: monthsText(s, organisation.fiscal_first_month), day: dayText(s), covers: label(`report.schedule.covers.${s.cycle}.${s.covers}`) };
  return (
    <Card title={msg("report.schedule.plan")}>
      <div className="stack">
        <p>{msg("report.schedule.sentence", what)}</p>
        <p>{s.next_on ? msg("report.schedule.next", { day: date(s.next_on) }) : msg("report.schedule.none")}</p>
        <ul className="small muted">
          {s.words_days && <li>{msg("report.schedule.due", { days: s.words_days })}</li>}
          <li>{s.remind_before ? msg("report.schedule.remind", { before: s.remind_before }) : msg("report.schedule.remind.bare")}</li>
          {s.remind_every && <li>{msg("report.schedule.remind.every", { every: s.remind_every })}</li>}
          {s.meeting_days && <li>{msg("report.schedule.meeting", { days: s.meeting_days })}</li>}
        </ul>
      </div>
    </Card>
  );
}

function columns(): Column<Issue>[] {
  return [
    { id: "number", label: msg("report.ui.number"), aside: true, cell: (i) => i.number, className: "nowrap" },
    { id: "title", label: msg("report.ui.title"), main: true, cell: (i) => issueText(i, "title") },
    { id: "covers", label: msg("report.ui.period"), cell: (i) => msg("report.schedule.issues.covers", { from: date(i.covers_from, "short"), to: date(i.covers_to, "short") }) },
    { id: "state", label: msg("report.ui.state"), aside: true, cell: (i) => <StateBadge set="report_state" value={i.state} /> },
  ];
}

function Drafted({ schedule }: { schedule: ReportSchedule }) {
  const query = { "filter[schedule][eq]": schedule.id, sort: "-covers_from", limit: MOST };
  const list = useQuery<ReportIssueList>("/report-issues", query);
  const rows = list.data?.items ?? [];
  return (
    <Card
      title={msg("report.schedule.issues")}
      flush={rows.length > 0}
      aside={list.data?.next && <Link to={`/report-issues?f.schedule=${schedule.id}`}>{msg("report.schedule.issues.all")}</Link>}
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {!list.data && !list.error && <Loading />}
      {list.data && rows.length === 0 && <p className="muted">{msg("report.schedule.issues.none")}</p>}
      {rows.length > 0 && <Table bare label={msg("report.schedule.issues")} columns={columns()} rows={rows} rowKey={(i) => i.id} rowHref={issuePath} />}
    </Card>
  );
}

export default function ScheduleCards(props: RecordCardProps) {
  const schedule = props.record as unknown as ReportSchedule;
  return (
    <>
      <Plan schedule={schedule} />
      <ScheduleAuthors {...props} />
      <Drafted schedule={schedule} />
    </>
  );
}
