import { type FormEvent, useState } from "react";
import { goBack, navigate } from "../../app/router";
import type { Account } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import type { RefValue } from "../../kernel/record";
import { label, msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { useMailSent } from "./mail";
import { newRole, rolesBody, type RoleDraft, RolesEditor } from "./roles_editor";

export default function NewAccountPage() {
  const me = useSession();
  const mailed = useMailSent();
  const [name, setName] = useState("");
  const [login, setLogin] = useState("");
  const [person, setPerson] = useState<RefValue | null>(null);
  const [lang, setLang] = useState<string | null>(me.organisation.lang);
  const [roles, setRoles] = useState<RoleDraft[]>(() => [newRole("member", me.roles[0]?.unit ?? null)]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const errors = error instanceof ApiError ? error.fields() : {};
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const body = { name, login, lang, person: person?.id ?? null, roles: rolesBody(roles) };
      const { data } = await api.post<Account>("/accounts", body);
      invalidate("/accounts");
      toast(msg("ui.form.created"));
      void navigate(`/accounts/${data.id}`, { replace: true });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("ui.accounts"), to: "/accounts" }]} title={msg("ui.accounts.new")} />
      <Card>
        <form className="form" onSubmit={(e) => void submit(e)} noValidate>
          {Object.keys(errors).length === 0 && <ErrorNote error={error} />}
          <RefField
            label={msg("ui.account.person")}
            hint={msg("ui.account.person.hint")}
            register="people"
            value={person}
            onChange={(p) => {
              setPerson(p);
              if (p?.title && !name) setName(p.title);
            }}
            error={errors.person}
            optional
          />
          <div className="form-grid">
            <TextField label={msg("ui.account.name")} value={name} onChange={setName} error={errors.name} required />
            <TextField label={msg("ui.log_in.login")} value={login} onChange={setLogin} error={errors.login} required />
            <SelectField
              label={msg("ui.language")}
              options={["ja", "en"].map((id) => ({ id, label: label(`ui.language.${id}`) }))}
              value={lang}
              onChange={setLang}
              error={errors.lang}
            />
          </div>
          <RolesEditor roles={roles} onChange={setRoles} errors={errors} />
          <p className="muted small">{msg(mailed ? "ui.accounts.new.link.mail" : "ui.accounts.new.link")}</p>
          <div className="form-foot">
            <Button type="submit" look="filled" pending={busy}>
              {msg("ui.create.do")}
            </Button>
            <Button onPress={() => goBack("/accounts")}>{msg("ui.cancel")}</Button>
          </div>
        </form>
      </Card>
    </Page>
  );
}
