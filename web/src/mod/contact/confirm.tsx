// Where the link of a test mail leads: somebody without an account says whether the address is right. It shows the name of the
// company that asks and nothing of what it has on record.
import { useEffect, useState } from "react";
import { usePlace } from "../../app/router";
import type { ContactAsked } from "../../gen/api";
import { api } from "../../kernel/api";
import { type Language, loadLanguage, msg, useLanguage } from "../../kernel/i18n";
import { setPrefs } from "../../kernel/prefs";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, Loading, Note } from "../../ui/note";

function Question({ organisation, token, onDone }: { organisation: string; token: string; onDone: () => void }) {
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const say = async (right: boolean) => {
    setBusy(true);
    setError(null);
    try {
      await api.post("/contact-confirmation", { token, right, note: note.trim() || null }, { quiet: true });
      onDone();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <p>{msg("contact.ui.confirm.text", { organisation })}</p>
      <TextField label={msg("contact.ui.confirm.note")} hint={msg("contact.ui.confirm.note.hint", { organisation })} lines={3} maxLength={500} value={note} onChange={setNote} />
      <ErrorNote error={error} />
      <div className="row">
        <Button look="filled" pending={busy} onPress={() => void say(true)}>
          {msg("contact.ui.confirm.right")}
        </Button>
        <Button pending={busy} onPress={() => void say(false)}>
          {msg("contact.ui.confirm.changed")}
        </Button>
      </div>
    </div>
  );
}

export default function ConfirmContactPage() {
  const token = usePlace().hash.slice(1);
  const language = useLanguage();
  const other: Language = language === "ja" ? "en" : "ja";
  const [asked, setAsked] = useState<ContactAsked | null>(null);
  const [done, setDone] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let here = true;
    if (token) api.post<ContactAsked>("/contact-confirmation/open", { token }, { quiet: true }).then(({ data }) => here && setAsked(data), (e: unknown) => here && setError(e));
    return () => {
      here = false;
    };
  }, [token]);
  return (
    <main className="open-cards">
      <div className="open-cards-head">
        <h1>{msg("contact.ui.confirm")}</h1>
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
      {!token && (
        <Note tone="warn" title={msg("contact.ui.confirm.no_link")}>
          {msg("contact.ui.confirm.no_link.text")}
        </Note>
      )}
      <ErrorNote error={error} />
      {token && !asked && !error && <Loading />}
      {asked && !done && <Question organisation={asked.organisation} token={token} onDone={() => setDone(true)} />}
      {asked && done && (
        <Note tone="ok" title={msg("contact.ui.confirm.thanks")}>
          {msg("contact.ui.confirm.thanks.text", { organisation: asked.organisation })}
        </Note>
      )}
    </main>
  );
}
