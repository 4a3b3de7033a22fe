// A one-time sign-in link: the token stands in the fragment, so it never reaches a server's log;
// opening the page spends nothing (mail scanners do that), the button does.
import { useState } from "react";
import { Door } from "../../app/door";
import { navigate } from "../../app/router";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { enter, type Me } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Note } from "../../ui/note";
import { CodeField, codeError } from "./code_field";
import { useFragment } from "./fragment";

export default function SignInPage() {
  const token = useFragment();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(false); // for the second factor
  const [code, setCode] = useState("");
  const signIn = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<Me>("/session/link", { token, ...(asked ? { code } : {}) }, { quiet: true });
      await navigate(data.account.password_set ? "/" : "/account", { replace: true });
      await enter(data);
    } catch (e) {
      setError(asked || !codeError(e) ? e : null);
      if (codeError(e)) setAsked(true);
      setBusy(false);
    }
  };
  return (
    <Door title={msg("ui.link.title")}>
      {token ? <p className="muted">{msg("ui.link.text")}</p> : <Note tone="warn" title={msg("ui.link.none")} />}
      {!codeError(error) && <ErrorNote error={error} />}
      {asked && <CodeField value={code} onChange={setCode} error={codeError(error)} />}
      {token && (
        <Button look="filled" size="large" pending={busy} isDisabled={asked && !code.trim()} onPress={() => void signIn()}>
          {msg("ui.log_in")}
        </Button>
      )}
      <LinkButton to="/" look="plain">
        {msg("ui.link.password")}
      </LinkButton>
    </Door>
  );
}
