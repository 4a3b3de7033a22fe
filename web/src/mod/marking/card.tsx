// What of a case may be told to whom: pieces of information with their TLP class, and a text tried against them.
import { useState } from "react";
import type { CasePiece, CasePieces, ReleaseTried } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Note, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card, More } from "../../ui/page";
import { Count } from "../../ui/state";
import { TlpBadge, TlpField } from "./tlp";

const NAME = 200;
const NOTE = 2000;
const TEXT = 10_000;

const pathOf = (record: RegisterRecord): string => `/incidents/${record.id}/pieces`;
const lines = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/* ---- one piece ---- */

function Form({ record, piece, onClose }: { record: RegisterRecord; piece: CasePiece | null; onClose: () => void }) {
  const [title, setTitle] = useState(piece?.title ?? "");
  const [value, setValue] = useState(piece?.value ?? "");
  const [tlp, setTlp] = useState<string | null>(piece?.tlp ?? "amber");
  const [allowed, setAllowed] = useState(((piece?.allowed ?? []) as string[]).join("\n"));
  const [note, setNote] = useState(piece?.note ?? "");
  const send = async () => {
    const body = { title, value, tlp, allowed: lines(allowed), note: note.trim() || null };
    const { data } = piece
      ? await api.put<CasePiece>(`${pathOf(record)}/${piece.no}`, body, { etag: `"${piece.version}"` })
      : await api.post<CasePiece>(pathOf(record), body);
    toast(msg("marking.ui.saved", { no: data.no }));
    invalidate(pathOf(record), `/incidents/${record.id}/history`);
  };
  return (
    <FormDialog title={piece ? msg("marking.ui.edit") : msg("marking.ui.add")} own={["title", "value", "tlp", "note"]} disabled={title.trim() === "" || value.trim() === ""} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <TextField label={msg("marking.ui.title")} required maxLength={NAME} value={title} onChange={setTitle} error={wrong.title} />
          <TextField label={msg("marking.ui.value")} hint={msg("marking.ui.value.hint")} required lines={3} maxLength={NOTE} value={value} onChange={setValue} error={wrong.value} />
          <TlpField label={msg("marking.ui.tlp")} value={tlp} onChange={setTlp} error={wrong.tlp} />
          <TextField label={msg("marking.ui.allowed")} hint={msg("marking.ui.allowed.hint")} optional lines={2} maxLength={TEXT} value={allowed} onChange={setAllowed} />
          <TextField label={msg("marking.ui.note")} optional lines={2} maxLength={NOTE} value={note} onChange={setNote} error={wrong.note} />
        </div>
      )}
    </FormDialog>
  );
}

function Piece({ piece, onEdit }: { piece: CasePiece; onEdit: (() => void) | null }) {
  const allowed = piece.allowed as string[];
  return (
    <li className="stack tight">
      <p className="row">
        <span className="muted">{piece.no}</span> <strong>{piece.title}</strong> <TlpBadge tlp={piece.tlp} />
      </p>
      {allowed.length > 0 && <p className="small">{msg("marking.ui.allowed.shown", { list: allowed.join(msg("ui.list.comma")) })}</p>}
      <More label={msg("marking.ui.show")}>
        <div className="stack tight">
          <p className="timeline-text">{piece.value}</p>
          <p className="muted small">{msg("marking.ui.reference", { mark: `{#${piece.no}}` })}</p>
          {piece.note && <p className="timeline-text small">{piece.note}</p>}
        </div>
      </More>
      {onEdit && (
        <p className="no-print">
          <Button size="small" look="plain" aria-label={`${msg("marking.ui.edit")}: ${piece.title}`} onPress={onEdit}>
            {msg("marking.ui.edit")}
          </Button>
        </p>
      )}
    </li>
  );
}

/* ---- a text tried ---- */

function Findings({ tried }: { tried: ReleaseTried }) {
  if (tried.findings.length === 0) return <Note tone="ok" title={msg("marking.ui.try.ok")} />;
  return (
    <Note tone="bad" live title={msg("marking.ui.try.bad")}>
      <ul>
        {tried.findings.map((f, i) => (
          <li key={i}>
            {msg("marking.ui.try.found", { found: f.found, why: optionLabel("marking_fault", f.fault) })}
            {f.no !== null && (
              <span className="row small">
                {msg("marking.ui.try.piece", { no: f.no, title: f.title ?? "" })} {f.tlp && <TlpBadge tlp={f.tlp} />}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Try({ record, onClose }: { record: RegisterRecord; onClose: () => void }) {
  const [text, setText] = useState("");
  const [tlp, setTlp] = useState<string | null>("clear");
  const [readers, setReaders] = useState("");
  const [tried, setTried] = useState<ReleaseTried | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<ReleaseTried>(`/incidents/${record.id}/release-check`, { text, tlp, readers: lines(readers) });
      setTried(data);
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={msg("marking.ui.try")}
      wide
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.close")}</Button>
          <Button look="filled" pending={busy} isDisabled={text.trim() === ""} onPress={() => void run()}>
            {msg("marking.ui.try.press")}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="muted">{msg("marking.ui.try.text")}</p>
        <ErrorNote error={error} />
        <TextField label={msg("marking.ui.try.body")} required lines={8} maxLength={TEXT} value={text} onChange={setText} />
        <TlpField label={msg("marking.ui.tlp")} value={tlp} onChange={setTlp} />
        <TextField label={msg("marking.ui.try.readers")} hint={msg("marking.ui.try.readers.hint")} optional lines={2} maxLength={TEXT} value={readers} onChange={setReaders} />
        {tried && <Findings tried={tried} />}
      </div>
    </Dialog>
  );
}

/* ---- the card ---- */

export function PiecesCard({ record }: { record: RegisterRecord }) {
  const reads = may("case_piece.read");
  const writes = may("case_piece.write");
  const list = useQuery<CasePieces>(reads ? pathOf(record) : null);
  const [editing, setEditing] = useState<CasePiece | "new" | null>(null);
  const [trying, setTrying] = useState(false);
  const items = list.data?.items ?? [];
  if (!reads || (items.length === 0 && !writes && !list.error)) return null;
  return (
    <Card
      screenOnly={items.length === 0}
      title={
        <>
          {msg("marking.ui")} {items.length > 0 && <Count n={items.length} />}
        </>
      }
      aside={
        writes && (
          <Button size="small" icon="plus" onPress={() => setEditing("new")}>
            {msg("marking.ui.add")}
          </Button>
        )
      }
    >
      <div className="stack">
        <ErrorNote error={list.error} onRetry={() => void list.reload()} />
        <p className="muted small">{msg("marking.ui.text")}</p>
        {list.data && items.length === 0 && <p className="muted">{msg("marking.ui.none")}</p>}
        <ul className="plain-list stack">
          {items.map((piece) => (
            <Piece key={piece.no} piece={piece} onEdit={writes ? () => setEditing(piece) : null} />
          ))}
        </ul>
        {items.length > 0 && (
          <p className="no-print">
            <Button size="small" onPress={() => setTrying(true)}>
              {msg("marking.ui.try")}
            </Button>
          </p>
        )}
        {editing && <Form record={record} piece={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
        {trying && <Try record={record} onClose={() => setTrying(false)} />}
      </div>
    </Card>
  );
}
