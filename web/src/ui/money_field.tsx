// A sum of money, typed as people write sums: 800万, 1.2億円, ¥3,000,000. Under the field stands how it was
// read. What cannot be read stays as it was typed, with an error beside it, and is NaN to the form: no request takes that.
import { useState } from "react";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { TextField as AriaTextField } from "react-aria-components/TextField";
import { minorDigits, type Money, money, plainNumber } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { readMoney } from "../kernel/money_rules";
import { useSession } from "../kernel/session";
import { fieldClass, type FieldFrame, FieldHint, FieldLabel, FieldProblem } from "./field";

export interface MoneyFieldProps extends FieldFrame {
  value: Money | null;
  onChange: (value: Money | null) => void;
  currency?: string; // of a new sum; the organisation's where nothing is said
  late?: boolean; // told when the field is left, not while one types, and only what can be read
  disabled?: boolean;
}

interface Typed {
  text: string;
  amount: number | null; // minor units; null: nothing, NaN: cannot be read
}

// Exactly, and in the round words in which tables show it; seen where one fills in a form, not in a bar of filters.
function Reading({ value, hidden }: { value: Money | null; hidden?: boolean }) {
  const exact = money(value, "exact");
  const large = money(value);
  return (
    <span role="status" className={hidden ? "visually-hidden" : "field-read"}>
      {large === exact ? exact : msg("ui.money.read", { exact, large })}
    </span>
  );
}

function useTyped({ value, onChange, late, ...props }: MoneyFieldProps) {
  const { organisation } = useSession();
  const currency = value?.currency ?? props.currency ?? organisation.currency;
  const digits = minorDigits(currency);
  const given = value?.amount ?? null;
  const [kept, setKept] = useState<Typed | null>(null);
  const [left, setLeft] = useState(false);
  // What is typed stands until the form says something else.
  const typed = kept && (late || Object.is(kept.amount, given)) ? kept : null;
  const amount = typed ? typed.amount : given;
  const tell = (n: number | null) => onChange(n === null ? null : { amount: n, currency });
  const type = (text: string) => {
    const next = { text, amount: text.trim() === "" ? null : (readMoney(text, currency, digits) ?? Number.NaN) };
    setKept(next);
    if (!Number.isNaN(next.amount)) setLeft(false);
    if (!late) tell(next.amount);
  };
  const leave = () => {
    setLeft(true);
    if (Number.isNaN(amount)) return;
    setKept(null);
    if (late && typed && amount !== given) tell(amount);
  };
  const unread = Number.isNaN(amount);
  return {
    currency,
    type,
    leave,
    text: typed ? typed.text : given === null || unread ? "" : plainNumber(given / 10 ** digits),
    read: amount === null || unread ? null : { amount, currency },
    error: unread && left ? msg("ui.money.unread") : undefined,
  };
}

export function MoneyField(props: MoneyFieldProps) {
  const { currency, type, leave, text, read, ...typed } = useTyped(props);
  const error = typed.error ?? props.error;
  return (
    <AriaTextField
      className={fieldClass(props.className)}
      value={text}
      onChange={type}
      onBlur={leave}
      onKeyDown={(e) => e.key === "Enter" && !e.nativeEvent.isComposing && leave()}
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
        <span className="affix">{currency === "JPY" ? msg("ui.yen") : currency}</span>
      </Group>
      {error === undefined ? <Reading value={read} hidden={props.late} /> : <FieldProblem error={error} />}
    </AriaTextField>
  );
}

// The same for what is kept as a bare number of minor units.
export function AmountField({ value, onChange, currency, ...frame }: Omit<MoneyFieldProps, "value" | "onChange"> & { value: number | null; onChange: (amount: number | null) => void; currency: string }) {
  return <MoneyField {...frame} currency={currency} value={value === null ? null : { amount: value, currency }} onChange={(m) => onChange(m?.amount ?? null)} />;
}
