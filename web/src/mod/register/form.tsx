// The form of any register: from its description, errors beside the field, what is typed kept, and
// both versions shown when somebody else was faster.
import { type FormEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { goBack, navigate, useBlocker } from "../../app/router";
import { type Answer, api, ApiError } from "../../kernel/api";
import { recordPath, type RegisterInfo } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { dropDraft, readDraft, writeDraft } from "../../kernel/drafts";
import { label, msg } from "../../kernel/i18n";
import { useShortcuts } from "../../kernel/keys";
import { invalidate, remember } from "../../kernel/query";
import { Button } from "../../ui/button";
import { ErrorNote, Note, toast } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Conflict, type ConflictInfo, readConflict } from "./conflict";
import { FormField } from "./form_field";
import { changes, formParts, isWide, missing, unread, type Values, valuesOf } from "./form_values";

export interface RecordFormProps {
  register: RegisterInfo;
  initial: Values;
  record?: RegisterRecord; // absent: a new one
  link?: string; // of a new one: the record it is made for, "risks/RK-2026-0001"
  etag?: string | null;
}

interface Draft {
  values: Values;
  version: number;
}

function useDraft({ register, initial, record, link }: RecordFormProps) {
  const name = `${register.name}.${record?.id ?? link ?? "new"}`;
  const kept = useMemo(() => {
    const draft = readDraft<Draft>(name);
    return draft && draft.version === (record?.version ?? 0) ? draft.values : null;
  }, [name, record?.version]);
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...kept }));
  const [restored, setRestored] = useState(kept !== null);
  const dirty = Object.keys(changes(register, values, initial)).length > 0;
  useEffect(() => {
    if (dirty) writeDraft(name, { values, version: record?.version ?? 0 });
    else dropDraft(name);
  }, [name, values, dirty, record?.version]);
  const discard = () => {
    dropDraft(name);
    setValues(initial);
    setRestored(false);
  };
  return { values, setValues, dirty, restored, discard, forget: () => dropDraft(name) };
}

// The first field in error takes the focus, so that nobody has to look for it.
function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLElement>("[data-invalid] :is(input, textarea, button, [tabindex])")?.focus(),
  );
}

async function askToLeave(): Promise<boolean> {
  return confirm({
    title: msg("ui.form.leave"),
    text: msg("ui.form.leave.text"),
    yes: msg("ui.form.leave.yes"),
    no: msg("ui.form.leave.no"),
    look: "outline",
  });
}

function useSave(props: RecordFormProps, draft: ReturnType<typeof useDraft>) {
  const { register, record } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [conflict, setConflict] = useState<ConflictInfo | null>(null);
  const [base, setBase] = useState({ values: props.initial, etag: props.etag ?? null });
  const [saved, setSaved] = useState<Answer<RegisterRecord> | null>(null);

  const send = (): Promise<Answer<RegisterRecord>> =>
    record
      ? api.patch(`/${register.name}/${record.id}`, changes(register, draft.values, base.values), { etag: base.etag })
      : api.post(`/${register.name}`, changes(register, draft.values, null), { query: { link: props.link } });

  const refused = async (problem: unknown) => {
    if (problem instanceof ApiError && problem.status === 412 && record) {
      const info = await readConflict(register, record, base.values, draft.values);
      setBase({ values: valuesOf(register, info.theirs), etag: info.etag });
      draft.setValues(info.merged);
      setConflict(info);
    } else {
      setErrors(problem instanceof ApiError ? problem.fields() : {});
      setError(problem);
    }
  };

  const save = async () => {
    const wrong = [
      ...missing(register, draft.values).map((key) => [key, msg("ui.missing")]),
      ...unread(draft.values).map((key) => [key, typeof draft.values[key] === "number" ? msg("ui.number.unread") : msg("ui.money.unread")]),
    ];
    setErrors(Object.fromEntries(wrong));
    setError(null);
    if (wrong.length) return false;
    setBusy(true);
    try {
      const answer = await send();
      draft.forget();
      invalidate(`/${register.name}`, ...(props.link ? [`/${props.link}`] : []));
      remember(`/${register.name}/${answer.data.id}`, answer);
      setSaved(answer);
      return true;
    } catch (problem) {
      await refused(problem).catch(setError);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const clearError = (key: string) => setErrors(({ [key]: _, ...others }) => others);
  return { busy, error, errors, conflict, saved, save, clearError };
}

function Part({ register, name, children }: { register: RegisterInfo; name?: string; children: ReactNode }) {
  const id = useId();
  const grid = <div className="form-grid">{children}</div>;
  if (name === undefined) return grid;
  return (
    <section className="form-part" aria-labelledby={id}>
      <h2 id={id}>{label(`reg.${register.singular}.part.${name}`)}</h2>
      {grid}
    </section>
  );
}

export function RecordForm(props: RecordFormProps) {
  const { register, record } = props;
  const draft = useDraft(props);
  const { values, setValues, dirty } = draft;
  const { busy, error, errors, conflict, saved, save, clearError } = useSave(props, draft);
  const form = useRef<HTMLFormElement>(null);
  const back = record ? recordPath(register.name, record) : `/${register.name}`;
  useBlocker(dirty && !saved, useCallback(askToLeave, []));

  useEffect(() => {
    if (!saved) return;
    toast(record ? msg("ui.form.saved") : msg("ui.form.created"));
    void navigate(recordPath(register.name, saved.data), { replace: true });
  }, [saved, record, register.name]);

  const submit = async (e?: FormEvent) => {
    e?.preventDefault();
    if (!busy && !(await save())) focusFirstError(form.current);
  };
  useShortcuts({ "mod+s": () => void submit() });
  const count = Object.keys(errors).length;
  return (
    <form className="form" ref={form} onSubmit={(e) => void submit(e)} noValidate>
      {draft.restored && (
        <Note
          title={msg("ui.form.restored")}
          actions={
            <Button size="small" onPress={draft.discard}>
              {msg("ui.form.discard")}
            </Button>
          }
        />
      )}
      {conflict && <Conflict register={register} info={conflict} values={values} onChoose={setValues} />}
      {count > 0 ? <Note tone="bad" live title={msg("ui.form.errors", { n: count })} /> : <ErrorNote error={error} />}
      {formParts(register).map((part) => (
        <Part key={part.key ?? ""} register={register} name={part.key}>
          {part.fields.map((field) => (
            <div key={field.key} className={isWide(field, register) ? "wide" : undefined}>
              <FormField
                register={register}
                field={field}
                values={values}
                errors={errors}
                creating={!record}
                onChange={(value) => {
                  setValues((before) => ({ ...before, [field.key]: value }));
                  clearError(field.key);
                }}
              />
            </div>
          ))}
        </Part>
      ))}
      <div className="form-foot">
        <Button type="submit" look="filled" pending={busy}>
          {record ? msg("ui.save") : msg("ui.create.do")}
        </Button>
        <Button onPress={() => goBack(back)}>{msg("ui.cancel")}</Button>
        {dirty && <span className="muted small">{msg("ui.form.dirty")}</span>}
      </div>
    </form>
  );
}
