// The audit log: every change by whom, when and from where, chained so that no entry can be
// taken out unseen.
import { useCallback, useState } from "react";
import { Link, useSearch } from "../../app/router";
import type { AccountList, AuditEntry, AuditList } from "../../gen/api";
import { api } from "../../kernel/api";
import { fieldLabel, type RegisterInfo, useDescribe } from "../../kernel/describe";
import { addDays, dateTime, startOfDay } from "../../kernel/format";
import { capital, label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { ComboField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { type Option, SelectField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, toastError } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Fact, Facts, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { fieldValue } from "../register/value";

type Fields = Record<string, unknown>;

const PAGE = 100;

function registerOf(registers: RegisterInfo[], entry: AuditEntry): RegisterInfo | undefined {
  return registers.find((r) => r.singular === entry.subject);
}

export function subjectText(subject: string): string {
  return capital(label(`reg.${subject}`, label(`audit.subject.${subject}`, subject)));
}

function SubjectLink({ entry }: { entry: AuditEntry }) {
  const { registers } = useDescribe();
  const register = registerOf(registers, entry);
  const text = subjectText(entry.subject);
  if (!entry.subject_id || entry.action === "delete") return text;
  if (entry.subject === "account") return <Link to={`/accounts/${entry.subject_id}`}>{text}</Link>;
  return register ? <Link to={`/${register.name}/${entry.subject_id}`}>{text}</Link> : text;
}

function actionText(entry: AuditEntry): string {
  return label(`reg.${entry.subject}.do.${entry.action}`, label(`audit.action.${entry.action}`, entry.action));
}

// "http 203.0.113.4", "cli:root", "job:17"
function viaText(via: string): string {
  const m = /^(http|cli|job|token)[ :]?(.*)$/.exec(via);
  return m ? label(`ui.audit.via.${m[1]}`, via, { from: m[2] ?? "" }) : via;
}

function keysOf(entry: AuditEntry): string[] {
  return Object.keys({ ...(entry.before as Fields | null), ...(entry.after as Fields | null) });
}

function keyText(subject: string, key: string): string {
  return label(`reg.${subject}.${key}`, label(`reg.${key}`, label(`audit.field.${key}`, key)));
}

function changedText(entry: AuditEntry): string {
  const names = keysOf(entry).map((k) => keyText(entry.subject, k));
  return names.slice(0, 5).join(msg("ui.list.comma")) + (names.length > 5 ? msg("ui.list.and_more") : "");
}

const columns = (open: (entry: AuditEntry) => void): Column<AuditEntry>[] => [
  { id: "seq", label: msg("ui.audit.seq"), cell: (e) => e.seq, align: "num", aside: true },
  { id: "at", label: msg("ui.audit.at"), cell: (e) => dateTime(e.at, "short"), className: "nowrap", aside: true },
  { id: "who", label: msg("ui.audit.who"), cell: (e) => e.account?.name ?? msg("ui.system"), className: "short" },
  { id: "action", label: msg("ui.audit.action"), cell: actionText, className: "nowrap", main: true },
  { id: "subject", label: msg("ui.audit.subject"), cell: (e) => <SubjectLink entry={e} />, className: "nowrap" },
  { id: "changed", label: msg("ui.audit.changed"), cell: changedText },
  { id: "via", label: msg("ui.audit.via"), cell: (e) => viaText(e.via) },
  {
    id: "details",
    label: msg("ui.audit.details"),
    action: true,
    cell: (e) => (
      <Button size="small" onPress={() => open(e)} aria-label={`${msg("ui.audit.details")} ${e.seq}`}>
        {msg("ui.audit.details")}
      </Button>
    ),
  },
];

function shownValue(subject: string, register: RegisterInfo | undefined, key: string, values: Fields | null | undefined) {
  const value = values?.[key];
  if (value === null || value === undefined) return msg("ui.none");
  const field = register?.fields.find((f) => f.key === key);
  if (register && field && values) return fieldValue(register, field, { id: "", version: 0, ...values }, "page");
  if (key === "by") return label(`enum.session_opened_by.${String(value)}`, String(value));
  if (typeof value === "boolean") return value ? msg("ui.yes") : msg("ui.no");
  const word = (text: string) => label(`enum.${subject}_${key}.${text}`, text);
  if (Array.isArray(value) && value.every((v) => typeof v === "string")) return value.length === 0 ? msg("ui.none") : value.map(word).join(msg("ui.list.comma"));
  return typeof value === "string" ? word(value) : JSON.stringify(value);
}

function Details({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { registers } = useDescribe();
  const register = registerOf(registers, entry);
  const [before, after] = [entry.before as Fields | null, entry.after as Fields | null];
  const name = (key: string) => (register ? fieldLabel(register, key) : keyText(entry.subject, key));
  return (
    <Dialog title={`${entry.seq} ${actionText(entry)}`} isOpen wide onClose={onClose}>
      <Facts>
        <Fact name={msg("ui.audit.at")}>{dateTime(entry.at)}</Fact>
        <Fact name={msg("ui.audit.who")}>{entry.account?.name ?? msg("ui.system")}</Fact>
        <Fact name={msg("ui.audit.subject")}>
          <SubjectLink entry={entry} />
        </Fact>
        <Fact name={msg("ui.audit.via")}>{viaText(entry.via)}</Fact>
        {entry.reason && <Fact name={msg("ui.reason")}>{entry.reason}</Fact>}
        {entry.erased_by && <Fact name={msg("ui.audit.changed")}>{msg("ui.history.erased", { seq: entry.erased_by })}</Fact>}
      </Facts>
      {keysOf(entry).length > 0 && (
        <div className="table-frame">
          <table className="table dense">
            <thead>
              <tr>
                <th scope="col">{msg("ui.field")}</th>
                <th scope="col">{msg("ui.audit.before")}</th>
                <th scope="col">{msg("ui.audit.after")}</th>
              </tr>
            </thead>
            <tbody>
              {keysOf(entry).map((key) => (
                <tr key={key}>
                  <th scope="row">{name(key)}</th>
                  <td>{shownValue(entry.subject, register, key, before)}</td>
                  <td>{shownValue(entry.subject, register, key, after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}

function useFilters() {
  const [search, change] = useSearch();
  const { registers } = useDescribe();
  const subjects = [...new Set([...registers.map((r) => r.singular), "account", "response"])];
  const [from, to] = [search.get("from"), search.get("to")];
  return {
    search,
    change,
    subjects: subjects.map((id) => ({ id, label: subjectText(id) })),
    query: {
      subject: search.get("subject"),
      account: search.get("account"),
      from: from && startOfDay(from),
      to: to && startOfDay(addDays(to, 1)),
    },
  };
}

function AccountFilter({ value, onChange }: { value: Option | null; onChange: (value: Option | null) => void }) {
  const find = useCallback(async (q: string, signal: AbortSignal) => {
    const { data } = await api.get<AccountList>("/accounts", { query: { q, limit: 30 }, signal });
    return data.items.map((a) => ({ id: a.id, label: a.name, hint: a.login }));
  }, []);
  return <ComboField className="compact" label={msg("ui.audit.who")} find={find} value={value} onChange={onChange} />;
}

function Filters({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const { search, change, subjects } = filters;
  const [account, setAccount] = useState<Option | null>(null);
  const used = [...search.keys()].length > 0;
  return (
    <search className="filter-bar">
      <SelectField
        className="compact"
        label={msg("ui.audit.subject")}
        options={subjects}
        value={search.get("subject")}
        onChange={(subject) => change({ subject })}
        clearable={msg("ui.filter.all")}
      />
      {may("account.read") && (
        <AccountFilter
          value={search.get("account") ? account : null}
          onChange={(value) => {
            setAccount(value);
            change({ account: value?.id ?? null });
          }}
        />
      )}
      <DateField className="compact" label={msg("ui.audit.from")} value={search.get("from")} onChange={(from) => change({ from })} />
      <DateField className="compact" label={msg("ui.audit.to")} value={search.get("to")} onChange={(to) => change({ to })} />
      {used && (
        <IconButton
          icon="close"
          label={msg("ui.filter.clear")}
          onPress={() => change({ subject: null, account: null, from: null, to: null })}
        />
      )}
    </search>
  );
}

function Entries({ query }: { query: ReturnType<typeof useFilters>["query"] }) {
  const first = useQuery<AuditList>("/audit", { ...query, limit: PAGE });
  const [older, setOlder] = useState<AuditList | null>(null);
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const next = older ? older.next : first.data?.next;
  const more = () =>
    api
      .get<AuditList>("/audit", { query: { ...query, limit: PAGE, before: next } })
      .then(({ data }) => setOlder({ ...data, items: [...(older?.items ?? []), ...data.items] }))
      .catch(toastError);
  const rows = [...(first.data?.items ?? []), ...(older?.items ?? [])];
  return (
    <>
      <ErrorNote error={first.error} onRetry={() => void first.reload()} />
      {first.loading && <Loading />}
      {first.data && rows.length === 0 && <EmptyState icon="audit" title={msg("ui.audit.none")} />}
      {rows.length > 0 && (
        <Table label={msg("ui.audit")} columns={columns(setOpened)} rows={rows} rowKey={(e) => String(e.seq)} dense />
      )}
      {next ? (
        <div>
          <Button onPress={() => void more()}>{msg("ui.history.more")}</Button>
        </div>
      ) : null}
      {opened && <Details entry={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

export default function AuditPage() {
  const filters = useFilters();
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]}
        title={msg("ui.audit")}
        meta={msg("ui.audit.chain")}
      />
      <Filters filters={filters} />
      <Entries key={JSON.stringify(filters.query)} query={filters.query} />
    </Page>
  );
}
