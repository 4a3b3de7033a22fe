// Where the link of an email leads: somebody without an account says something by a press. The page shows the name of the company that
// wrote and nothing else of it.
import { type ReactNode, useEffect, useState } from "react";
import { usePlace } from "../../app/router";
import type { MailLinkAsked } from "../../gen/api";
import { api } from "../../kernel/api";
import { type Language, loadLanguage, msg, useLanguage } from "../../kernel/i18n";
import { setPrefs } from "../../kernel/prefs";
import { Button } from "../../ui/button";
import { ErrorNote, Loading, Note } from "../../ui/note";

interface LetterLinkProps {
  path: string; // of the API: "/contact-confirmation"; it is opened by POST `${path}/open`
  title: string;
  noLink: { title: string; text: string };
  thanks: { title: string; text: (organisation: string) => string };
  question: (organisation: string, send: (said: object) => Promise<void>, busy: boolean) => ReactNode;
}

function Head({ title }: { title: string }) {
  const language = useLanguage();
  const other: Language = language === "ja" ? "en" : "ja";
  return (
    <div className="open-cards-head">
      <h1>{title}</h1>
      <Button
        look="plain"
        size="small"
        icon="language"
        onPress={() => {
          setPrefs({ language: other });
          void loadLanguage(other);
        }}
      >
        <span lang={other}>{msg("ui.language.other")}</span>
      </Button>
    </div>
  );
}

export function LetterLinkPage({ path, title, noLink, thanks, question }: LetterLinkProps) {
  const token = usePlace().hash.slice(1);
  const [asked, setAsked] = useState<MailLinkAsked | null>(null);
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [dead, setDead] = useState<unknown>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let here = true;
    if (token) api.post<MailLinkAsked>(`${path}/open`, { token }, { quiet: true }).then(({ data }) => here && setAsked(data), (e: unknown) => here && setDead(e));
    return () => {
      here = false;
    };
  }, [path, token]);
  const send = async (said: object) => {
    setBusy(true);
    setError(null);
    try {
      await api.post(path, { token, ...said }, { quiet: true });
      setDone(true);
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <main className="open-cards">
      <Head title={title} />
      {!token && (
        <Note tone="warn" title={noLink.title}>
          {noLink.text}
        </Note>
      )}
      <ErrorNote error={dead} />
      {token && !asked && !dead && <Loading />}
      {asked && !done && (
        <div className="stack">
          {question(asked.organisation, send, busy)}
          <ErrorNote error={error} />
        </div>
      )}
      {asked && done && (
        <Note tone="ok" title={thanks.title}>
          {thanks.text(asked.organisation)}
        </Note>
      )}
    </main>
  );
}
