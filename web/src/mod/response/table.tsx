// The threats that may come true here: who leads, who acts, and what staff do first; and how staff are told.
import { useState } from "react";
import { Link } from "../../app/router";
import type { ResponseStarterMade, ThreatResponse } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Telling } from "./telling";

const MOST = 100;

function Steps({ text }: { text: string | null | undefined }) {
  const lines = (text ?? "").split(/[\r\n]+/).filter((line) => line.trim());
  if (lines.length === 0) return null;
  return (
    <ol className="threat-steps">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}

const columns = (): Column<ThreatResponse>[] => [
  { id: "title", label: msg("response.col.threat"), main: true, cell: (t) => <Link to={recordPath("threat-responses", t)}>{t.title}</Link> },
  { id: "possible", label: msg("response.col.possible"), align: "center", cell: (t) => (t.possible ? msg("response.yes") : msg("response.no")) },
  { id: "command", label: msg("response.card.command"), className: "threat-department", cell: (t) => t.command },
  { id: "responding", label: msg("response.card.responding"), className: "threat-department", cell: (t) => t.responding },
  { id: "keep", label: msg("response.col.keep"), align: "center", cell: (t) => (t.keep_evidence ? msg("response.needed") : msg("response.not_needed")) },
  {
    id: "steps",
    label: msg("response.col.steps"),
    className: "threat-steps-cell",
    cell: (t) => (
      <>
        <Steps text={t.steps} />
        {t.card_note}
      </>
    ),
  },
  { id: "card", label: msg("response.col.card"), aside: true, cell: (t) => t.on_card && <Badge tone="ok">{msg("response.on_card")}</Badge> },
];

function Starter() {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<ResponseStarterMade>("/threat-responses/starter");
      toast(msg("response.starter.done", { n: data.made }));
      invalidate("/threat-responses", "/threat-cards");
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <EmptyState
      icon="alert"
      title={msg("response.none")}
      text={msg("response.none.text")}
      action={
        may("threat_response.write") && (
          <Button look="filled" icon="plus" pending={busy} onPress={() => void take()}>
            {msg("response.starter")}
          </Button>
        )
      }
    />
  );
}

export default function ThreatTablePage() {
  const query = useQuery<ListPage<ThreatResponse>>("/threat-responses", { sort: "position", limit: MOST });
  const items = query.data?.items;
  return (
    <Page>
      <PageHead
        title={msg("response.table")}
        meta={msg("response.table.text")}
        actions={
          items &&
          items.length > 0 && (
            <>
              <LinkButton icon="sheet" to="/threat-table/cards">
                {msg("response.cards.see")}
              </LinkButton>
              {may("threat_response.write") && (
                <LinkButton icon="plus" to="/threat-responses/new">
                  {msg("response.new")}
                </LinkButton>
              )}
              <Button icon="print" onPress={() => window.print()}>
                {msg("ui.print")}
              </Button>
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !items && <Loading />}
      {items && items.length === 0 && <Starter />}
      {items && items.length > 0 && <Table label={msg("response.table")} columns={columns()} rows={items} rowKey={(t) => t.id} />}
      {items && <Telling />}
    </Page>
  );
}
