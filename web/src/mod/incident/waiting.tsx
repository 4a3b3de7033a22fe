// On the first page of who judges reports: those that wait, the oldest first, and for how long.
import { Link } from "../../app/router";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";
import { age, text } from "./model";
import { useWaitingReports } from "./waiting_query";

export default function WaitingReports() {
  const data = useWaitingReports();
  const items = data?.items ?? [];
  if (!data || items.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          {msg("incident.ui.waiting")} <Count n={data.total ?? items.length} tone="bad" />
        </>
      }
      aside={<Link to="/incident-reports?f.state=new">{msg("incident.ui.waiting.all")}</Link>}
    >
      <ul className="tasks">
        {items.map((r) => (
          <li key={r.id}>
            <Link to={recordPath("incident-reports", r)} className="task">
              <span className="task-title">{text(r, "title")}</span>
              <span className="task-kind">
                {optionLabel("incident_report_source", r.source)} {age(text(r, "received_at"))}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
