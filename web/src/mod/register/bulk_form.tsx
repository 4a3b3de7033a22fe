// What is to be changed in the records chosen: fields that are added one by one, and a step of state.
import { type FormEvent, useState } from "react";
import { navigate } from "../../app/router";
import type { BulkEdit } from "../../gen/api";
import { actionLabel, type FieldInfo, fieldLabel, optionLabel, type RegisterInfo } from "../../kernel/describe";
import { api, ApiError } from "../../kernel/api";
import { number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { Button, IconButton, LinkButton } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { Card } from "../../ui/page";
import { bulkActions, type BulkChoice, bulkChoice, bulkFields, bulkPath, needsReason } from "./bulk_model";
import { FormField } from "./form_field";
import { sendable, type Values } from "./form_values";

interface Wish {
  values: Values; // of the fields that are to be changed
  action: string | null;
  reason: string;
}

// A state field's options are told by the transition that leads there.
function actionOptions(register: RegisterInfo) {
  const states = register.fields.find((f) => f.key === register.state_field);
  return bulkActions(register).map((t) => ({
    id: t.action,
    label: actionLabel(register, t.action),
    hint: msg("ui.bulk.to_state", { state: optionLabel(states?.options, t.to) }),
  }));
}

function bodyOf(register: RegisterInfo, choice: BulkChoice, wish: Wish) {
  const fields = bulkFields(register).filter((f) => f.key in wish.values);
  const patch = Object.fromEntries(fields.map((f) => [f.key, sendable(f, wish.values[f.key])]));
  return {
    ...(choice.all ? { all: true, q: choice.all.q, filters: choice.all.filters } : { records: choice.records }),
    ...(fields.length > 0 ? { patch } : {}),
    ...(wish.action ? { action: wish.action, ...(wish.reason.trim() ? { reason: wish.reason.trim() } : {}) } : {}),
  };
}

// Errors of the server by field: "patch/due" is the field "due".
function errorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(Object.entries(error.fields()).map(([key, text]) => [key.replace(/^patch\//, ""), text]));
}

function firstValue(field: FieldInfo): unknown {
  return field.type === "bool" ? false : null;
}

interface FieldRowsProps {
  register: RegisterInfo;
  values: Values;
  errors: Record<string, string>;
  onChange: (values: Values) => void;
}

function FieldRows({ register, values, errors, onChange }: FieldRowsProps) {
  const all = bulkFields(register);
  const added = Object.keys(values);
  const others = all.filter((f) => !added.includes(f.key));
  return (
    <>
      {added.map((key) => {
        const field = all.find((f) => f.key === key);
        if (!field) return null;
        const { [key]: _, ...rest } = values;
        return (
          <div key={key} className="bulk-field">
            <div className="bulk-value">
              <FormField register={register} field={field} values={values} errors={errors} creating={false} onChange={(value) => onChange({ ...values, [key]: value })} />
              {!field.required && field.type !== "bool" && <p className="muted small">{msg("ui.bulk.empty")}</p>}
            </div>
            <IconButton icon="close" label={msg("ui.bulk.remove", { field: fieldLabel(register, key) })} onPress={() => onChange(rest)} />
          </div>
        );
      })}
      {others.length > 0 && (
        <SelectField
          key={added.length}
          label={msg(added.length === 0 ? "ui.bulk.field" : "ui.bulk.field_more")}
          value={null}
          placeholder={msg("ui.bulk.choose_field")}
          onChange={(key) => {
            const field = all.find((f) => f.key === key);
            if (field) onChange({ ...values, [field.key]: firstValue(field) });
          }}
          options={others.map((f) => ({ id: f.key, label: fieldLabel(register, f.key) }))}
        />
      )}
    </>
  );
}

export function BulkForm({ register, choice }: { register: RegisterInfo; choice: BulkChoice }) {
  const [wish, setWish] = useState<Wish>({ values: {}, action: null, reason: "" });
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const errors = errorsOf(error);
  const actions = actionOptions(register);
  const reason = needsReason(register, wish.action);
  const nothing = Object.keys(wish.values).length === 0 && wish.action === null;
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setPending(true);
    setError(null);
    try {
      const { data } = await api.post<BulkEdit>(bulkPath(register), bodyOf(register, choice, wish));
      invalidate(bulkPath(register));
      await navigate(`/${register.name}/bulk/${data.id}`);
      bulkChoice.set(null);
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
  };
  return (
    <form className="form" onSubmit={(e) => void submit(e)} noValidate>
      {Object.keys(errors).length > 0 ? (
        <Note tone="bad" live title={msg("ui.form.errors", { n: Object.keys(errors).length })} />
      ) : (
        <ErrorNote error={error} />
      )}
      <Card title={msg("ui.bulk.what", { n: number(choice.n) })}>
        <div className="stack">
          <FieldRows register={register} values={wish.values} errors={errors} onChange={(values) => setWish({ ...wish, values })} />
          {actions.length > 0 && (
            <SelectField
              label={msg("ui.bulk.action")}
              value={wish.action}
              clearable={msg("ui.bulk.action.none")}
              error={errors["action"]}
              onChange={(action) => setWish({ ...wish, action })}
              options={actions}
            />
          )}
          {wish.action && (
            <TextField
              label={msg("ui.reason")}
              required={reason}
              optional={!reason}
              lines={2}
              maxLength={2000}
              error={errors["reason"]}
              value={wish.reason}
              onChange={(text) => setWish({ ...wish, reason: text })}
            />
          )}
        </div>
      </Card>
      <div className="form-foot">
        <Button type="submit" look="filled" icon="search" isDisabled={nothing} pending={pending}>
          {msg("ui.bulk.preview")}
        </Button>
        <LinkButton to={`/${register.name}`}>{msg("ui.cancel")}</LinkButton>
        <span className="muted small">{msg("ui.bulk.preview.hint")}</span>
      </div>
    </form>
  );
}
