// On the page of an answer about us: what the self-check says of it, and to whom it was told.
import { useState } from "react";
import { Link } from "../../app/router";
import type { StatementProposals, StatementTold, StatementToldList } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Note, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

function Proposal({ record, register, etag }: RecordCardProps) {
  const { data, error } = useQuery<StatementProposals>(record.item_key ? `/statements/${record.id}/proposals` : null);
  const [busy, setBusy] = useState(false);
  const said = data?.items[0];
  if (error) return <ErrorNote error={error} />;
  if (!said) return null;
  const take = async () => {
    setBusy(true);
    try {
      await api.patch(`/statements/${record.id}`, { answer: said.answer, detail: said.detail }, { etag });
      invalidate("/statements");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  const from = { unit: said.unit, campaign: said.campaign, answer: optionLabel("statement_answer", said.answer) };
  return (
    <Card title={msg("statement.proposal")} screenOnly>
      <p>{msg(said.differs ? "statement.proposal.differs" : "statement.proposal.same", from)}</p>
      {said.differs && said.detail && <p className="prewrap muted">{said.detail}</p>}
      {said.differs && may(register.permissions.update) && (
        <p>
          <Button size="small" pending={busy} onPress={() => void take()}>
            {msg("statement.proposal.take")}
          </Button>
        </p>
      )}
    </Card>
  );
}

const columns = (): Column<StatementTold>[] => [
  { id: "asker", label: msg("reg.inquiry.asker"), main: true, cell: (t) => <Link to={`/inquiries/${t.number ?? t.inquiry}`}>{t.asker}</Link> },
  { id: "on", label: msg("reg.inquiry.told_on"), cell: (t) => (t.told_on ? date(t.told_on, "short") : optionLabel("inquiry_state", t.state)), aside: true },
  { id: "question", label: msg("statement.told.question"), cell: (t) => t.question },
  { id: "text", label: msg("statement.told.text"), cell: (t) => [t.text, t.remark].filter(Boolean).join(" ") },
  { id: "changed", label: msg("statement.told.differs"), cell: (t) => t.changed && <Badge tone="warn">{msg("statement.told.differs")}</Badge> },
];

function Told({ id }: { id: string }) {
  const { data, error, reload } = useQuery<StatementToldList>(`/statements/${id}/told`);
  const rows = data?.items ?? [];
  const changed = rows.filter((t) => t.changed && t.told_on).length;
  return (
    <Card title={msg("statement.told")} flush={rows.length > 0}>
      <ErrorNote error={error} onRetry={() => void reload()} />
      {changed > 0 && <Note tone="warn">{msg("statement.told.changed", { n: changed })}</Note>}
      {data && rows.length === 0 && <p className="muted">{msg("statement.told.none")}</p>}
      {rows.length > 0 && <Table bare label={msg("statement.told")} columns={columns()} rows={rows} rowKey={(t) => `${t.inquiry} ${t.question}`} />}
    </Card>
  );
}

export default function StatementCards(props: RecordCardProps) {
  return (
    <>
      <Proposal {...props} />
      <Told id={props.record.id} />
    </>
  );
}
