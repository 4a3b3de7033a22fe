// The new password, by the link that was mailed. The token stands in the fragment; opening the page
// spends nothing.
import { type FormEvent, useState } from "react";
import { Door } from "../../app/door";
import { api, ApiError } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { Button, LinkButton } from "../../ui/button";
import { CheckField, PasswordField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { useFragment } from "./fragment";
import { PASSWORD_LEAST } from "./password_rule";

export default function ResetPage() {
  const token = useFragment();
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [endTokens, setEndTokens] = useState(true);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.post("/session/password-reset/finish", { token, password, end_tokens: endTokens }, { quiet: true });
      setDone(true);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={msg("ui.reset")}>
      {!token && !done && <Note tone="warn" title={msg("ui.link.none")} />}
      {done && <Note tone="ok" live title={msg("ui.reset.done")}>{msg("ui.reset.done.text")}</Note>}
      {token && !done && (
        <form className="form" onSubmit={(e) => void submit(e)} noValidate>
          {!fields.password && <ErrorNote error={error} />}
          <PasswordField
            label={msg("ui.password.new")}
            hint={msg("ui.password.rule", { n: PASSWORD_LEAST })}
            least={PASSWORD_LEAST}
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            autoFocus
            error={fields.password}
            shown={shown}
            onShow={setShown}
          />
          <CheckField label={msg("ui.reset.tokens")} value={endTokens} onChange={setEndTokens} />
          <Button type="submit" look="filled" size="large" pending={busy} isDisabled={!password}>
            {msg("ui.reset.set")}
          </Button>
        </form>
      )}
      <LinkButton to="/" look={done ? "filled" : "plain"}>{msg("ui.log_in")}</LinkButton>
    </Door>
  );
}
