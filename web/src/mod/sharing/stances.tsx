// On a point of dispute: what each department says to it, which the rule answers.
import { Link } from "../../app/router";
import type { Page } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ErrorNote } from "../../ui/note";
import { Card } from "../../ui/page";
import type { RecordCardProps } from "../register/record";

export default function StancesCard({ record }: RecordCardProps) {
  const query = useQuery<Page<RegisterRecord>>("/sharing-stances", { "filter[point][eq]": record.id, limit: 100 });
  const items = query.data?.items ?? [];
  const open = record.state === "draft" && may("sharing.write");
  return (
    <Card
      title={msg("sharing.ui.stances")}
      aside={
        open && (
          <LinkButton size="small" icon="plus" to={`/sharing-stances/new?point=${record.id}&point.title=${encodeURIComponent(String(record.title))}`}>
            {msg("sharing.ui.stances.add")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data && items.length === 0 && <p className="muted">{msg("sharing.ui.stances.none")}</p>}
      <ul className="plain-list stack">
        {items.map((s) => (
          <li key={s.id} className="stack tight">
            <p className="row">
              <Link to={recordPath("sharing-stances", s)}>{String(s.department)}</Link>
              {typeof s.heard_on === "string" && <span className="muted small">{date(s.heard_on)}</span>}
            </p>
            <p className="timeline-text">{String(s.stance)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
