// The frame of what is seen before log-in: log-in, set-up, a sign-in link.
import type { ReactNode } from "react";
import { type Language, loadLanguage, msg, useLanguage } from "../kernel/i18n";
import { setPrefs } from "../kernel/prefs";
import { Button } from "../ui/button";
import { Mark } from "../ui/icon";

export function Door({ wide, title, children }: { wide?: boolean; title?: string; children: ReactNode }) {
  const language = useLanguage();
  const other: Language = language === "ja" ? "en" : "ja";
  return (
    <main className="door">
      <div>
        <div className={wide ? "door-card wide" : "door-card"}>
          <div className="door-brand">
            <Mark size={44} />
            <div>
              <div className="brand-name">{msg("ui.product")}</div>
              <div className="brand-org">{msg("ui.product.what")}</div>
            </div>
          </div>
          <div className="stack">
            {title && <h1 className="door-title">{title}</h1>}
            {children}
          </div>
        </div>
        <div className="door-foot">
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
      </div>
    </main>
  );
}
