// Back from the identity provider: the answer is handed over at once; a second factor may be asked.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Door } from "../../app/door";
import { navigate } from "../../app/router";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { enter, type Me, session } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Loading, Note } from "../../ui/note";
import { CodeField, codeError } from "./code_field";
import { comeBack } from "./sso";

export default function SsoReturnPage() {
  const [{ back, refused, after }] = useState(comeBack);
  const [busy, setBusy] = useState(back !== null);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(false); // for the second factor
  const [code, setCode] = useState("");
  const sent = useRef(false);
  const send = async (body: object) => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<Me>("/session/oidc/return", body, { quiet: true });
      await navigate(after, { replace: true });
      await enter(data);
    } catch (e) {
      setError(asked || !codeError(e) ? e : null);
      if (codeError(e)) setAsked(true);
      setBusy(false);
    }
  };
  useEffect(() => {
    if (!back || sent.current) return;
    sent.current = true;
    void send(back);
  });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (back && code.trim()) void send({ ticket: back.ticket, state: back.state, code });
  };
  if (busy && !asked) return <Door title={msg("ui.sso.checking")}><Loading /></Door>;
  return (
    <Door title={msg("ui.log_in")}>
      {refused && <Note tone="warn" title={msg("ui.sso.refused")} />}
      {!back && !refused && <Note tone="warn" title={msg("ui.sso.nothing")} />}
      {!codeError(error) && <ErrorNote error={error} />}
      {asked && (
        <form className="form" onSubmit={submit} noValidate>
          <CodeField value={code} onChange={setCode} error={codeError(error)} />
          <Button type="submit" look="filled" size="large" pending={busy} isDisabled={!code.trim()}>
            {msg("ui.log_in")}
          </Button>
        </form>
      )}
      <LinkButton to={session.get() ? after : "/"} look={asked ? "plain" : "filled"}>
        {session.get() ? msg("ui.sso.back") : msg("ui.sso.again")}
      </LinkButton>
    </Door>
  );
}
