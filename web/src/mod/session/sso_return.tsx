// Back from the identity provider: the answer is handed over at once; a second factor may be asked.
import { useEffect, useRef, useState } from "react";
import { Door } from "../../app/door";
import { navigate } from "../../app/router";
import type { PasskeyQuestion } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { enter, type Me, session } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ErrorNote, Loading, Note } from "../../ui/note";
import { questionOf } from "./passkey";
import { type Proof, proofAsked, ProofForm } from "./proof";
import { comeBack } from "./sso";

export default function SsoReturnPage() {
  const [{ back, refused, after }] = useState(comeBack);
  const [busy, setBusy] = useState(back !== null);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(false); // for the second factor
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null);
  const sent = useRef(false);
  const send = async (body: object) => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<Me>("/session/oidc/return", body, { quiet: true });
      await navigate(after, { replace: true });
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
  useEffect(() => {
    if (!back || sent.current) return;
    sent.current = true;
    void send(back);
  });
  const prove = (proof: Proof) => {
    if (back) void send({ ticket: back.ticket, state: back.state, ...proof });
  };
  if (busy && !asked) return <Door title={msg("ui.sso.checking")}><Loading /></Door>;
  return (
    <Door title={msg("ui.log_in")}>
      {refused && <Note tone="warn" title={msg("ui.sso.refused")} />}
      {!back && !refused && <Note tone="warn" title={msg("ui.sso.nothing")} />}
      {!asked && <ErrorNote error={error} />}
      {asked && <ProofForm large action={msg("ui.log_in")} question={question} busy={busy} error={error} onSend={prove} />}
      <LinkButton to={session.get() ? after : "/"} look={asked ? "plain" : "filled"}>
        {session.get() ? msg("ui.sso.back") : msg("ui.sso.again")}
      </LinkButton>
    </Door>
  );
}
