// The evidence of a case: what there is, who holds it and where, its file, and the archive that others can verify.
import { useState } from "react";
import { type CustodyEvent, type Evidence, type EvidenceList, FILE_BYTES } from "../../gen/api";
import { api, saveByPost } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { dateTime, fileSize, megabytes } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { InstantField } from "../../ui/date_field";
import { SelectField, TextField } from "../../ui/field";
import { FileDrop } from "../../ui/file_field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, toast, toastError } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge, Count } from "../../ui/state";

const WORDS = 200;
const NOTE = 2000;
const FILE_MOST = FILE_BYTES.custody_file_add;
const KINDS = ["handed", "moved", "note"];

const pathOf = (record: RegisterRecord): string => `/incidents/${record.id}/evidence`;
const changed = (record: RegisterRecord): void => invalidate(pathOf(record), `/incidents/${record.id}/history`);
const orNull = (text: string): string | null => text.trim() || null;

/* ---- a new piece ---- */

function Add({ record, onClose }: { record: RegisterRecord; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [source, setSource] = useState("");
  const [holder, setHolder] = useState("");
  const [place, setPlace] = useState("");
  const [note, setNote] = useState("");
  const [collected, setCollected] = useState<string | null>(null);
  const send = async () => {
    const { data } = await api.post<Evidence>(pathOf(record), { title, source, holder, place: orNull(place), text: orNull(note), collected_at: collected });
    toast(msg("custody.ui.added", { no: data.no }));
    changed(record);
  };
  return (
    <FormDialog title={msg("custody.ui.add")} save={msg("custody.ui.add.yes")} own={["title", "source", "holder", "place", "text", "collected_at"]} disabled={[title, source, holder].some((t) => t.trim() === "")} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <TextField label={msg("custody.ui.title")} required maxLength={WORDS} value={title} onChange={setTitle} error={wrong.title} />
          <TextField label={msg("custody.ui.source")} hint={msg("custody.ui.source.hint")} required maxLength={WORDS} value={source} onChange={setSource} error={wrong.source} />
          <InstantField label={msg("custody.ui.collected")} hint={msg("custody.ui.event.when.hint")} optional value={collected} onChange={setCollected} error={wrong.collected_at} />
          <TextField label={msg("custody.ui.holder")} required maxLength={WORDS} value={holder} onChange={setHolder} error={wrong.holder} />
          <TextField label={msg("custody.ui.place")} optional maxLength={WORDS} value={place} onChange={setPlace} error={wrong.place} />
          <TextField label={msg("custody.ui.note")} optional lines={2} maxLength={NOTE} value={note} onChange={setNote} error={wrong.text} />
        </div>
      )}
    </FormDialog>
  );
}

/* ---- its chain of custody ---- */

function Line({ event: e }: { event: CustodyEvent }) {
  const now = [e.holder, e.place].filter(Boolean).join(" / ");
  return (
    <li>
      <p className="row small">
        <span className="page-number">{e.seq}</span>
        <time dateTime={e.happened_at}>{dateTime(e.happened_at)}</time>
        <Badge>{optionLabel("custody_kind", e.kind)}</Badge>
        <span className="muted">{e.by}</span>
      </p>
      {now !== "" && <p>{now}</p>}
      {e.text && <p className="timeline-text muted">{e.text}</p>}
    </li>
  );
}

// The lines after one of them, as many as come in one answer.
function Lines({ path, after, onMore }: { path: string; after: number; onMore: ((seq: number) => void) | null }) {
  const query = useQuery<Evidence>(path, { after });
  const events = query.data?.events ?? [];
  const last = events.at(-1)?.seq ?? after;
  return (
    <>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      <ol className="plain-list stack">
        {events.map((e) => (
          <Line key={e.seq} event={e} />
        ))}
      </ol>
      {onMore && query.data && last < query.data.n_events && (
        <p>
          <Button size="small" onPress={() => onMore(last)}>
            {msg("custody.ui.chain.more", { n: query.data.n_events - last })}
          </Button>
        </p>
      )}
    </>
  );
}

function Chain({ record, item, onClose }: { record: RegisterRecord; item: Evidence; onClose: () => void }) {
  const [afters, setAfters] = useState([0]);
  return (
    <Dialog title={msg("custody.ui.chain.of", { no: item.no, title: item.title })} wide isOpen onClose={onClose} foot={<Button onPress={onClose}>{msg("ui.close")}</Button>}>
      <div className="stack">
        {afters.map((after, i) => (
          <Lines key={after} path={`${pathOf(record)}/${item.no}`} after={after} onMore={i === afters.length - 1 ? (seq) => setAfters([...afters, seq]) : null} />
        ))}
      </div>
    </Dialog>
  );
}

function Happened({ record, item, onClose }: { record: RegisterRecord; item: Evidence; onClose: () => void }) {
  const [kind, setKind] = useState<string | null>("handed");
  const [holder, setHolder] = useState("");
  const [place, setPlace] = useState("");
  const [note, setNote] = useState("");
  const [when, setWhen] = useState<string | null>(null);
  const send = async () => {
    await api.post(`${pathOf(record)}/${item.no}/custody`, { kind, holder: orNull(holder), place: orNull(place), text: orNull(note), happened_at: when });
    toast(msg("custody.ui.event.done"));
    changed(record);
  };
  return (
    <FormDialog title={msg("custody.ui.event")} save={msg("custody.ui.event")} own={["kind", "holder", "place", "text", "happened_at"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <SelectField label={msg("custody.ui.event.kind")} options={KINDS.map((id) => ({ id, label: optionLabel("custody_kind", id) }))} value={kind} onChange={setKind} error={wrong.kind} />
          <TextField label={msg("custody.ui.holder")} optional={kind !== "handed"} required={kind === "handed"} maxLength={WORDS} value={holder} onChange={setHolder} error={wrong.holder} />
          <TextField label={msg("custody.ui.place")} optional={kind !== "moved"} required={kind === "moved"} maxLength={WORDS} value={place} onChange={setPlace} error={wrong.place} />
          <TextField label={msg("custody.ui.note")} optional={kind !== "note"} required={kind === "note"} lines={2} maxLength={NOTE} value={note} onChange={setNote} error={wrong.text} />
          <InstantField label={msg("custody.ui.event.when")} hint={msg("custody.ui.event.when.hint")} optional value={when} onChange={setWhen} error={wrong.happened_at} />
        </div>
      )}
    </FormDialog>
  );
}

/* ---- its file ---- */

function StoreFile({ record, item }: { record: RegisterRecord; item: Evidence }) {
  const [busy, setBusy] = useState(false);
  const add = async (file: File) => {
    if (file.size > FILE_MOST) {
      toast(msg("custody.ui.file.large", { limit: megabytes(FILE_MOST) }), "bad");
      return;
    }
    setBusy(true);
    try {
      const form = new FormData();
      form.append("file", file, file.name);
      await api.post(`${pathOf(record)}/${item.no}/file`, form);
      toast(msg("custody.ui.file.done"));
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
    changed(record);
  };
  return (
    <FileDrop className="no-print" label={msg("custody.ui.of", { what: msg("custody.ui.file.add"), title: item.title })} accept="" onFile={(f) => void add(f)}>
      {(choose) => (
        <Button size="small" icon="clip" pending={busy} onPress={choose}>
          {msg("custody.ui.file.add")}
        </Button>
      )}
    </FileDrop>
  );
}

// Whatever leaves does so by a press: its chain says who had it.
function useSave(record: RegisterRecord, path: string): { busy: boolean; save: () => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await saveByPost(path);
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
    changed(record);
  };
  return { busy, save };
}

function FetchFile({ record, item, name }: { record: RegisterRecord; item: Evidence; name: string }) {
  const { busy, save } = useSave(record, `${pathOf(record)}/${item.no}/fetch`);
  return (
    <Button size="small" icon="download" pending={busy} onPress={() => void save()}>
      {msg("custody.ui.file.get", { name })}
    </Button>
  );
}

function Piece({ record, item }: { record: RegisterRecord; item: Evidence }) {
  const [open, setOpen] = useState<"chain" | "event" | null>(null);
  const writes = may("custody.write");
  const { file } = item;
  return (
    <li className="stack">
      <p>
        <span className="page-number">{item.no}</span> <strong>{item.title}</strong>
      </p>
      <p className="muted small">
        {item.source} <time dateTime={item.collected_at}>{dateTime(item.collected_at, "short")}</time>
      </p>
      <p className="small">{item.place ? msg("custody.ui.now", { holder: item.holder ?? "", place: item.place }) : item.holder}</p>
      {file && (
        <div className="small">
          {may("custody.fetch") ? <FetchFile record={record} item={item} name={file.name} /> : file.name} <span className="muted">{fileSize(file.size)}</span>
          <p className="muted custody-hash">SHA-256 {file.sha256}</p>
        </div>
      )}
      <div className="row no-print">
        {!file && writes && <StoreFile record={record} item={item} />}
        {writes && (
          <Button size="small" aria-label={msg("custody.ui.of", { what: msg("custody.ui.event"), title: item.title })} onPress={() => setOpen("event")}>
            {msg("custody.ui.event")}
          </Button>
        )}
        <Button size="small" look="plain" aria-label={msg("custody.ui.of", { what: msg("custody.ui.chain"), title: item.title })} onPress={() => setOpen("chain")}>
          {msg("custody.ui.chain")}
        </Button>
      </div>
      {open === "chain" && <Chain record={record} item={item} onClose={() => setOpen(null)} />}
      {open === "event" && <Happened record={record} item={item} onClose={() => setOpen(null)} />}
    </li>
  );
}

/* ---- the card ---- */

function Export({ record, sum }: { record: RegisterRecord; sum: string }) {
  const { busy, save } = useSave(record, `/incidents/${record.id}/evidence-export`);
  return (
    <div className="stack no-print">
      <p className="muted small">{msg("custody.ui.export.text")}</p>
      <p>
        <Button size="small" icon="download" pending={busy} onPress={() => void save()}>
          {msg("custody.ui.export")}
        </Button>
      </p>
      <p className="muted small">{msg("custody.ui.key")}</p>
      <p className="muted small custody-hash">SHA-256 {sum}</p>
    </div>
  );
}

export function EvidenceCard({ record }: { record: RegisterRecord }) {
  const list = useQuery<EvidenceList>(may("custody.read") ? pathOf(record) : null);
  const [adding, setAdding] = useState(false);
  const items = list.data?.items ?? [];
  const writes = may("custody.write");
  if (!may("custody.read") || (items.length === 0 && !writes && !list.error)) return null;
  return (
    <Card
      screenOnly={items.length === 0}
      title={
        <>
          {msg("custody.ui.card")} {items.length > 0 && <Count n={items.length} />}
        </>
      }
      aside={
        writes && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {msg("custody.ui.add")}
          </Button>
        )
      }
    >
      <div className="stack">
        <ErrorNote error={list.error} onRetry={() => void list.reload()} />
        <p className="muted small">{msg("custody.ui.text")}</p>
        {list.data && items.length === 0 && <p className="muted">{msg("custody.ui.none")}</p>}
        <ul className="plain-list stack">
          {items.map((item) => (
            <Piece key={item.no} record={record} item={item} />
          ))}
        </ul>
        {list.data && items.length > 0 && writes && <Export record={record} sum={list.data.key_sha256} />}
        {adding && <Add record={record} onClose={() => setAdding(false)} />}
      </div>
    </Card>
  );
}
