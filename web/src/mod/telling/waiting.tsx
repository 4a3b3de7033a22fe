// On the first page: notices to others that somebody has not been told or has not confirmed, the oldest first.
import { Link } from "../../app/router";
import type { OpenTellings } from "../../gen/api";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";

const SHOWN = 6;

export default function WaitingTellings() {
  const { data } = useQuery<OpenTellings>("/open-tellings");
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          {msg("telling.ui.home")} <Count n={items.length} tone="warn" />
        </>
      }
    >
      <ul className="tasks">
        {items.slice(0, SHOWN).map((t) => (
          <li key={`${t.incident} ${t.no}`}>
            <Link to={`/incidents/${t.incident}/tellings/${t.no}`} className="task">
              <span className="task-title">{`${t.incident} ${t.subject}`}</span>
              <span className="task-kind">
                {t.n_unsent > 0 && `${msg("telling.ui.unsent", { n: t.n_unsent })} `}
                {t.n_unconfirmed > 0 && `${msg("telling.ui.unconfirmed", { n: t.n_unconfirmed })} ${msg("telling.ui.to.sent", { at: dateTime(t.sent_at, "short") })}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
