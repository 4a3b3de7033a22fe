// On the page of a notice of a suspicious mail: sending it to the contacts of firms or of our own sites, and who got it.
import { useState } from "react";
import type { Job, MailWarningFirm, MailWarningFirms, MailWarningJob, MailWarningSendingBody } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

type To = MailWarningSendingBody["to"];
type Class = NonNullable<MailWarningSendingBody["class"]>;
const TO: To[] = ["partners", "class", "all", "only", "sites"];
const CLASSES: Class[] = ["a", "b", "c", "d"];
const PAGE = 50;
const PAUSE = 700; // ms between two looks at the work

interface Done {
  sent: number;
  there: number;
  without: number;
}

// Null: it ended before all were written to.
async function sent(job: string): Promise<Done | null> {
  for (;;) {
    const { data } = await api.get<Job>(`/jobs/${job}`);
    if (data.state === "done") return data.result as unknown as Done;
    if (data.state !== "queued" && data.state !== "running") return null;
    await new Promise<void>((next) => window.setTimeout(next, PAUSE));
  }
}

interface ChosenProps {
  register: "suppliers" | "sites";
  firms: RefValue[];
  setFirms: (firms: RefValue[]) => void;
  error?: string | undefined;
}

function Chosen({ register, firms, setFirms, error }: ChosenProps) {
  const sites = register === "sites";
  const add = (firm: RefValue | null) => firm && !firms.some((f) => f.id === firm.id) && setFirms([...firms, firm]);
  return (
    <div className="stack tight">
      <RefField register={register} label={msg(sites ? "joint.warning.sites.add" : "joint.warning.only.add")} hint={sites ? msg("joint.warning.sites.text") : undefined} value={null} onChange={add} error={error} />
      {firms.length > 0 && (
        <ul aria-label={msg(sites ? "joint.warning.sites" : "joint.warning.only")}>
          {firms.map((f) => (
            <li key={f.id} className="row">
              {f.title}
              <IconButton size="small" icon="close" label={msg("joint.warning.only.remove", { firm: f.title ?? "" })} onPress={() => setFirms(firms.filter((o) => o.id !== f.id))} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function SendDialog({ path, measured, onClose }: { path: string; measured: boolean; onClose: () => void }) {
  const [to, setTo] = useState<To>(measured ? "partners" : "class");
  const [of, setOf] = useState<Class>("a");
  const [firms, setFirms] = useState<RefValue[]>([]);
  const choose = (next: To) => {
    setTo(next);
    setFirms([]); // suppliers are no sites
  };
  const send = async () => {
    const listed = to === "only" || (to === "sites" && firms.length > 0);
    const body: MailWarningSendingBody = { to, ...(to === "class" && { class: of }), ...(listed && { only: firms.map((f) => f.id) }) };
    const { data } = await api.post<MailWarningJob>(`${path}/sending`, body);
    const done = await sent(data.job);
    if (done) toast(msg("joint.warning.done", { n: done.sent, there: done.there, without: done.without }));
    else toast(msg("joint.warning.failed"), "bad");
    invalidate("/mail-warnings");
  };
  return (
    <FormDialog title={msg("joint.warning.send")} save={msg("joint.warning.send.save")} disabled={to === "only" && firms.length === 0} own={["to", "class", "only"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <p>{msg("joint.warning.send.text")}</p>
          <SelectField label={msg("joint.warning.to")} options={TO.filter((t) => (measured || t !== "partners") && (t !== "sites" || mayRead("sites"))).map((id) => ({ id, label: optionLabel("mail_warning_to", id) }))} value={to} onChange={(t) => choose((t ?? "class") as To)} error={wrong.to} />
          {to === "class" && <SelectField label={msg("joint.warning.class")} options={CLASSES.map((id) => ({ id, label: optionLabel("supplier_class", id) }))} value={of} onChange={(c) => setOf((c ?? "a") as Class)} error={wrong.class} />}
          {(to === "only" || to === "sites") && <Chosen key={to} register={to === "only" ? "suppliers" : "sites"} firms={firms} setFirms={setFirms} error={wrong.only} />}
        </div>
      )}
    </FormDialog>
  );
}

const columns = (): Column<MailWarningFirm>[] => [
  { id: "name", label: msg("joint.warning.firm"), main: true, cell: (f) => (f.site ? <>{f.name} <Badge>{msg("joint.warning.site")}</Badge></> : f.name) },
  {
    id: "address",
    label: msg("joint.warning.address"),
    cell: (f) => (
      <>
        {f.address === "" ? msg("joint.warning.erased") : f.address} {f.bounced && <Badge tone="bad">{msg("joint.warning.bounced")}</Badge>}
      </>
    ),
  },
  { id: "at", label: msg("joint.warning.at"), cell: (f) => dateTime(f.sent_at, "short") },
  { id: "by", label: msg("joint.warning.by"), cell: (f) => f.sent_by ?? "" },
];

export default function WarningCard({ record }: RecordCardProps) {
  const path = `/mail-warnings/${record.id}`;
  const [open, setOpen] = useState(false);
  const [cursor, setCursor] = useState<string | null>(null);
  const query = useQuery<MailWarningFirms>(`${path}/firms`, { cursor: cursor ?? undefined });
  const data = query.data;
  const foot = data && (cursor || data.next) && (
    <span className="row no-print">
      <Button size="small" isDisabled={!cursor} onPress={() => setCursor(null)}>
        {msg("joint.warning.first")}
      </Button>
      <Button size="small" iconAfter="chevron_right" isDisabled={!data.next} onPress={() => setCursor(data.next ?? null)}>
        {msg("joint.warning.more", { n: PAGE })}
      </Button>
    </span>
  );
  const send = (
    <Button size="small" icon="send" isDisabled={!data?.mail} onPress={() => setOpen(true)}>
      {msg("joint.warning.send")}
    </Button>
  );
  return (
    <Card title={msg("joint.warning")} flush={!!data && data.items.length > 0} aside={may("joint.write") && send} foot={foot || undefined}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {data && !data.mail && <p className="muted">{msg("joint.warning.mail_off")}</p>}
      {data && data.items.length === 0 && <p className="muted">{msg("joint.warning.none")}</p>}
      {data && data.items.length > 0 && <Table bare label={msg("joint.warning")} columns={columns()} rows={data.items} rowKey={(f) => f.id} />}
      {open && <SendDialog path={path} measured={record.measure != null} onClose={() => setOpen(false)} />}
    </Card>
  );
}
