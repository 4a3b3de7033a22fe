// One scoring of a component: both columns by the meaning of their levels, with the reason.
import { type ReactNode, useState } from "react";
import type { Component, ComponentMaturity, ComponentScoring } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { today } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { RadioField, SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";
import { COLUMNS, type Column, useMaturity } from "./model";

const OCCASIONS = ["start", "regular", "change", "incident"];
const OWN = ["scored_on", "occasion", "scored_by", "evaluation", "response", "reason"];

interface LevelsProps {
  maturity: ComponentMaturity;
  column: Column;
  last: number | null | undefined;
  value: number | null;
  error?: string;
  onChange: (level: number) => void;
}

function Levels({ maturity, column, last, value, error, onChange }: LevelsProps) {
  return (
    <RadioField
      label={pick(maturity[column].name)}
      hint={last ? msg("maturity.score.last", { level: last }) : undefined}
      required
      error={error}
      options={maturity[column].levels.map((l) => ({ id: String(l.level), label: msg("maturity.level.text", { level: l.level, text: pick(l.text) }) }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(Number(id))}
    />
  );
}

function ScoreDialog({ component: c, maturity, onClose }: { component: Component; maturity: ComponentMaturity; onClose: () => void }) {
  const me = useSession();
  const [day, setDay] = useState<string | null>(today());
  const [occasion, setOccasion] = useState<string>(c.scored_on ? "regular" : "start");
  const [who, setWho] = useState<RefValue | null>(me.person ?? null);
  const [levels, setLevels] = useState<Record<Column, number | null>>({ evaluation: null, response: null });
  const [reason, setReason] = useState("");
  const send = async () => {
    const body = { unit: c.unit.id, component: c.id, scored_on: day, occasion, ...levels, reason, ...(who ? { scored_by: who.id } : {}) };
    await api.post<ComponentScoring>("/component-scorings", body);
    toast(msg("maturity.score.done", { title: c.title }));
    invalidate("/components", "/component-scorings", "/component-maturity", "/scorecard");
  };
  const ready = day !== null && reason.trim() !== "" && COLUMNS.every((column) => levels[column] !== null);
  return (
    <FormDialog title={msg("maturity.score.title", { title: c.title })} wide disabled={!ready} own={OWN} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <p className="muted small">{msg("maturity.managing")}</p>
          <div className="maturity-pair">
            <DateField label={msg("reg.component_scoring.scored_on")} required value={day} error={wrong["scored_on"]} onChange={setDay} />
            <SelectField label={msg("reg.component_scoring.occasion")} required options={OCCASIONS.map((id) => ({ id, label: optionLabel("scoring_occasion", id) }))} value={occasion} onChange={(id) => id && setOccasion(id)} />
          </div>
          {COLUMNS.map((column) => (
            <Levels key={column} maturity={maturity} column={column} last={c[column]} value={levels[column]} error={wrong[column]} onChange={(level) => setLevels({ ...levels, [column]: level })} />
          ))}
          <TextField label={msg("reg.component_scoring.reason")} required lines={3} maxLength={2000} value={reason} error={wrong["reason"]} onChange={setReason} />
          <RefField label={msg("reg.component_scoring.scored_by")} optional register="people" value={who} error={wrong["scored_by"]} onChange={setWho} />
        </div>
      )}
    </FormDialog>
  );
}

// Buttons that open the dialog, and the dialog. It belongs to the page, not to a row: a row goes when the table becomes
// cards on a narrower screen, and what was typed would go with it.
export function useScoring(): { button: (c: Component, filled?: boolean) => ReactNode; dialog: ReactNode } {
  const [scored, setScored] = useState<Component | null>(null);
  const maturity = useMaturity();
  const button = (c: Component, filled?: boolean) =>
    may("component.write") && c.state === "in_use" ? (
      <Button size="small" look={filled ? "filled" : "outline"} icon="edit" aria-label={msg("maturity.score.of", { title: c.title })} isDisabled={!maturity.data} onPress={() => setScored(c)}>
        {msg("maturity.score")}
      </Button>
    ) : null;
  return { button, dialog: scored && maturity.data && <ScoreDialog component={scored} maturity={maturity.data} onClose={() => setScored(null)} /> };
}
