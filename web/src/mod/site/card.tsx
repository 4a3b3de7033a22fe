// On a site's page: its check list, audits, corrections, minutes, meetings and what is done about it.
import { Link } from "../../app/router";
import { type ReactNode, useState } from "react";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { date, percent, plainNumber } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote } from "../../ui/note";
import { Card } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import { newOfSite } from "./model";
import { MinutesDialog } from "./minutes_dialog";

const SHOWN = 20;

interface List {
  items: RegisterRecord[];
  total?: number;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const ref = (value: unknown): string => (value as RefValue | null)?.title ?? "";

interface PartProps {
  title: string;
  register: string;
  query: Record<string, string | number>;
  none: string;
  columns: Column<RegisterRecord>[];
  aside?: ReactNode;
  all?: string; // the list of all of them
}

// One register's records of the site.
function Part({ title, register, query, none, columns, aside, all }: PartProps) {
  const list = useQuery<List>(mayRead(register) ? `/${register}` : null, { ...query, limit: SHOWN });
  if (!mayRead(register)) return null;
  const rows = list.data?.items ?? [];
  const more = (list.data?.total ?? rows.length) > rows.length && all !== undefined;
  return (
    <Card title={title} aside={aside} flush={rows.length > 0} foot={more ? <Link to={all}>{msg("site.ui.all_of_them")}</Link> : undefined}>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.data && rows.length === 0 && <p className="muted">{none}</p>}
      {rows.length > 0 && <Table bare label={title} columns={columns} rows={rows} rowKey={(r) => r.id} rowHref={(r) => recordPath(register, r)} />}
    </Card>
  );
}

const state = (set: string): Column<RegisterRecord> => ({ id: "state", label: msg("site.ui.state"), aside: true, cell: (r) => <StateBadge set={set} value={r.state} /> });
const day = (key: string, label: string): Column<RegisterRecord> => ({ id: key, label, className: "nowrap", cell: (r) => date(text(r[key]), "short") });
const link = (register: string, key: string, label: string): Column<RegisterRecord> => ({ id: key, label, main: true, cell: (r) => <Link to={recordPath(register, r)}>{text(r[key]) || r.number}</Link> });

function Lists({ site }: { site: RegisterRecord }) {
  const columns: Column<RegisterRecord>[] = [
    link("site-check-lists", "number", msg("reg.site_check_list")),
    state("site_list_state"),
    { id: "items", label: msg("reg.site_check_list.items"), align: "num", cell: (r) => plainNumber(r.items as number) },
    { id: "untranslated", label: msg("reg.site_check_list.untranslated"), align: "num", cell: (r) => plainNumber(r.untranslated as number) },
    { id: "campaign", label: msg("reg.site_check_list.campaign"), cell: (r) => (r.campaign ? <Link to={`/campaigns/${text(r.campaign)}`}>{text(r.campaign)}</Link> : "") },
    day("next_on", msg("reg.site_check_list.next_on")),
  ];
  return (
    <Part
      title={msg("reg.site-check-lists")}
      register="site-check-lists"
      query={{ "filter[site][eq]": site.id, sort: "-number" }}
      none={msg("site.ui.no_list")}
      columns={columns}
      aside={
        may("site.write") && (
          <LinkButton size="small" icon="plus" to={newOfSite("site-check-lists", site)}>
            {msg("site.ui.draft")}
          </LinkButton>
        )
      }
    />
  );
}

function Audits({ site }: { site: RegisterRecord }) {
  const columns: Column<RegisterRecord>[] = [
    link("site-audits", "number", msg("reg.site_audit")),
    state("site_audit_state"),
    { id: "way", label: msg("reg.site_audit.way"), cell: (r) => optionLabel("site_audit_way", r.way) },
    { id: "sampled", label: msg("reg.site_audit.sampled"), align: "num", cell: (r) => msg("site.ui.of", { n: Number(r.sampled ?? 0), of: Number(r.answers ?? 0) }) },
    day("held_on", msg("reg.site_audit.held_on")),
  ];
  return (
    <Part
      title={msg("reg.site-audits")}
      register="site-audits"
      query={{ "filter[site][eq]": site.id, sort: "-held_on" }}
      none={msg("site.ui.no_audit")}
      columns={columns}
      aside={
        may("site_audit.write") && (
          <LinkButton size="small" icon="plus" to={newOfSite("site-audits", site)}>
            {msg("site.ui.audit")}
          </LinkButton>
        )
      }
    />
  );
}

function Corrections({ site }: { site: RegisterRecord }) {
  const columns: Column<RegisterRecord>[] = [
    link("audit-findings", "title", msg("reg.audit_finding.title")),
    state("finding_state"),
    { id: "severity", label: msg("reg.audit_finding.severity"), cell: (r) => optionLabel("finding_severity", r.severity) },
    { id: "owner", label: msg("reg.audit_finding.owner"), cell: (r) => ref(r.owner) },
    day("due", msg("reg.audit_finding.due")),
  ];
  const unit = (site.unit as RefValue).id;
  return <Part title={msg("site.ui.corrections")} register="audit-findings" query={{ "filter[unit][eq]": unit, "filter[state][in]": "open,corrected", sort: "due" }} none={msg("site.ui.no_correction")} columns={columns} all={`/audit-findings?f.unit=${unit}`} />;
}

function Minutes({ site }: { site: RegisterRecord }) {
  const [open, setOpen] = useState(false);
  const columns: Column<RegisterRecord>[] = [
    link("site-minutes", "title", msg("reg.site_minutes.title")),
    state("site_minutes_state"),
    day("held_on", msg("reg.site_minutes.held_on")),
    { id: "share", label: msg("site.ui.share"), align: "num", cell: (r) => percent(Number(r.share ?? 0) / 100) },
    { id: "mark", label: msg("site.ui.mark"), cell: (r) => (r.mark ? optionLabel("site_mark", r.mark) : msg("site.ui.proposal", { mark: optionLabel("site_mark", r.proposal) })) },
  ];
  return (
    <>
      <Part
        title={msg("reg.site-minutes")}
        register="site-minutes"
        query={{ "filter[site][eq]": site.id, sort: "-held_on" }}
        none={msg("site.ui.no_minutes")}
        columns={columns}
        aside={
          may("site.agree") && (
            <Button size="small" icon="upload" onPress={() => setOpen(true)}>
              {msg("site.ui.minutes")}
            </Button>
          )
        }
      />
      {open && <MinutesDialog site={site} onClose={() => setOpen(false)} />}
    </>
  );
}

function FollowUps({ site }: { site: RegisterRecord }) {
  const columns: Column<RegisterRecord>[] = [
    { id: "kind", label: msg("reg.site_follow_up.kind"), main: true, cell: (r) => <Link to={recordPath("site-follow-ups", r)}>{optionLabel("site_follow_up", r.kind)}</Link> },
    state("site_follow_state"),
    { id: "reason", label: msg("reg.site_follow_up.reason"), cell: (r) => text(r.reason) },
    { id: "owner", label: msg("reg.site_follow_up.owner"), cell: (r) => ref(r.owner) },
    day("due", msg("reg.site_follow_up.due")),
  ];
  return <Part title={msg("reg.site-follow-ups")} register="site-follow-ups" query={{ "filter[site][eq]": site.id, sort: "-number" }} none={msg("site.ui.no_follow_up")} columns={columns} />;
}

function Meetings({ site }: { site: RegisterRecord }) {
  const columns: Column<RegisterRecord>[] = [
    { id: "meeting", label: msg("reg.site_attendance.meeting"), main: true, cell: (r) => <Link to={recordPath("site-attendances", r)}>{ref(r.meeting) || r.number}</Link> },
    { id: "attendance", label: msg("reg.site_attendance.attendance"), aside: true, cell: (r) => optionLabel("site_attendance", r.attendance) },
    { id: "attendee", label: msg("reg.site_attendance.attendee"), cell: (r) => text(r.attendee) },
    { id: "compliance", label: msg("reg.site_attendance.compliance"), align: "num", cell: (r) => (typeof r.compliance === "number" ? percent(r.compliance / 100) : "") },
    { id: "award", label: msg("reg.site_attendance.award"), cell: (r) => text(r.award) },
  ];
  return <Part title={msg("reg.site-attendances")} register="site-attendances" query={{ "filter[site][eq]": site.id, sort: "-number" }} none={msg("site.ui.no_meeting")} columns={columns} />;
}

export default function SiteCards({ record }: RecordCardProps) {
  return (
    <>
      <Lists site={record} />
      <Audits site={record} />
      <Corrections site={record} />
      <Minutes site={record} />
      <FollowUps site={record} />
      <Meetings site={record} />
    </>
  );
}
