// The room of a case: phase and clocks at the top, its timeline, its tasks, what is affected, and who may see it. What others
// write appears by itself.
import { Link } from "../../app/router";
import type { Page as ListPage } from "../../kernel/api";
import { useHurriedChanges } from "../../kernel/changes";
import { mayRead, optionLabel, recordPath, registerLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge, StateBadge, type Tone } from "../../ui/state";
import { Article } from "../aftercase/article";
import { Costs } from "../aftercase/costs";
import { Lessons } from "../aftercase/lessons";
import { Thanks } from "../aftercase/thanks";
import { Load } from "../casework/load";
import { Plan } from "../casework/plan";
import { CaseRecoveryCard } from "../continuity/case";
import { EvidenceCard } from "../custody/card";
import { CaseReport } from "../report/case_card";
import { History } from "../register/history";
import { Comments, Links, RecordFiles } from "../register/items";
import { Readers } from "../register/readers";
import { RecordActions, type RecordCardProps, RecordFacts } from "../register/record";
import { Duties } from "../duty/card";
import { Iocs } from "../ioc/card";
import { Rulings } from "../ruling/card";
import { PiecesCard } from "../marking/card";
import { Tasks } from "../task/card";
import { Tellings } from "../telling/card";
import { Around } from "./around";
import { Course } from "./course";
import { text } from "./model";
import { Timeline } from "./timeline";

const TONES: Record<string, Tone> = { critical: "bad", high: "bad", medium: "warn", low: "info" };

function Reports({ record }: { record: RegisterRecord }) {
  const { data } = useQuery<ListPage<RegisterRecord>>(mayRead("incident-reports") ? "/incident-reports" : null, { "filter[incident][eq]": record.number ?? "", limit: 100 });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={msg("incident.ui.reports")}>
      <ul className="plain-list stack">
        {items.map((r) => (
          <li key={r.id}>
            <Link to={recordPath("incident-reports", r)}>{`${r.number ?? ""} ${text(r, "title")}`}</Link>{" "}
            <span className="muted small">{optionLabel("incident_report_source", r.source)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const isAfter = (record: RegisterRecord): boolean => record.state === "recovery" || record.state === "lessons" || record.state === "closed";

export default function Room({ register, record, etag }: RecordCardProps) {
  useHurriedChanges(record.state !== "closed" && record.state !== "withdrawn");
  const severity = text(record, "severity");
  return (
    <Page>
      <PageHead
        crumbs={[{ label: registerLabel(register), to: "/incidents" }]}
        title={text(record, "title")}
        number={record.number}
        state={
          <>
            <Badge tone={TONES[severity]}>{optionLabel("incident_severity", severity)}</Badge>
            <StateBadge set="incident_state" value={record.state} />
            {record.drill === true && <Badge tone="info">{msg("incident.ui.drill")}</Badge>}
          </>
        }
        actions={<RecordActions register={register} record={record} etag={etag} />}
      />
      {record.drill === true && <Note tone="info" title={msg("incident.ui.drill.text")} />}
      <div className="columns">
        <div className="stack">
          <Course record={record} />
          <Timeline record={record} />
          <Rulings record={record} />
          <Tellings record={record} />
          <Duties record={record} />
          <Plan record={record} />
          <Tasks register={register} record={record} />
          <Load record={record} />
          {isAfter(record) && <Lessons record={record} />}
          {isAfter(record) && <Costs record={record} />}
        </div>
        <div className="stack">
          <Card title={msg("incident.ui.facts")}>
            <RecordFacts register={register} record={record} />
          </Card>
          <Reports record={record} />
          {isAfter(record) && <Thanks record={record} />}
          <Article record={record} />
          <CaseReport record={record} />
          <Links register={register} record={record} />
          <Around record={record} />
          <Iocs record={record} />
          <CaseRecoveryCard record={record} />
          <PiecesCard record={record} />
          <EvidenceCard record={record} />
          <RecordFiles register={register} record={record} />
          <Readers register={register} record={record} />
          <Comments register={register} record={record} />
          <Card title={msg("ui.history")}>
            <History register={register} record={record} />
          </Card>
        </div>
      </div>
    </Page>
  );
}
