// The figure of a period, entered where the indicator stands: one press to begin, one to keep.
import { useState } from "react";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { AmountField } from "../../ui/money_field";
import { ErrorNote, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Dialog } from "../../ui/overlay";
import { FINDS_VALUE, type Indicator, isEntered, periodEnd, periodText } from "./model";

const BACK = 7; // periods before the last one that has ended

function Entering({ indicator: i, onClose }: { indicator: Indicator; onClose: () => void }) {
  const finds = i.source === FINDS_VALUE;
  const ends = [1, ...Array.from({ length: BACK + 1 }, (_, n) => -n)].map((n) => periodEnd(i.cycle, i.due_end, n));
  const [end, setEnd] = useState(i.due_end);
  const [value, setValue] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const there = i.values.find((v) => v.period_end === end);
  const frame = {
    label: finds ? msg("reg.indicator_value.records") : msg("reg.indicator_value.value"),
    hint: there ? msg("kpi.enter.again") : finds ? msg("kpi.enter.finds") : undefined,
    required: true,
  };
  const save = async () => {
    const body = { [finds ? "records" : "value"]: value, ...(comment ? { comment } : {}) };
    setBusy(true);
    try {
      if (there) await api.patch(`/indicator-values/${there.id}`, body, { etag: "*" });
      else await api.post("/indicator-values", { indicator: i.id, period_end: end, ...body });
      toast(msg("kpi.enter.done", { title: i.title, period: periodText(i.cycle, end) }));
      onClose();
      invalidate("/scorecard");
      invalidate("/indicators", "/indicator-values");
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={msg("kpi.enter.title", { title: i.title })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} isDisabled={value === null} onPress={() => void save()}>
            {msg("ui.save")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={error} />
        <SelectField label={msg("kpi.enter.period")} options={ends.map((id) => ({ id, label: periodText(i.cycle, id) }))} value={end} onChange={(id) => id && setEnd(id)} />
        {!finds && i.figure === "yen" ? (
          <AmountField {...frame} currency="JPY" value={value} onChange={setValue} />
        ) : (
          <NumberField
            {...frame}
            unit={i.figure === "level" ? undefined : optionLabel("indicator_figure", finds ? "count" : i.figure)}
            digits={finds ? 0 : 2}
            min={finds ? 0 : undefined}
            value={value}
            onChange={setValue}
          />
        )}
        <TextField label={msg("reg.indicator_value.comment")} optional lines={3} maxLength={2000} value={comment} onChange={setComment} />
      </div>
    </Dialog>
  );
}

export function EnterButton({ indicator }: { indicator: Indicator }) {
  const [open, setOpen] = useState(false);
  if (!isEntered(indicator) || !may("indicator.write")) return null;
  return (
    <>
      <Button size="small" icon="edit" aria-label={msg("kpi.enter.of", { title: indicator.title })} onPress={() => setOpen(true)}>
        {msg("kpi.enter")}
      </Button>
      {open && <Entering indicator={indicator} onClose={() => setOpen(false)} />}
    </>
  );
}
