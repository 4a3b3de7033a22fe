// On a page's record: what those who used it say, and the editions that were approved.
import { Link } from "../../app/router";
import type { ManualEdition, ManualEditions, ManualFeedback } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath, recordTitle } from "../../kernel/describe";
import { date, dayOf } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ErrorNote, Loading } from "../../ui/note";
import { Card, More } from "../../ui/page";
import { Badge, StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import { approvedText, tellPath } from "./model";
import { ManualText } from "./text";

const MOST = 100;

const columns = (): Column<ManualFeedback>[] => [
  {
    id: "title",
    label: label("reg.manual_feedback.title"),
    main: true,
    cell: (f) => (
      <span className="stack tight">
        <Link to={recordPath("manual-feedbacks", f)}>{f.title}</Link>
        <span className="small muted">{optionLabel("manual_feedback_kind", f.kind)}</span>
      </span>
    ),
  },
  {
    id: "said",
    label: msg("manual.ui.feedback.said"),
    cell: (f) => (
      <span className="stack tight">
        <span className="nowrap">{date(f.said_on, "short")}</span>
        <span className="small muted">{optionLabel("manual_use", f.used_in)}</span>
      </span>
    ),
  },
  {
    id: "answer",
    label: label("reg.manual_feedback.answer"),
    cell: (f) => (
      <span className="stack tight">
        <span>{f.answer}</span>
        {f.settled_edition && <span className="small muted">{msg("manual.ui.feedback.settled", { n: f.settled_edition })}</span>}
      </span>
    ),
  },
  { id: "state", label: label("reg.manual_feedback.state"), aside: true, cell: (f) => <StateBadge set="manual_feedback_state" value={f.state} /> },
];

function Feedback({ register, record }: Pick<RecordCardProps, "register" | "record">) {
  const query = useQuery<ListPage<ManualFeedback>>("/manual-feedbacks", { "filter[page][eq]": record.id, sort: "-said_on", limit: MOST });
  const items = query.data?.items;
  const page = { id: record.id, title: recordTitle(register, record) };
  return (
    <Card
      flush={(items?.length ?? 0) > 0}
      title={msg("manual.ui.feedback")}
      aside={
        may("manual.tell") && (
          <LinkButton look="plain" size="small" icon="plus" to={tellPath(page)}>
            {msg("manual.ui.tell")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !items && <Loading />}
      {items?.length === 0 && <p className="muted">{msg("manual.ui.feedback.none")}</p>}
      {items && items.length > 0 && <Table bare label={msg("manual.ui.feedback")} columns={columns()} rows={items} rowKey={(f) => f.id} />}
    </Card>
  );
}

function Edition({ edition: e }: { edition: ManualEdition }) {
  return (
    <li className="stack tight">
      <span>
        <b>{msg("manual.ui.edition", { n: e.edition })}</b> {approvedText(e)}{" "}
        {e.ended_at ? <span className="small muted">{msg("manual.ui.editions.ended", { date: date(dayOf(e.ended_at)) })}</span> : <Badge tone="ok">{msg("manual.ui.editions.now")}</Badge>}
      </span>
      {e.changes && <span className="small">{msg("manual.ui.changes", { text: e.changes })}</span>}
      <More label={e.title}>
        <ManualText text={e.body} />
      </More>
    </li>
  );
}

function Editions({ id }: { id: string }) {
  const query = useQuery<ManualEditions>(`/manual-pages/${id}/editions`);
  const items = query.data?.items;
  return (
    <Card title={msg("manual.ui.editions")}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !items && <Loading />}
      {items?.length === 0 && <p className="muted">{msg("manual.ui.editions.none")}</p>}
      {items && items.length > 0 && (
        <ul className="plain-list stack">
          {items.map((e) => (
            <Edition key={e.edition} edition={e} />
          ))}
        </ul>
      )}
    </Card>
  );
}

export default function ManualPageCards({ register, record }: RecordCardProps) {
  return (
    <>
      <Feedback register={register} record={record} />
      <Editions id={record.id} />
    </>
  );
}
