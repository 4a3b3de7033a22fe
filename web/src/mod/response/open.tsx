// The cards for who has the link and no account, or cannot log in now. The secret stays in the address, so that the page can be
// kept on a telephone; it opens nothing but this.
import { useEffect, useState } from "react";
import { usePlace } from "../../app/router";
import type { ThreatCards } from "../../gen/api";
import { api } from "../../kernel/api";
import { type Language, loadLanguage, msg, useLanguage } from "../../kernel/i18n";
import { setPrefs } from "../../kernel/prefs";
import { Button } from "../../ui/button";
import { Loading, Note, ErrorNote } from "../../ui/note";
import { CardsView } from "./card_view";

export default function OpenCardsPage() {
  const token = usePlace().hash.slice(1);
  const language = useLanguage();
  const other: Language = language === "ja" ? "en" : "ja";
  const [all, setAll] = useState<ThreatCards | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let here = true;
    setAll(null);
    setError(null);
    if (token) api.post<ThreatCards>("/threat-cards/open", { token }, { quiet: true }).then(({ data }) => here && setAll(data), (e: unknown) => here && setError(e));
    return () => {
      here = false;
    };
  }, [token]);
  return (
    <main className="open-cards">
      <div className="open-cards-head no-print">
        <h1>{msg("response.open.title")}</h1>
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
      {!token && <Note tone="warn" title={msg("response.open.no_link")}>{msg("response.open.no_link.text")}</Note>}
      <ErrorNote error={error} />
      {token && !all && !error && <Loading />}
      {all && <CardsView all={all} />}
    </main>
  );
}
