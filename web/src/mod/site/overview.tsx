// All sites at a look: their state, what waits to be corrected there, and what is late.
import { useState } from "react";
import { Link, navigate } from "../../app/router";
import type { SiteMade, SiteOverview, SiteOverviewLate, SiteOverviewSite } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { countryName, date, plainNumber } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { STATE_TONES, STATES } from "./model";

function siteColumns(): Column<SiteOverviewSite>[] {
  const columns: Column<SiteOverviewSite>[] = [
    { id: "name", label: msg("reg.site.name"), main: true, cell: (s) => <Link to={recordPath("sites", s)}>{s.name}</Link> },
    { id: "state", label: msg("reg.site.security_state"), aside: true, cell: (s) => (s.security_state ? <Badge tone={STATE_TONES[s.security_state] ?? "neutral"}>{optionLabel("site_state", s.security_state)}</Badge> : <span className="muted">{msg("site.ui.unjudged")}</span>) },
    { id: "country", label: msg("reg.site.country"), className: "nowrap", cell: (s) => (s.country ? countryName(s.country) : "") },
    { id: "officer", label: msg("reg.site.officer"), cell: (s) => s.officer?.title ?? <span className="muted">{msg("site.ui.nobody")}</span> },
    { id: "sorting", label: msg("reg.site.sorting"), cell: (s) => (s.sorting ? optionLabel("site_sorting", s.sorting) : "") },
    { id: "audited", label: msg("site.ui.audited_on"), className: "nowrap", cell: (s) => date(s.audited_on, "short") },
    { id: "mark", label: msg("site.ui.mark"), cell: (s) => (s.mark ? optionLabel("site_mark", s.mark) : "") },
  ];
  if (mayRead("audit-findings"))
    columns.push(
      { id: "open", label: msg("site.ui.open"), align: "num", cell: (s) => plainNumber(s.open) },
      { id: "late", label: msg("site.ui.late"), align: "num", cell: (s) => (s.late ? <strong className="tone-bad tone-text">{plainNumber(s.late)}</strong> : plainNumber(s.late)) },
    );
  return columns;
}

const lateColumns = (): Column<SiteOverviewLate>[] => [
  { id: "title", label: msg("reg.audit_finding.title"), main: true, cell: (f) => <Link to={recordPath("audit-findings", f)}>{f.title}</Link> },
  { id: "state", label: msg("reg.audit_finding.state"), aside: true, cell: (f) => optionLabel("finding_state", f.state) },
  { id: "site", label: msg("reg.site_audit.site"), cell: (f) => f.site },
  { id: "due", label: msg("reg.audit_finding.due"), className: "nowrap", cell: (f) => date(f.due, "short") },
  { id: "days", label: msg("site.ui.days_late"), align: "num", cell: (f) => plainNumber(f.days) },
  { id: "owner", label: msg("reg.audit_finding.owner"), cell: (f) => f.owner?.title ?? "" },
];

// The corrections that are late: also for the front page of suppliers and sites.
export function LateCorrections({ overview: o }: { overview: SiteOverview }) {
  if (!o.late_total) return null;
  const hidden = o.late_total - o.late.length;
  return (
    <Card title={msg("site.ui.late.title")} flush foot={hidden > 0 ? <span className="muted small">{msg("site.ui.late.more", { n: hidden })}</span> : undefined}>
      <Table bare label={msg("site.ui.late.title")} columns={lateColumns()} rows={o.late} rowKey={(f) => f.id} />
    </Card>
  );
}

function Figures({ overview: o }: { overview: SiteOverview }) {
  const unit = (n: number) => msg("site.ui.unit", { n });
  const inState = (state: string) => o.items.filter((s) => s.security_state === state).length;
  const unjudged = o.items.filter((s) => !s.security_state).length;
  return (
    <div className="tiles">
      {STATES.map((state) => (
        <FigureCard key={state} name={optionLabel("site_state", state)} value={String(inState(state))} unit={unit(inState(state))} to={`/sites?f.security_state=${state}`} />
      ))}
      <FigureCard name={msg("site.ui.unjudged")} value={String(unjudged)} unit={unit(unjudged)} />
    </div>
  );
}

function Propose() {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<SiteMade>("/site-follow-ups/proposals");
      toast(data.made > 0 ? msg("site.ui.propose.done", { n: data.made }) : msg("site.ui.propose.none"), "ok", { label: msg("reg.site-follow-ups"), run: () => navigate("/site-follow-ups") });
      invalidate("/site-follow-ups");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Button icon="sparkle" pending={busy} onPress={() => void run()}>
      {msg("site.ui.propose")}
    </Button>
  );
}

export default function SitesPage() {
  const query = useQuery<SiteOverview>("/sites/overview");
  const o = query.data;
  const writes = may("site.write");
  return (
    <Page>
      <PageHead
        title={msg("site.ui.title")}
        meta={msg("site.ui.text")}
        actions={
          writes && (
            <>
              <Propose />
              <LinkButton icon="plus" to="/sites/new">
                {msg("site.ui.add")}
              </LinkButton>
            </>
          )
        }
      />
      <div className="stack">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {query.loading && <Loading />}
        {o && o.items.length === 0 && <EmptyState icon="units" title={msg("site.ui.none.title")} text={msg("site.ui.none.text")} />}
        {o && o.items.length > 0 && (
          <>
            {!o.complete && <Note tone="warn">{msg("site.ui.incomplete")}</Note>}
            <Figures overview={o} />
            <LateCorrections overview={o} />
            <Card title={msg("site.ui.all")} flush>
              <Table bare label={msg("site.ui.all")} columns={siteColumns()} rows={o.items} rowKey={(s) => s.id} />
            </Card>
          </>
        )}
      </div>
    </Page>
  );
}
