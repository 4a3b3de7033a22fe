// Who is asked for the words of which section: of a schedule, and of one issue with a day until which.
import { useState } from "react";
import type { ReportAuthor, ReportAuthors } from "../../gen/api";
import { api } from "../../kernel/api";
import { date } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import type { RefValue } from "../../kernel/record";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import type { RecordCardProps } from "../register/record";

interface Named extends RefValue {
  able?: boolean; // unknown of somebody just named
}

interface Props {
  path: string; // of the schedule or issue
  data: ReportAuthors;
  dated: boolean; // asked until a day of its own
}

function SectionField({ heading, people, onChange }: { heading: string; people: Named[]; onChange: (people: Named[]) => void }) {
  return (
    <div>
      <RefField
        key={people.length}
        optional
        label={heading}
        register="people"
        value={null}
        onChange={(person) => {
          if (person && !people.some((p) => p.id === person.id)) onChange([...people, person]);
        }}
      />
      {people.length > 0 && (
        <ul className="plain-list">
          {people.map((p) => (
            <li key={p.id} className="row spread">
              <span className="row">
                {p.title}
                {p.able === false && <Badge tone="warn">{msg("report.authors.unable")}</Badge>}
              </span>
              <IconButton icon="close" label={msg("report.authors.remove", { name: p.title ?? "" })} onPress={() => onChange(people.filter((other) => other.id !== p.id))} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function AuthorsDialog({ path, data, dated, onClose }: Props & { onClose: () => void }) {
  const [people, setPeople] = useState<Record<string, Named[]>>(() => Object.fromEntries(data.items.map((s) => [s.section, s.people])));
  const [due, setDue] = useState<string | null>(data.due);
  const named = data.items.filter((s) => people[s.section]?.length);
  const send = async () => {
    const items = named.map((s) => ({ section: s.section, people: people[s.section]?.map((p) => p.id) ?? [] }));
    await api.put(`${path}/authors`, dated ? { items, due } : { items });
    invalidate(path, "/report-issues");
    toast(msg("report.authors.saved"));
  };
  return (
    <FormDialog title={msg("report.authors")} own={["due"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <p className="muted small">{msg(dated ? "report.authors.text" : "report.authors.text.schedule")}</p>
          {data.items.map((s) => (
            <SectionField key={s.section} heading={pick(s.heading)} people={people[s.section] ?? []} onChange={(list) => setPeople((all) => ({ ...all, [s.section]: list }))} />
          ))}
          {dated && named.length > 0 && <DateField label={msg("report.authors.due")} optional value={due} onChange={setDue} error={wrong.due} />}
        </>
      )}
    </FormDialog>
  );
}

const namesOf = (people: ReportAuthor[]): string => people.map((p) => p.title).join(msg("ui.list.comma"));

function Named({ data, dated }: Omit<Props, "path">) {
  const asked = data.items.filter((s) => s.people.length > 0);
  if (asked.length === 0) return <p className="muted small">{msg("report.authors.none")}</p>;
  return (
    <>
      <dl className="report-authors">
        {asked.map((s) => (
          <div key={s.section}>
            <dt>
              {pick(s.heading)}
              {dated && <Badge tone={s.written ? "ok" : "neutral"}>{msg(s.written ? "report.authors.written" : "report.authors.waiting")}</Badge>}
            </dt>
            <dd>{namesOf(s.people)}</dd>
          </div>
        ))}
      </dl>
      {data.due && <p className="small">{`${msg("report.authors.due")}  ${date(data.due)}`}</p>}
      {asked.some((s) => s.people.some((p) => !p.able)) && (
        <Note tone="warn" title={`${msg("report.authors.unable")}  ${namesOf(asked.flatMap((s) => s.people.filter((p) => !p.able)))}`}>
          {msg("report.authors.unable.text")}
        </Note>
      )}
    </>
  );
}

function AuthorsCard({ path, dated, editable }: { path: string; dated: boolean; editable: boolean }) {
  const query = useQuery<ReportAuthors>(`${path}/authors`);
  const [open, setOpen] = useState(false);
  const { data } = query;
  if (data && !editable && data.items.every((s) => s.people.length === 0)) return null;
  return (
    <Card title={msg("report.authors")}>
      <div className="stack">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {!data && !query.error && <Loading />}
        {data && <Named data={data} dated={dated} />}
        {data && editable && (
          <div className="no-print">
            <Button icon="person" onPress={() => setOpen(true)}>
              {msg("report.authors.name")}
            </Button>
          </div>
        )}
      </div>
      {open && data && <AuthorsDialog path={path} data={data} dated={dated} onClose={() => setOpen(false)} />}
    </Card>
  );
}

export function IssueAuthors({ path, draft }: { path: string; draft: boolean }) {
  return <AuthorsCard path={path} dated editable={draft && may("report.write")} />;
}

// Beside a section: whose words are asked for in it.
export function AskedOf({ path, section }: { path: string; section: string }) {
  const { data } = useQuery<ReportAuthors>(`${path}/authors`);
  const people = data?.items.find((s) => s.section === section)?.people ?? [];
  if (people.length === 0) return null;
  return <p className="small muted">{msg("report.authors.of", { names: namesOf(people) })}</p>;
}

export function ScheduleAuthors({ register, record }: RecordCardProps) {
  return <AuthorsCard path={`/${register.name}/${record.id}`} dated={false} editable={may(register.permissions.update)} />;
}
