// The threats that may come true here: who leads, who acts, and what staff do first; and how staff are told.
import { Link } from "../../app/router";
import type { ThreatResponse } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Starter } from "./starter";
import { Lines } from "./steps";
import { Telling } from "./telling";

const MOST = 100;

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
        <Lines text={t.steps} ordered />
        {t.card_note}
      </>
    ),
  },
  { id: "card", label: msg("response.col.card"), aside: true, cell: (t) => t.on_card && <Badge tone="ok">{msg("response.on_card")}</Badge> },
];

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
      {items && items.length === 0 && <Starter register="threat-responses" perm="threat_response.write" title={msg("response.none")} text={msg("response.none.text")} label={msg("response.starter")} />}
      {items && items.length > 0 && <Table label={msg("response.table")} columns={columns()} rows={items} rowKey={(t) => t.id} />}
      {items && <Telling />}
    </Page>
  );
}
