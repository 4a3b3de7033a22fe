// The sections of a type in their order: moved by buttons and by Alt with the arrow keys.
import { type KeyboardEvent, useState } from "react";
import type { ReportSectionKinds } from "../../gen/api";
import { optionLabel } from "../../kernel/describe";
import { msg, pick } from "../../kernel/i18n";
import { Button, IconButton } from "../../ui/button";
import { SelectField, SwitchField, TextField } from "../../ui/field";
import { Card, More } from "../../ui/page";
import { type Kind, left, moved, newPart, type Part, SECTIONS_MOST } from "./type_rules";

const HEADING_MOST = 100;

interface PartsProps {
  parts: Part[];
  kinds: ReportSectionKinds;
  fields: Record<string, string>;
  editable: boolean;
  onChange: (parts: Part[]) => void;
}

export function partName(part: Part, kinds: Kind[]): string {
  const kind = kinds.find((k) => k.key === part.builder);
  return pick({ ja: part.ja || undefined, en: part.en || part.ja || undefined }) || (kind ? pick(kind.heading) : msg("report.type.words"));
}

interface PartProps {
  part: Part;
  no: number;
  last: boolean;
  kinds: Kind[];
  fields: Record<string, string>;
  editable: boolean;
  onChange: (part: Part) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function Buttons({ name, no, last, onMove, onRemove }: { name: string } & Pick<PartProps, "no" | "last" | "onMove" | "onRemove">) {
  return (
    <span className="row report-part-buttons">
      <IconButton icon="arrow_up" size="small" label={msg("report.type.up", { name })} isDisabled={no === 1} onPress={() => onMove(-1)} />
      <IconButton icon="arrow_down" size="small" label={msg("report.type.down", { name })} isDisabled={last} onPress={() => onMove(1)} />
      <IconButton icon="trash" size="small" label={msg("report.type.remove", { name })} onPress={onRemove} />
    </span>
  );
}

function Fields({ part, no, fields, onChange }: Pick<PartProps, "part" | "no" | "fields" | "onChange">) {
  const at = `sections/${no - 1}/heading`;
  const error = fields[at] ?? fields[`${at}/ja`];
  return (
    <div className="form">
      <div className="form-grid">
        <TextField label={msg("report.type.heading")} required={!part.builder} optional={!!part.builder} maxLength={HEADING_MOST} value={part.ja} onChange={(ja) => onChange({ ...part, ja })} error={error} />
        <TextField label={msg("report.type.heading_en")} optional maxLength={HEADING_MOST} value={part.en} onChange={(en) => onChange({ ...part, en })} error={fields[`${at}/en`]} />
      </div>
      {part.builder && <SwitchField label={msg("report.type.wanted")} value={part.words} onChange={(words) => onChange({ ...part, words })} />}
    </div>
  );
}

function PartView(props: PartProps) {
  const { part, no, kinds, editable, onMove } = props;
  const name = partName(part, kinds);
  const kind = kinds.find((k) => k.key === part.builder);
  const keys = (e: KeyboardEvent) => {
    if (!editable || !e.altKey || (e.key !== "ArrowUp" && e.key !== "ArrowDown")) return;
    e.preventDefault();
    onMove(e.key === "ArrowUp" ? -1 : 1);
  };
  const notes = [
    kind && name !== pick(kind.heading) ? pick(kind.heading) : "",
    kind ? optionLabel("report_family", kind.family) : msg("report.type.words"),
    kind?.campaign ? msg("report.type.of_campaign") : "",
    kind && !part.words ? msg("report.type.no_words") : "",
  ].filter(Boolean);
  return (
    <li className="report-part" onKeyDown={keys}>
      <span className="report-part-no">{no}</span>
      <span className="report-part-name">
        <b>{name}</b>
        <span className="small muted">{notes.join(msg("ui.list.comma"))}</span>
      </span>
      {editable && <Buttons name={name} {...props} />}
      {editable && (
        <div className="report-part-more">
          {part.builder ? (
            <More label={msg("report.type.change", { name })}>
              <Fields {...props} />
            </More>
          ) : (
            <Fields {...props} />
          )}
        </div>
      )}
    </li>
  );
}

function Add({ parts, kinds, onAdd }: { parts: Part[]; kinds: Kind[]; onAdd: (part: Part) => void }) {
  const [builder, setBuilder] = useState<string | null>(null);
  const free = left(kinds, parts);
  const chosen = free.find((k) => k.key === builder);
  if (parts.length >= SECTIONS_MOST) return <p className="muted">{msg("report.type.most", { n: SECTIONS_MOST })}</p>;
  return (
    <div className="row report-part-add">
      <SelectField label={msg("report.type.add")} options={free.map((k) => ({ id: k.key, label: pick(k.heading), hint: optionLabel("report_family", k.family) }))} value={chosen?.key ?? null} onChange={setBuilder} />
      <Button icon="plus" isDisabled={!chosen} onPress={() => chosen && onAdd(newPart(chosen.key))}>
        {msg("report.type.add.do")}
      </Button>
      <Button icon="comment" onPress={() => onAdd(newPart(null))}>
        {msg("report.type.add.words")}
      </Button>
    </div>
  );
}

export function Parts({ parts, kinds, fields, editable, onChange }: PartsProps) {
  const [said, setSaid] = useState("");
  const move = (at: number, by: 1 | -1) => {
    const next = moved(parts, at, by);
    const part = parts[at];
    if (next === parts || !part) return;
    onChange(next);
    setSaid(msg("report.type.moved", { name: partName(part, kinds.items), no: at + by + 1 }));
  };
  return (
    <Card title={msg("report.type.sections")}>
      <div className="stack">
        {editable && <p className="small muted">{msg("report.type.sections.hint")}</p>}
        {fields.sections && <p className="field-error">{fields.sections}</p>}
        <ol className="report-parts">
          {parts.map((part, i) => (
            <PartView
              key={part.id}
              part={part}
              no={i + 1}
              last={i === parts.length - 1}
              kinds={kinds.items}
              fields={fields}
              editable={editable}
              onChange={(p) => onChange(parts.map((q) => (q.id === p.id ? p : q)))}
              onMove={(by) => move(i, by)}
              onRemove={() => onChange(parts.filter((q) => q.id !== part.id))}
            />
          ))}
        </ol>
        <p className="visually-hidden" role="status">
          {said}
        </p>
        {editable && <Add parts={parts} kinds={kinds.items} onAdd={(p) => onChange([...parts, p])} />}
      </div>
    </Card>
  );
}
