// Indicators of a case: pasted, shown so that nobody opens one by accident, and dropped when they turned out to be none.
import { useState } from "react";
import type { Ioc, IocList, IocMade } from "../../gen/api";
import { api, saveByPost } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { InstantField } from "../../ui/date_field";
import { CheckField, RadioField, SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, toast, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge, Count } from "../../ui/state";
import { TlpBadge } from "../marking/tlp";

const PASTE = 100_000;
const NOTE = 1000;
const SHOWN = 20;
const ANY = "any";
const TYPES = ["ipv4", "ipv6", "domain", "url", "email", "md5", "sha1", "sha256", "file", "other"];
const TLP: [string, () => string][] = [
  ["red", () => msg("ioc.ui.tlp.red")],
  ["amber_strict", () => msg("ioc.ui.tlp.amber_strict")],
  ["amber", () => msg("ioc.ui.tlp.amber")],
  ["green", () => msg("ioc.ui.tlp.green")],
  ["clear", () => msg("ioc.ui.tlp.clear")],
];

const pathOf = (record: RegisterRecord): string => `/incidents/${record.id}/iocs`;
const changed = (record: RegisterRecord): void => invalidate(pathOf(record), `/incidents/${record.id}/history`);

function Add({ record, onClose }: { record: RegisterRecord; onClose: () => void }) {
  const [text, setText] = useState("");
  const [type, setType] = useState(ANY);
  const [tlp, setTlp] = useState("amber");
  const [seen, setSeen] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const send = async () => {
    const { data } = await api.post<IocMade>(pathOf(record), { text, type: type === ANY ? null : type, tlp, first_seen: seen, note: note.trim() || null });
    toast(data.there > 0 ? msg("ioc.ui.added.there", { n: data.made, there: data.there }) : msg("ioc.ui.added", { n: data.made }));
    changed(record);
  };
  return (
    <FormDialog title={msg("ioc.ui.add")} save={msg("ioc.ui.add.yes")} own={["text", "type", "tlp", "first_seen", "note"]} disabled={text.trim() === ""} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <TextField label={msg("ioc.ui.lines")} hint={msg("ioc.ui.lines.hint")} required lines={6} maxLength={PASTE} value={text} onChange={setText} error={wrong.text} />
          <SelectField label={msg("ioc.ui.type")} options={[{ id: ANY, label: msg("ioc.ui.type.any") }, ...TYPES.map((id) => ({ id, label: optionLabel("ioc_type", id) }))]} value={type} onChange={(id) => id && setType(id)} error={wrong.type} />
          <RadioField label={msg("ioc.ui.tlp")} required options={TLP.map(([id, hint]) => ({ id, label: optionLabel("tlp", id), hint: hint() }))} value={tlp} onChange={setTlp} error={wrong.tlp} />
          <InstantField label={msg("ioc.ui.first_seen")} optional value={seen} onChange={setSeen} error={wrong.first_seen} />
          <TextField label={msg("ioc.ui.note")} optional lines={2} maxLength={NOTE} value={note} onChange={setNote} error={wrong.note} />
        </div>
      )}
    </FormDialog>
  );
}

function Drop({ record, ioc }: { record: RegisterRecord; ioc: Ioc }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    const yes = msg("ioc.ui.drop");
    const reason = await ask({ title: yes, text: msg("ioc.ui.drop.text"), yes, reason: "required" });
    if (reason === null) return;
    setBusy(true);
    try {
      await api.post(`${pathOf(record)}/${ioc.no}/drop`, { reason });
      toast(msg("ioc.ui.drop.done"));
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
    changed(record);
  };
  return (
    <Button size="small" look="plain" className="no-print" pending={busy} aria-label={`${msg("ioc.ui.drop")}: ${ioc.shown}`} onPress={() => void run()}>
      {msg("ioc.ui.drop")}
    </Button>
  );
}

function Line({ record, ioc }: { record: RegisterRecord; ioc: Ioc }) {
  return (
    <li>
      <p className="row small">
        <span className="muted">{optionLabel("ioc_type", ioc.type)}</span>
        <TlpBadge tlp={ioc.tlp} />
        {ioc.first_seen && <time dateTime={ioc.first_seen}>{dateTime(ioc.first_seen, "short")}</time>}
        {ioc.dropped_at && <Badge>{msg("ioc.ui.dropped")}</Badge>}
        {!ioc.dropped_at && may("ioc.write") && <Drop record={record} ioc={ioc} />}
      </p>
      <p className="ioc-value">{ioc.dropped_at ? <s>{ioc.shown}</s> : ioc.shown}</p>
      {ioc.note && <p className="muted small">{ioc.note}</p>}
      {ioc.dropped_reason && <p className="muted small">{ioc.dropped_reason}</p>}
      {ioc.others.length > 0 && (
        <p className="small">
          <Badge tone="warn">{msg("ioc.ui.others", { numbers: ioc.others.join(msg("ui.list.comma")) })}</Badge>
        </p>
      )}
    </li>
  );
}

const FORMATS: [string, string, () => string][] = [
  ["stix", "STIX 2.1", () => msg("ioc.ui.format.stix")],
  ["misp", "MISP", () => msg("ioc.ui.format.misp")],
];

// What leaves and what stays is said before it does.
function Export({ record, live, onClose }: { record: RegisterRecord; live: Ioc[]; onClose: () => void }) {
  const [format, setFormat] = useState("stix");
  const [tlp, setTlp] = useState("green");
  const [notes, setNotes] = useState(false);
  const rank = (key: string): number => TLP.findIndex(([id]) => id === key);
  const within = live.filter((i) => rank(i.tlp) >= rank(tlp));
  const unfit = format === "stix" ? within.filter((i) => i.type === "other").length : 0;
  const n = within.length - unfit;
  const above = live.length - within.length;
  const send = async () => {
    await saveByPost(`${pathOf(record)}/${format}`, { tlp, notes });
    toast(msg("ioc.ui.export.done"));
    changed(record);
  };
  return (
    <FormDialog title={msg("ioc.ui.export")} save={msg("ioc.ui.export.yes")} own={["tlp", "notes"]} disabled={n === 0} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <p>{msg("ioc.ui.export.text")}</p>
          <RadioField label={msg("ioc.ui.format")} required options={FORMATS.map(([id, label, hint]) => ({ id, label, hint: hint() }))} value={format} onChange={setFormat} />
          <RadioField label={msg("ioc.ui.export.tlp")} hint={msg("ioc.ui.export.tlp.hint")} required options={TLP.map(([id, hint]) => ({ id, label: optionLabel("tlp", id), hint: hint() }))} value={tlp} onChange={setTlp} error={wrong.tlp} />
          <div>
            <CheckField label={msg("ioc.ui.export.notes")} value={notes} onChange={setNotes} error={wrong.notes} />
            <p className="field-hint">{msg("ioc.ui.export.notes.hint")}</p>
            {wrong.notes && <p className="field-error">{wrong.notes}</p>}
          </div>
          <p role="status">
            <strong>{msg("ioc.ui.export.count", { n })}</strong> {above > 0 && msg("ioc.ui.export.above", { n: above })} {unfit > 0 && msg("ioc.ui.export.unfit", { n: unfit })}
          </p>
        </div>
      )}
    </FormDialog>
  );
}

export function Iocs({ record }: { record: RegisterRecord }) {
  const list = useQuery<IocList>(may("ioc.read") ? pathOf(record) : null);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [all, setAll] = useState(false);
  const items = list.data?.items ?? [];
  const writes = may("ioc.write");
  if (!may("ioc.read") || (items.length === 0 && !writes && !list.error)) return null;
  const live = items.filter((i) => !i.dropped_at);
  const shown = all ? items : items.slice(0, SHOWN);
  const copy = () => void navigator.clipboard.writeText(live.map((i) => [optionLabel("ioc_type", i.type), i.shown, optionLabel("tlp", i.tlp)].join("\t")).join("\n")).then(() => toast(msg("ui.copied")));
  return (
    <Card
      screenOnly={items.length === 0}
      title={
        <>
          {msg("ioc.ui.card")} {live.length > 0 && <Count n={live.length} />}
        </>
      }
      aside={
        writes && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {msg("ioc.ui.add")}
          </Button>
        )
      }
    >
      <div className="stack">
        <ErrorNote error={list.error} onRetry={() => void list.reload()} />
        <p className="muted small">{msg("ioc.ui.text")}</p>
        {list.data && items.length === 0 && <p className="muted">{msg("ioc.ui.none")}</p>}
        {items.length > 0 && (
          <ul className="plain-list stack">
            {shown.map((ioc) => (
              <Line key={ioc.no} record={record} ioc={ioc} />
            ))}
          </ul>
        )}
        {(shown.length < items.length || live.length > 0) && (
          <p className="row no-print">
            {shown.length < items.length && (
              <Button size="small" onPress={() => setAll(true)}>
                {msg("ioc.ui.more", { n: items.length - shown.length })}
              </Button>
            )}
            {live.length > 0 && (
              <Button size="small" icon="copy" onPress={copy}>
                {msg("ioc.ui.copy")}
              </Button>
            )}
            {live.length > 0 && may("ioc.export") && (
              <Button size="small" icon="download" onPress={() => setLeaving(true)}>
                {msg("ioc.ui.export")}
              </Button>
            )}
          </p>
        )}
        {leaving && <Export record={record} live={live} onClose={() => setLeaving(false)} />}
        {adding && <Add record={record} onClose={() => setAdding(false)} />}
      </div>
    </Card>
  );
}
