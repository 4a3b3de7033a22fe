// Texts of a sheet in the languages a reader has chosen: one, or all of them one below the other.
import { createContext, useContext } from "react";
import { language, msg } from "../../../kernel/i18n";
import { type Texts, words } from "../model";

// The languages shown; empty: the reader's own.
export const Shown = createContext<string[]>([]);

const NAMES = new Map<string, Intl.DisplayNames>();

export function languageName(code: string): string {
  const here = language();
  const names = NAMES.get(here) ?? new Intl.DisplayNames([here], { type: "language" });
  NAMES.set(here, names);
  return names.of(code) ?? code;
}

export function languageNames(codes: string[]): string {
  return codes.map(languageName).join(msg("ui.list.comma"));
}

export function Words({ texts }: { texts: Texts | null | undefined }) {
  const shown = useContext(Shown);
  const there = shown.filter((l) => texts?.[l]);
  if (!texts) return null;
  if (there.length === 0) return <>{words(texts)}</>;
  return (
    <span className="read-lines">
      {there.map((l) => (
        <span key={l} lang={l}>
          {texts[l]}
        </span>
      ))}
    </span>
  );
}
