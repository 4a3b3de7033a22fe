// A quantity that is not known for certain: its shape, and the numbers that shape asks for.
import { label, msg } from "../../kernel/i18n";
import { SelectField } from "../../ui/field";
import { AmountField } from "../../ui/money_field";
import { NumberField } from "../../ui/number_field";
import { type Quantity, SHAPES, type Shape, USED } from "./model";

interface Props {
  name: string;
  value: Quantity;
  onChange: (value: Quantity) => void;
  unit?: string; // absent: yen
  digits?: number;
  at: string; // pointer of the quantity in the body
  fields: Record<string, string>;
}

export function QuantityEditor({ name, value, onChange, unit, digits = 2, at, fields }: Props) {
  return (
    <fieldset className="loss-quantity">
      <legend className="field-label">{name}</legend>
      <SelectField
        label={msg("loss.shape")}
        options={SHAPES.map((id) => ({ id, label: label(`enum.loss_shape.${id}`), hint: label(`loss.shape.${id}`) }))}
        value={value.shape}
        onChange={(v) => onChange({ ...value, shape: (v ?? "pert") as Shape })}
        error={fields[`${at}/shape`] ?? fields[at]}
      />
      {USED[value.shape].map((member) => {
        const frame = { label: label(`loss.member.${member}`), required: true, error: fields[`${at}/${member}`] };
        const set = (n: number | null) => onChange({ ...value, [member]: n });
        return unit === undefined ? (
          <AmountField key={member} {...frame} currency="JPY" value={value[member]} onChange={set} />
        ) : (
          <NumberField key={member} {...frame} min={0} digits={digits} unit={unit} value={value[member]} onChange={(n) => set(n === null ? null : Math.round(n * 1e6) / 1e6)} />
        );
      })}
    </fieldset>
  );
}
