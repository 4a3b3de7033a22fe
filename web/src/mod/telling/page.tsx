// One notice to others: its text, to whom it goes, sending it, and who has confirmed it.
import { type ReactNode, useState } from "react";
import { navigate, useParams } from "../../app/router";
import type { CaseTelling, CaseTellingSent, CaseTold } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { optionLabel, registerLabel, useRegister } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { confirm, Dialog } from "../../ui/overlay";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { TlpBadge } from "../marking/tlp";
import { Counts, Sent } from "./card";
import { TellingForm } from "./form";
import { AddRecipients, EditRecipient } from "./to_add";

const WAYS = ["phone", "email", "meeting", "other"];
const WHO = 100;
const NOTE = 500;

/* ---- a recipient ---- */

function Shown({ path, to, onClose }: { path: string; to: CaseTold; onClose: () => void }) {
  const query = useQuery<CaseTold>(`${path}/recipients/${to.no}`);
  return (
    <Dialog title={to.name} wide isOpen onClose={onClose} foot={<Button onPress={onClose}>{msg("ui.close")}</Button>}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data && <p className="timeline-text">{query.data.text ?? msg("telling.ui.to.show.none")}</p>}
    </Dialog>
  );
}

function TakeDown({ path, to, onClose }: { path: string; to: CaseTold; onClose: () => void }) {
  const [way, setWay] = useState<string | null>("phone");
  const [who, setWho] = useState(to.person ?? "");
  const [note, setNote] = useState("");
  const send = async () => {
    await api.post(`${path}/recipients/${to.no}/confirmation`, { way, confirmed_by: who, note: note.trim() || null });
    toast(msg("telling.ui.to.taken"));
    invalidate("/incidents", "/open-tellings");
  };
  return (
    <FormDialog title={`${msg("telling.ui.to.take")}: ${to.name}`} save={msg("telling.ui.to.take")} own={["way", "confirmed_by", "note"]} disabled={who.trim() === ""} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <SelectField label={msg("telling.ui.to.way")} options={WAYS.map((id) => ({ id, label: optionLabel("told_way", id) }))} value={way} onChange={setWay} error={wrong.way} />
          <TextField label={msg("telling.ui.to.who")} required maxLength={WHO} value={who} onChange={setWho} error={wrong.confirmed_by} />
          <TextField label={msg("telling.ui.to.note")} optional lines={2} maxLength={NOTE} value={note} onChange={setNote} error={wrong.note} />
        </div>
      )}
    </FormDialog>
  );
}

function ToState({ to, sent }: { to: CaseTold; sent: boolean }) {
  return (
    <span className="telling-state">
      {!to.address && <Badge tone="neutral">{msg("telling.ui.to.no_address")}</Badge>}
      {to.bounced && <Badge tone="bad">{msg("telling.ui.to.bounced")}</Badge>}
      {to.sent_at && <span className="small">{to.by_mail || to.confirmed_at ? msg("telling.ui.to.sent", { at: dateTime(to.sent_at, "short") }) : msg("telling.ui.would")}</span>}
      {to.reminded_at && <span className="small">{msg("telling.ui.to.reminded", { n: to.reminders, at: dateTime(to.reminded_at, "short") })}</span>}
      {to.confirmed_at && (
        <span className="small">
          <Badge tone="ok">{msg("telling.ui.to.confirmed", { at: dateTime(to.confirmed_at, "short"), way: to.way ? optionLabel("told_way", to.way) : "" })}</Badge>
        </span>
      )}
      {to.confirmed_by && <span className="small">{msg("telling.ui.to.by", { name: to.confirmed_by })}</span>}
      {to.note && <span className="small timeline-text">{to.note}</span>}
      {sent && !to.confirmed_at && (to.by_mail || !to.sent_at) && <Badge tone="warn">{msg("telling.ui.to.waiting")}</Badge>}
    </span>
  );
}

function ToActions({ path, to, draft }: { path: string; to: CaseTold; draft: boolean }) {
  const [open, setOpen] = useState<"edit" | "show" | "take" | null>(null);
  const writes = may("case_telling.write");
  const remove = async () => {
    try {
      await api.remove(`${path}/recipients/${to.no}`);
    } catch (e) {
      toastError(e);
    }
    invalidate("/incidents");
  };
  const button = (label: string, press: () => void): ReactNode => (
    <Button size="small" look="plain" aria-label={`${label}: ${to.name}`} onPress={press}>
      {label}
    </Button>
  );
  return (
    <span className="row no-print">
      {draft && writes && button(msg("telling.ui.to.edit"), () => setOpen("edit"))}
      {draft && writes && button(msg("telling.ui.to.remove"), () => void remove())}
      {!draft && button(msg("telling.ui.to.show"), () => setOpen("show"))}
      {!draft && writes && !to.confirmed_at && button(msg("telling.ui.to.take"), () => setOpen("take"))}
      {open === "edit" && <EditRecipient path={path} to={to} onClose={() => setOpen(null)} />}
      {open === "show" && <Shown path={path} to={to} onClose={() => setOpen(null)} />}
      {open === "take" && <TakeDown path={path} to={to} onClose={() => setOpen(null)} />}
    </span>
  );
}

function columns(path: string, draft: boolean): Column<CaseTold>[] {
  return [
    {
      id: "name",
      label: msg("telling.ui.to.name"),
      main: true,
      cell: (to) => (
        <span className="telling-who">
          <span>{to.name}</span>
          {to.person && <span className="small">{to.person}</span>}
          {to.address && <span className="muted small">{to.address}</span>}
          <span className="muted small">{optionLabel("told_source", to.source)}</span>
        </span>
      ),
    },
    { id: "impact", label: msg("telling.ui.to.impact"), cell: (to) => <span className="timeline-text">{to.impact}</span> },
    { id: "state", label: msg("telling.ui.to.state"), cell: (to) => <ToState to={to} sent={!draft} /> },
    { id: "actions", label: msg("telling.ui.to.actions"), action: true, cell: (to) => <ToActions path={path} to={to} draft={draft} /> },
  ];
}

/* ---- sending ---- */

// "/to/3/impact": what the third recipient has to expect.
function placeOf(pointer: string, to: CaseTold[]): string {
  const no = Number(/^\/to\/(\d+)\//.exec(pointer)?.[1] ?? 0);
  const name = to.find((t) => t.no === no)?.name;
  return name === undefined ? msg(pointer === "/subject" ? "telling.ui.subject" : "telling.ui.body") : `${name} ${msg(pointer.endsWith("/address") ? "telling.ui.to.address" : "telling.ui.to.impact")}`;
}

function Refused({ error, to }: { error: unknown; to: CaseTold[] }) {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  if (errors.length === 0) return <ErrorNote error={error} />;
  return (
    <Note tone="bad" live title={msg("telling.ui.send.refused")}>
      <ul>
        {errors.map((e) => (
          <li key={`${e.pointer} ${e.message}`}>{`${placeOf(e.pointer, to)}: ${e.message}`}</li>
        ))}
      </ul>
    </Note>
  );
}

function Draft({ path, of, drill }: { path: string; of: CaseTelling; drill: boolean }) {
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const etag = `"${of.version}"`;
  const send = async () => {
    const text = msg(drill ? "telling.ui.send.drill" : "telling.ui.send.text", { n: of.to.length });
    if (!(await confirm({ title: msg("telling.ui.send.ask"), text, yes: msg("telling.ui.send") }))) return;
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<CaseTellingSent>(`${path}/sending`, undefined, { etag });
      toast(drill ? msg("telling.ui.send.would", { n: data.would }) : msg("telling.ui.send.done", { n: data.sent, hand: data.by_hand }));
    } catch (e) {
      setError(e);
    }
    setBusy(false);
    invalidate("/incidents", "/open-tellings");
  };
  const drop = async () => {
    if (!(await confirm({ title: msg("telling.ui.delete.ask"), yes: msg("telling.ui.delete") }))) return;
    try {
      await api.remove(path, { etag });
      invalidate("/incidents");
      await navigate(path.replace(/\/tellings\/\d+$/, ""));
    } catch (e) {
      toastError(e);
    }
  };
  return (
    <div className="stack no-print">
      {error !== null && <Refused error={error} to={of.to} />}
      <div className="row">
        <Button look="filled" icon="send" pending={busy} isDisabled={of.to.length === 0} onPress={() => void send()}>
          {msg("telling.ui.send")}
        </Button>
        <Button onPress={() => setEditing(true)}>{msg("telling.ui.edit")}</Button>
        <Button look="plain" onPress={() => void drop()}>
          {msg("telling.ui.delete")}
        </Button>
      </div>
      {editing && <TellingForm path={path.replace(/\/\d+$/, "")} telling={of} onClose={() => setEditing(false)} />}
    </div>
  );
}

/* ---- the page ---- */

function Telling({ path, of, drill }: { path: string; of: CaseTelling; drill: boolean }) {
  const [adding, setAdding] = useState(false);
  const draft = of.state === "draft";
  const writes = may("case_telling.write");
  return (
    <div className="stack">
      {drill && <Note tone="info" title={msg("telling.ui.drill")} />}
      {draft && writes && <Draft path={path} of={of} drill={drill} />}
      <Card title={of.subject}>
        <p className="timeline-text">{of.body}</p>
      </Card>
      <Card
        title={msg("telling.ui.page.to")}
        aside={
          draft &&
          writes && (
            <Button size="small" icon="plus" onPress={() => setAdding(true)}>
              {msg("telling.ui.to.add")}
            </Button>
          )
        }
      >
        <div className="stack">
          <p className="row">
            <Counts of={of} drill={drill} />
          </p>
          {of.to.length === 0 ? <p className="muted">{msg("telling.ui.to.none")}</p> : <Table dense label={msg("telling.ui.page.to")} columns={columns(path, draft)} rows={of.to} rowKey={(to) => String(to.no)} />}
        </div>
      </Card>
      {adding && <AddRecipients path={path} needsImpact={of.audience === "partner"} onClose={() => setAdding(false)} />}
    </div>
  );
}

export default function TellingPage() {
  const { id = "", no = "" } = useParams();
  const path = `/incidents/${encodeURIComponent(id)}/tellings/${encodeURIComponent(no)}`;
  const register = useRegister("incidents");
  const record = useQuery<RegisterRecord>(`/incidents/${encodeURIComponent(id)}`);
  const query = useQuery<CaseTelling>(path);
  const of = query.data;
  const incident = record.data;
  return (
    <Page>
      <PageHead
        crumbs={[
          { label: register ? registerLabel(register) : "", to: "/incidents" },
          { label: incident ? `${incident.number ?? ""} ${String(incident.title)}` : id, to: `/incidents/${id}` },
        ]}
        title={of?.subject ?? msg("telling.ui")}
        state={
          of && (
            <>
              <Sent of={of} drill={incident?.drill === true} /> <TlpBadge tlp={of.tlp} />
              <Badge>{optionLabel("telling_audience", of.audience)}</Badge>
            </>
          )
        }
      />
      <ErrorNote error={query.error ?? record.error} onRetry={() => void query.reload()} />
      {query.loading && !of && <Loading />}
      {of && incident && <Telling path={path} of={of} drill={incident.drill === true} />}
    </Page>
  );
}
