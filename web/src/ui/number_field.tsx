// A number, typed as people write numbers: 1200, 1,200, １，２００. Told when the field is left. What cannot be read stays as it was
// typed, with an error beside it, and is NaN to the form: no request takes that.
import { useState } from "react";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { TextField as AriaTextField } from "react-aria-components/TextField";
import { plainNumber } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { readNumber } from "../kernel/number_rules";
import { fieldClass, type FieldFrame, FieldHint, FieldLabel, FieldProblem } from "./field";

export interface NumberFieldProps extends FieldFrame {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number; // of the arrow keys
  unit?: string; // "円", "件"
  digits?: number; // behind the point
  quiet?: boolean; // tells only what can be read: what stood there before stays in force
  disabled?: boolean;
}

type Bounds = Pick<NumberFieldProps, "min" | "max" | "digits">;

// Why a number is none that this field takes; undefined: it is.
function fault(n: number | null, { min, max, digits = 0 }: Bounds): string | undefined {
  if (n === null) return msg("ui.number.unread");
  if (Math.abs(n * 10 ** digits - Math.round(n * 10 ** digits)) > 1e-6) return digits === 0 ? msg("ui.number.whole") : msg("ui.number.digits", { n: digits });
  if (min !== undefined && max !== undefined && (n < min || n > max)) return msg("ui.number.range", { min: plainNumber(min), max: plainNumber(max) });
  if (min !== undefined && n < min) return msg("ui.number.least", { min: plainNumber(min) });
  return max !== undefined && n > max ? msg("ui.number.most", { max: plainNumber(max) }) : undefined;
}

interface Typed {
  text: string;
  given: number | null; // what the form held then
  fault?: string; // found when the field was left
}

function useTyped(props: NumberFieldProps) {
  const { value, onChange, quiet } = props;
  const [kept, setKept] = useState<Typed | null>(null);
  // What is typed stands until the form says something else.
  const typed = kept && (Object.is(kept.given, value) || Number.isNaN(value)) ? kept : null;
  const leave = () => {
    if (!typed) return;
    const empty = typed.text.trim() === "";
    const n = empty ? null : readNumber(typed.text);
    const wrong = empty ? undefined : fault(n, props);
    if (wrong) {
      setKept({ ...typed, fault: wrong });
      if (!quiet) onChange(Number.NaN);
      return;
    }
    setKept(null);
    if (!Object.is(n, value)) onChange(n);
  };
  const turn = (by: number) => {
    const now = typed ? readNumber(typed.text) : value;
    const next = Math.round(((now ?? 0) + by * (props.step ?? 1)) * 1e6) / 1e6;
    if (Number.isNaN(next) || fault(next, props)) return;
    setKept(null);
    onChange(next);
  };
  return {
    leave,
    turn,
    type: (text: string) => setKept({ text, given: value }),
    text: typed ? typed.text : value === null || Number.isNaN(value) ? "" : plainNumber(value),
    error: typed?.fault,
  };
}

export function NumberField(props: NumberFieldProps) {
  const { leave, turn, type, text, ...typed } = useTyped(props);
  const error = typed.error ?? props.error;
  const whole = (props.digits ?? 0) === 0;
  return (
    <AriaTextField
      className={fieldClass(props.className)}
      value={text}
      onChange={type}
      onBlur={leave}
      onKeyDown={(e) => {
        if (e.key === "Enter" && !e.nativeEvent.isComposing) leave();
        if (e.key !== "ArrowUp" && e.key !== "ArrowDown") return;
        e.preventDefault();
        turn(e.key === "ArrowUp" ? 1 : -1);
      }}
      inputMode={(props.min ?? -1) < 0 ? "text" : whole ? "numeric" : "decimal"}
      autoComplete="off"
      maxLength={40}
      isRequired={props.required}
      isInvalid={error !== undefined}
      isDisabled={props.disabled}
      validationBehavior="aria"
    >
      <FieldLabel {...props} />
      <FieldHint hint={props.hint} />
      <Group className="input-group">
        <Input className="input" />
        {props.unit && <span className="affix">{props.unit}</span>}
      </Group>
      <FieldProblem error={error} />
    </AriaTextField>
  );
}
