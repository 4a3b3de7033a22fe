// On the first page: reports outside that wait, the earliest first.
import { Link } from "../../app/router";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";
import { byWhen } from "./model";
import { useWaitingDuties } from "./waiting_query";

const SHOWN = 6;

export default function WaitingReportsOutside() {
  const data = useWaitingDuties();
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          {msg("duty.ui.home")} <Count n={items.length} tone={data && data.late > 0 ? "bad" : "warn"} />
        </>
      }
    >
      <ul className="tasks">
        {items.slice(0, SHOWN).map((d, i) => (
          <li key={`${d.incident}${i}`}>
            <Link to={`/incidents/${d.incident}`} className="task">
              <span className="task-title">{`${d.incident} ${d.title}`}</span>
              <span className="task-kind">
                {optionLabel("duty_part", d.waits)} {byWhen(d.due, d.due_day, d.zone)} {d.late && msg("duty.ui.late")}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
