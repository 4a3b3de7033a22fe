// The map's arrows as a table: for who does not see the drawing, and where they are made and taken away.
import { useState } from "react";
import { Link } from "../../app/router";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { type Arrow, VIEWS } from "./map_layout";
import type { Indicator } from "./model";

const changed = () => invalidate("/scorecard", "/indicator-causes");

async function remove(arrow: Arrow): Promise<void> {
  const yes = await confirm({ title: msg("kpi.map.remove"), text: msg("kpi.map.arrow", { cause: arrow.cause.title ?? "", effect: arrow.effect.title ?? "" }), yes: msg("kpi.map.remove") });
  if (!yes) return;
  try {
    await api.remove(`/indicator-causes/${arrow.id}`, { etag: "*" });
    toast(msg("kpi.map.removed"));
    changed();
  } catch (e) {
    toastError(e);
  }
}

function Adding({ items, onClose }: { items: Indicator[]; onClose: () => void }) {
  const [cause, setCause] = useState<string | null>(null);
  const [effect, setEffect] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const options = VIEWS.flatMap((view) => items.filter((i) => i.perspective === view)).map((i) => ({ id: i.id, label: i.title, hint: optionLabel("indicator_perspective", i.perspective) }));
  const send = async () => {
    await api.post("/indicator-causes", { cause, effect, ...(reason ? { reason } : {}) });
    toast(msg("kpi.map.added"));
    changed();
  };
  return (
    <FormDialog title={msg("kpi.map.add")} disabled={!cause || !effect} own={["cause", "effect", "reason"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <SelectField label={msg("reg.indicator_cause.cause")} required options={options} value={cause} error={wrong["cause"]} onChange={setCause} />
          <SelectField label={msg("reg.indicator_cause.effect")} required options={options.filter((o) => o.id !== cause)} value={effect} error={wrong["effect"]} onChange={setEffect} />
          <TextField label={msg("reg.indicator_cause.reason")} optional lines={3} maxLength={2000} value={reason} error={wrong["reason"]} onChange={setReason} />
        </div>
      )}
    </FormDialog>
  );
}

export function ArrowsCard({ items, arrows }: { items: Indicator[]; arrows: Arrow[] }) {
  const [adding, setAdding] = useState(false);
  const mayWrite = may("indicator.write");
  const viewOf = (id: string): string => optionLabel("indicator_perspective", items.find((i) => i.id === id)?.perspective);
  const end = (ref: Arrow["cause"]) => (
    <>
      <Link to={recordPath("indicators", ref)}>{ref.title}</Link>
      <br />
      <span className="muted small">{viewOf(ref.id)}</span>
    </>
  );
  const columns: Column<Arrow>[] = [
    { id: "cause", label: msg("reg.indicator_cause.cause"), main: true, cell: (a) => end(a.cause) },
    { id: "effect", label: msg("reg.indicator_cause.effect"), cell: (a) => end(a.effect) },
    { id: "reason", label: msg("reg.indicator_cause.reason"), cell: (a) => a.reason ?? "" },
    ...(mayWrite ? [{ id: "remove", label: msg("kpi.map.remove"), action: true, cell: (a: Arrow) => <IconButton size="small" icon="trash" label={msg("kpi.map.remove.of", { cause: a.cause.title ?? "", effect: a.effect.title ?? "" })} onPress={() => void remove(a)} /> }] : []),
  ];
  return (
    <Card
      flush
      title={msg("kpi.map.arrows")}
      aside={
        mayWrite && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {msg("kpi.map.add")}
          </Button>
        )
      }
    >
      {arrows.length === 0 && <p className="card-body muted">{msg("kpi.map.none")}</p>}
      {arrows.length > 0 && <Table bare label={msg("kpi.map.arrows")} columns={columns} rows={arrows} rowKey={(a) => a.id} />}
      {adding && <Adding items={items} onClose={() => setAdding(false)} />}
    </Card>
  );
}
