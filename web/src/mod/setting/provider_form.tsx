// One form for whoever vouches for people: what it asks is a table, what it does is save and try.
import { type ReactNode, useState } from "react";
import type { ProviderRole } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { label, msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { CheckField, PasswordField, SwitchField, TextField } from "../../ui/field";
import { ErrorNote, Note, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { ProviderRoles, roleBody, type RoleLine, roleLines } from "./provider_roles";

// The rest of its settings are texts and truths by these names.
export interface Settings {
  enabled: boolean;
  secret_set: boolean;
  roles?: ProviderRole[] | null;
}

export type Ask = { key: string; type: "text" | "check" } | { key: "secret"; type: "secret" } | { key: "roles"; type: "roles" };

type Values = Record<string, string | boolean>;

function valuesOf(asks: Ask[], settings: Settings): Values {
  const all = settings as unknown as Record<string, string | boolean | null | undefined>;
  return Object.fromEntries(asks.flatMap((a) => (a.type === "text" ? [[a.key, all[a.key] ?? ""]] : a.type === "check" ? [[a.key, all[a.key] === true]] : [])));
}

interface Draft {
  kind: string;
  secretSet: boolean;
  values: Values;
  set: (key: string, value: string | boolean) => void;
  secret: string;
  setSecret: (secret: string) => void;
  roles: RoleLine[];
  setRoles: (roles: RoleLine[]) => void;
}

function useDraft(kind: string, asks: Ask[], settings: Settings): Draft {
  const [values, setValues] = useState<Values>(() => valuesOf(asks, settings));
  const [roles, setRoles] = useState<RoleLine[]>(() => roleLines(settings.roles ?? []));
  const [secret, setSecret] = useState("");
  const set = (key: string, value: string | boolean) => setValues((old) => ({ ...old, [key]: value }));
  return { kind, secretSet: settings.secret_set, values, set, secret, setSecret, roles, setRoles };
}

function AskField({ ask, draft, fields }: { ask: Ask; draft: Draft; fields: Record<string, string> }) {
  const [shown, setShown] = useState(false);
  const name = label(`ui.${draft.kind}.${ask.key}`);
  const hint = label(`ui.${draft.kind}.${ask.key}.hint`, "") || undefined;
  if (ask.type === "roles") return <ProviderRoles roles={draft.roles} onChange={draft.setRoles} errors={fields} />;
  if (ask.type === "check")
    return (
      <div>
        <CheckField label={name} value={draft.values[ask.key] === true} onChange={(v) => draft.set(ask.key, v)} />
        {hint && <p className="field-hint">{hint}</p>}
      </div>
    );
  if (ask.type === "secret")
    return (
      <PasswordField
        label={name}
        hint={draft.secretSet ? msg("ui.sso.secret.kept") : hint}
        value={draft.secret}
        onChange={draft.setSecret}
        shown={shown}
        onShow={setShown}
        autoComplete="off"
        error={fields.secret}
      />
    );
  return <TextField label={name} hint={hint} value={String(draft.values[ask.key] ?? "")} onChange={(v) => draft.set(ask.key, v)} error={fields[ask.key]} />;
}

export function ProviderForm({ kind, settings, etag, asks, before, after, reload }: {
  kind: "oidc" | "ldap"; // its messages are ui.KIND.KEY
  settings: Settings;
  etag: string | null;
  asks: Ask[];
  before?: ReactNode;
  after: (answer: unknown) => string; // what a good try says
  reload: () => void;
}) {
  const [enabled, setEnabled] = useState(settings.enabled);
  const draft = useDraft(kind, asks, settings);
  const [busy, setBusy] = useState<"save" | "test" | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [good, setGood] = useState<string | null>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const path = `/sign-in-providers/${kind}`;
  const work = async (what: "save" | "test", act: () => Promise<void>) => {
    setBusy(what);
    setError(null);
    setGood(null);
    try {
      await act();
    } catch (e) {
      setError(e);
    } finally {
      setBusy(null);
    }
  };
  const save = () =>
    work("save", async () => {
      const { values, roles, secret } = draft;
      await api.put(path, { enabled, ...values, roles: roleBody(roles), ...(secret ? { secret } : {}) }, { etag });
      toast(msg("ui.form.saved"));
      reload();
    });
  const test = () => work("test", async () => setGood(after((await api.post(`${path}/test`)).data)));
  return (
    <Card title={label(`ui.${kind}`)}>
      <div className="form">
        <p className="muted">{label(`ui.${kind}.what`)}</p>
        <SwitchField label={label(`ui.${kind}.enabled`)} value={enabled} onChange={setEnabled} />
        {before}
        {asks.map((ask) => (
          <AskField key={ask.key} ask={ask} draft={draft} fields={fields} />
        ))}
        {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        {good && <Note tone="ok" live title={good} />}
        <div className="row">
          <Button look="filled" pending={busy === "save"} onPress={() => void save()}>{msg("ui.save")}</Button>
          <Button pending={busy === "test"} onPress={() => void test()}>{msg("ui.sso.test")}</Button>
        </div>
        <p className="field-hint">{msg("ui.sso.test.hint")}</p>
      </div>
    </Card>
  );
}
