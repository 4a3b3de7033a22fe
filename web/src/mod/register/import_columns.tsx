// Which column goes into which field; what is the same for all rows; how records are found again.
import { useState } from "react";
import type { Import } from "../../gen/api";
import { type FieldInfo, fieldLabel, optionLabel, recordTitle, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { minorDigits, money } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { readMoney } from "../../kernel/money_rules";
import { useQuery } from "../../kernel/query";
import { useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { CheckField, SelectField, TextField } from "../../ui/field";
import { Note } from "../../ui/note";
import { Card } from "../../ui/page";
import { Table } from "../../ui/table";
import { columnFields, columnName, importLabel, keyFields, lacksName, madeHere, NUMBER, type Plan, sameFor } from "./import_model";

interface ColumnsProps {
  register: RegisterInfo;
  got: Import;
  plan: Plan;
  onChange: (plan: Plan) => void;
}

// In what unit a column's sums are read, where its header or a line above the table tells one.
function Unit({ register, column, field }: { register: RegisterInfo; column: Import["columns"][number]; field: string | null | undefined }) {
  const { organisation } = useSession();
  if (!column.unit || register.fields.find((f) => f.key === field)?.type !== "money") return null;
  const read = (text: string) => readMoney(text + column.unit, organisation.currency, minorDigits(organisation.currency));
  const sample = column.samples.map(String).find((text) => read(text) !== null);
  if (sample === undefined) return <p className="small">{msg("ui.import.unit")}</p>;
  return <p className="small">{msg("ui.import.unit.example", { sample, sum: money({ amount: read(sample) ?? 0, currency: organisation.currency }, "exact") })}</p>;
}

function ColumnTable({ register, got, plan, onChange }: ColumnsProps) {
  const options = [...(register.prefix ? [NUMBER] : []), ...columnFields(register).map((f) => f.key)];
  const choose = (no: number, field: string | null) => {
    const fields = plan.fields.map((f, i) => (i === no - 1 ? field : f === field ? null : f));
    onChange({ ...plan, fields, key: fields.includes(plan.key) ? plan.key : null });
  };
  return (
    <Table
      label={msg("ui.import.columns")}
      rows={got.columns}
      rowKey={(c) => String(c.no)}
      columns={[
        { id: "no", label: msg("ui.import.column"), cell: (c) => columnName(c.no), className: "nowrap", aside: true },
        { id: "header", label: msg("ui.import.header"), cell: (c) => c.header || msg("ui.import.no_header"), main: true },
        { id: "samples", label: msg("ui.import.samples"), cell: (c) => <span className="muted">{c.samples.join(msg("ui.list.comma"))}</span> },
        {
          id: "field",
          label: msg("ui.import.field"),
          cell: (c) => (
            <>
              <SelectField
                hideLabel
                label={msg("ui.import.field_of", { column: c.header || columnName(c.no) })}
                value={plan.fields[c.no - 1] ?? null}
                onChange={(field) => choose(c.no, field)}
                clearable={msg("ui.import.leave")}
                options={options.map((id) => ({ id, label: importLabel(register, id) }))}
              />
              <Unit register={register} column={c} field={plan.fields[c.no - 1]} />
            </>
          ),
        },
      ]}
    />
  );
}

// A reference that was chosen before: its name is asked for.
function SameReference({ field, label, value, onChange }: { field: FieldInfo; label: string; value: string; onChange: (value: string) => void }) {
  const [chosen, setChosen] = useState<RefValue | null>(null);
  const info = useRegister(field.ref);
  const { data } = useQuery<RegisterRecord>(value && chosen?.id !== value ? `/${field.ref}/${value}` : null);
  const found = data && info ? { id: data.id, number: data.number, title: recordTitle(info, data) } : null;
  return (
    <RefField
      label={label}
      register={field.ref ?? ""}
      value={chosen ?? found}
      onChange={(ref) => {
        setChosen(ref);
        onChange(ref?.id ?? "");
      }}
      required
    />
  );
}

function SameField({ register, field, value, onChange }: { register: RegisterInfo; field: FieldInfo; value: string; onChange: (value: string) => void }) {
  const label = fieldLabel(register, field.key);
  if (field.type === "ref") return <SameReference field={field} label={label} value={value} onChange={onChange} />;
  if (field.type === "enum")
    return (
      <SelectField
        label={label}
        required
        value={value || null}
        onChange={(key) => onChange(key ?? "")}
        options={(field.option_keys ?? []).map((id) => ({ id, label: optionLabel(field.options, id) }))}
      />
    );
  return <TextField label={label} required value={value} onChange={onChange} maxLength={200} />;
}

function SameForAll({ register, plan, onChange }: Omit<ColumnsProps, "got">) {
  const fields = sameFor(register, plan);
  if (fields.length === 0) return null;
  return (
    <Card title={msg("ui.import.same")}>
      <div className="stack">
        <p className="muted">{msg("ui.import.same.text")}</p>
        {fields.map((f) => (
          <SameField
            key={f.key}
            register={register}
            field={f}
            value={plan.constants[f.key] ?? ""}
            onChange={(value) => onChange({ ...plan, constants: { ...plan.constants, [f.key]: value } })}
          />
        ))}
      </div>
    </Card>
  );
}

function Again({ register, plan, onChange }: Omit<ColumnsProps, "got">) {
  const keys = keyFields(register, plan);
  if (keys.length === 0) return null;
  return (
    <Card title={msg("ui.import.again")}>
      <div className="stack">
        <SelectField
          label={msg("ui.import.key")}
          hint={msg("ui.import.key.hint")}
          value={plan.key}
          onChange={(key) => onChange({ ...plan, key })}
          clearable={msg("ui.import.key.none")}
          options={keys.map((id) => ({ id, label: importLabel(register, id) }))}
        />
        {plan.key && (
          <CheckField
            label={msg("ui.import.clear_empty")}
            value={plan.clearEmpty}
            onChange={(clearEmpty) => onChange({ ...plan, clearEmpty })}
          />
        )}
      </div>
    </Card>
  );
}

export function ImportColumns(props: ColumnsProps & { filled: boolean; pending: boolean; onCheck: () => void }) {
  const { register, got, plan, filled, pending, onCheck } = props;
  const none = plan.fields.every((f) => f === null);
  const nameless = !none && lacksName(register, plan);
  if (!filled && madeHere(register, got)) return null;
  return (
    <>
      {got.notices.map((text) => (
        <Note key={text}>{text}</Note>
      ))}
      <Card
        flush
        title={msg("ui.import.columns")}
        aside={<span className="muted small">{msg("ui.import.header_line", { n: got.header_line })}</span>}
      >
        <ColumnTable {...props} />
      </Card>
      {nameless && <Note tone="warn" title={msg("ui.import.nameless", { field: importLabel(register, register.title) })} />}
      <SameForAll {...props} />
      <Again {...props} />
      {none && <p className="muted">{msg("ui.import.none")}</p>}
      <div className="row">
        <Button look={filled ? "filled" : "outline"} icon="check" pending={pending} isDisabled={none || nameless} onPress={onCheck}>
          {filled ? msg("ui.import.check") : msg("ui.import.check_again")}
        </Button>
      </div>
    </>
  );
}
