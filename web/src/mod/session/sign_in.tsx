// A one-time sign-in link: the token stands in the fragment, so it never reaches a server's log;
// opening the page spends nothing (mail scanners do that), the button does.
import { useState } from "react";
import { Door } from "../../app/door";
import { navigate } from "../../app/router";
import type { PasskeyQuestion } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { enter, type Me } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Note } from "../../ui/note";
import { useFragment } from "./fragment";
import { questionOf } from "./passkey";
import { type Proof, proofAsked, ProofForm } from "./proof";

export default function SignInPage() {
  const token = useFragment();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(false); // for the second factor
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null);
  const signIn = async (proof: Proof) => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<Me>("/session/link", { token, ...proof }, { quiet: true });
      await navigate(data.account.password_set ? "/" : "/account", { replace: true });
      await enter(data);
    } catch (e) {
      setError(asked || !proofAsked(e) ? e : null);
      if (proofAsked(e)) {
        setAsked(true);
        setQuestion((before) => questionOf(e) ?? before);
      }
      setBusy(false);
    }
  };
  return (
    <Door title={msg("ui.link.title")}>
      {token ? <p className="muted">{msg("ui.link.text")}</p> : <Note tone="warn" title={msg("ui.link.none")} />}
      {asked && <ProofForm large action={msg("ui.log_in")} question={question} busy={busy} error={error} onSend={(proof) => void signIn(proof)} />}
      {!asked && <ErrorNote error={error} />}
      {token && !asked && (
        <Button look="filled" size="large" pending={busy} onPress={() => void signIn({})}>
          {msg("ui.log_in")}
        </Button>
      )}
      <LinkButton to="/" look="plain">
        {msg("ui.link.password")}
      </LinkButton>
    </Door>
  );
}
