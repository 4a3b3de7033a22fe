// A quantity that is not known for certain: its shape, and the numbers that shape asks for.
import { label, msg } from "../../kernel/i18n";
import { NumberField, SelectField } from "../../ui/field";
import { type Quantity, SHAPES, type Shape, USED } from "./model";

const MAN = 10_000;

interface Props {
  name: string;
  value: Quantity;
  onChange: (value: Quantity) => void;
  unit: string;
  man?: boolean; // yen, typed in units of ten thousand
  digits?: number;
  at: string; // pointer of the quantity in the body
  fields: Record<string, string>;
}

export function QuantityEditor({ name, value, onChange, unit, man, digits = 2, at, fields }: Props) {
  const part = man ? MAN : 1;
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
      {USED[value.shape].map((member) => (
        <NumberField
          key={member}
          label={label(`loss.member.${member}`)}
          required
          min={0}
          digits={digits}
          unit={unit}
          value={value[member] === null ? null : value[member] / part}
          onChange={(n) => onChange({ ...value, [member]: n === null ? null : Math.round(n * part * 1e6) / 1e6 })}
          error={fields[`${at}/${member}`]}
        />
      ))}
    </fieldset>
  );
}
