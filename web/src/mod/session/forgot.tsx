// A forgotten password: who one is. The answer is the same for everybody.
import { type FormEvent, useState } from "react";
import { Door } from "../../app/door";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { Button, LinkButton } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";

export default function ForgotPage() {
  const [login, setLogin] = useState("");
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.post("/session/password-reset", { login }, { quiet: true });
      setDone(true);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={msg("ui.forgot")}>
      {done ? (
        <Note tone="ok" live title={msg("ui.forgot.sent")}>
          {msg("ui.forgot.sent.text")}
        </Note>
      ) : (
        <form className="form" onSubmit={(e) => void submit(e)} noValidate>
          <p className="muted">{msg("ui.forgot.text")}</p>
          <ErrorNote error={error} />
          <TextField label={msg("ui.forgot.login")} value={login} onChange={setLogin} name="username" autoComplete="username" autoFocus />
          <Button type="submit" look="filled" size="large" pending={busy} isDisabled={!login.trim()}>
            {msg("ui.forgot.send")}
          </Button>
        </form>
      )}
      <LinkButton to="/" look="plain">{msg("ui.forgot.back")}</LinkButton>
    </Door>
  );
}
