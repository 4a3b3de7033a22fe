// What outsiders are told: the points, the statements made of them, and where they were published.
import type { DisclosurePoint, DisclosurePublication } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";

const POINTS: () => Column<DisclosurePoint>[] = () => [
  { id: "title", label: msg("reg.disclosure_point.title"), main: true, cell: (p) => p.title },
  { id: "kind", label: msg("reg.disclosure_point.kind"), cell: (p) => optionLabel("disclosure_kind", p.kind) },
  { id: "stance", label: msg("reg.disclosure_point.stance"), cell: (p) => <span className="clamp">{p.stance}</span> },
  { id: "state", label: msg("reg.disclosure_point.state"), cell: (p) => <StateBadge set="disclosure_state" value={p.state} />, aside: true },
];

const PUBLICATIONS: () => Column<DisclosurePublication>[] = () => [
  { id: "name", label: msg("reg.disclosure_publication.name"), main: true, cell: (p) => p.name ?? p.issue.title },
  { id: "place", label: msg("reg.disclosure_publication.place"), cell: (p) => optionLabel("disclosure_place", p.place) },
  { id: "on", label: msg("reg.disclosure_publication.published_on"), cell: (p) => date(p.published_on) },
];

async function starter(): Promise<void> {
  try {
    const { data } = await api.post<{ made: number }>("/disclosure-points/starter");
    toast(data.made > 0 ? msg("disclosure.starter.done", { n: data.made }) : msg("disclosure.starter.none"));
  } catch (e) {
    toastError(e);
  } finally {
    invalidate("/disclosure-points");
  }
}

function Points() {
  const { data, error, reload } = useQuery<{ items: DisclosurePoint[] }>("/disclosure-points", { limit: 100 });
  return (
    <Card title={msg("disclosure.points")} flush={(data?.items.length ?? 0) > 0}>
      <ErrorNote error={error} onRetry={() => void reload()} />
      {!data && !error && <Loading />}
      {data?.items.length === 0 && (
        <div className="stack">
          <p className="muted">{msg("disclosure.points.none")}</p>
          {may("disclosure.write") && (
            <>
              <p>{msg("disclosure.starter.text")}</p>
              <div className="row">
                <Button look="outline" onPress={() => void starter()}>
                  {msg("disclosure.starter")}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
      {data && data.items.length > 0 && <Table bare label={msg("disclosure.points")} columns={POINTS()} rows={data.items} rowKey={(p) => p.id} rowHref={(p) => recordPath("disclosure-points", p)} />}
    </Card>
  );
}

function Publications() {
  const { data, error, reload } = useQuery<{ items: DisclosurePublication[] }>("/disclosure-publications", { limit: 100 });
  return (
    <Card
      title={msg("disclosure.history")}
      flush={(data?.items.length ?? 0) > 0}
      aside={
        may("disclosure.write") && (
          <LinkButton look="plain" size="small" to="/disclosure-publications/new">
            {msg("disclosure.history.new")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={error} onRetry={() => void reload()} />
      {data?.items.length === 0 && <p className="muted">{msg("disclosure.history.none")}</p>}
      {data && data.items.length > 0 && <Table bare label={msg("disclosure.history")} columns={PUBLICATIONS()} rows={data.items} rowKey={(p) => p.id} rowHref={(p) => recordPath("disclosure-publications", p)} />}
    </Card>
  );
}

export default function DisclosureFront() {
  return (
    <Page>
      <PageHead
        title={msg("disclosure.title")}
        crumbs={[{ label: msg("ui.nav.reports"), to: "/report-issues" }]}
        meta={msg("disclosure.text")}
        actions={
          <>
            {may("report.write") && (
              <LinkButton look="outline" to="/report-issues/new">
                {msg("disclosure.statement")}
              </LinkButton>
            )}
            {may("disclosure.write") && (
              <LinkButton look="filled" icon="plus" to="/disclosure-points/new">
                {msg("disclosure.new")}
              </LinkButton>
            )}
          </>
        }
      />
      <Points />
      <Publications />
    </Page>
  );
}
