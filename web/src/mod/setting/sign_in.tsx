// How people log in to this organisation: length of passwords, roles that need a second factor.
import { useState } from "react";
import type { SignInRules } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { useDescribe } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { loadSession, may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ChecksField } from "../../ui/field";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, Page, PageHead } from "../../ui/page";

function Form({ rules, etag, reload }: { rules: SignInRules; etag: string | null; reload: () => void }) {
  const { roles } = useDescribe();
  const manage = may("account.manage");
  const [least, setLeast] = useState<number | null>(rules.password_min);
  const [needs, setNeeds] = useState(rules.factor_roles as string[]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put("/sign-in-rules", { password_min: least, factor_roles: needs }, { etag });
      toast(msg("ui.form.saved"));
      reload();
      await loadSession(); // the rule may be for oneself too
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <div className="form">
        {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        <NumberField
          label={msg("ui.rules.password_min")}
          hint={msg("ui.rules.password_min.hint")}
          value={least}
          onChange={setLeast}
          min={12}
          max={64}
          unit={msg("ui.rules.characters")}
          error={fields.password_min}
          disabled={!manage}
        />
        <ChecksField
          label={msg("ui.rules.factor_roles")}
          hint={msg("ui.rules.factor_roles.hint")}
          options={roles.map((id) => ({ id, label: label(`role.${id}`) }))}
          value={needs}
          onChange={setNeeds}
          error={fields.factor_roles}
          disabled={!manage}
        />
        {manage ? (
          <div>
            <Button look="filled" pending={busy} isDisabled={least === null} onPress={() => void save()}>{msg("ui.save")}</Button>
          </div>
        ) : (
          <Note title={msg("ui.rules.admin")} />
        )}
      </div>
    </Card>
  );
}

export default function SignInRulesPage() {
  const query = useQuery<SignInRules>("/sign-in-rules");
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]} title={msg("ui.rules")} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data && <Form key={query.data.version} rules={query.data} etag={query.etag} reload={() => void query.reload()} />}
    </Page>
  );
}
