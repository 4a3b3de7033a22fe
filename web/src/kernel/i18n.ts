// Texts by message id, from the hashed JSON that the build makes of po/.
import { fill, type Params } from "./fill";
import { createStore, useStore } from "./store";

export type { Params };

export type Language = "ja" | "en";

interface Catalogue {
  language: Language;
  texts: Record<string, string>;
}

const catalogue = createStore<Catalogue>({ language: "ja", texts: {} });

export function language(): Language {
  return catalogue.get().language;
}

export function useLanguage(): Language {
  return useStore(catalogue).language;
}

export function parseLanguage(text: string | null | undefined): Language {
  return text === "en" ? "en" : "ja";
}

const isLoaded = (lang: Language): boolean => catalogue.get().language === lang && "ui.product" in catalogue.get().texts;

async function textsOf(lang: Language): Promise<Catalogue["texts"]> {
  if (isLoaded(lang)) return catalogue.get().texts;
  const url = document.querySelector<HTMLMetaElement>(`meta[name="messages-${lang}"]`)?.content;
  if (!url) throw new Error(`no messages for ${lang}`);
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`messages: ${answer.status}`);
  return answer.json();
}

export async function loadLanguage(lang: Language): Promise<void> {
  if (isLoaded(lang)) return;
  catalogue.set({ language: lang, texts: await textsOf(lang) });
  document.documentElement.lang = lang;
}

function findIn(texts: Catalogue["texts"], id: string, params?: Params): string | undefined {
  // English has a singular: "x.one" is used for n = 1 where it exists, written or not.
  return (String(params?.n) === "1" ? texts[`${id}.one`] : undefined) ?? texts[id];
}

function find(id: string, params?: Params): string | undefined {
  return findIn(catalogue.get().texts, id, params);
}

// The messages of a language that need not be the reader's: for what is made in it.
export async function speakerOf(lang: Language): Promise<(id: string, params?: Params) => string> {
  const texts = await textsOf(lang);
  return (id, params) => fill(findIn(texts, id, params) ?? id, params);
}

// The text of a message known when the program is written: script/test checks fails when it does not exist.
export function msg(id: string, params?: Params): string {
  return fill(find(id, params) ?? id, params);
}

// The text of a message whose id is made at run time ("enum.measure_state.open"): `fallback`, or
// the last part of the id, when there is none.
export function label(id: string, fallback?: string, params?: Params): string {
  return fill(find(id, params) ?? fallback ?? id.slice(id.lastIndexOf(".") + 1), params);
}

export function hasMessage(id: string): boolean {
  return catalogue.get().texts[id] !== undefined;
}

// Texts in several languages as the API gives them: the reader's language, else any.
export function pick(texts: { ja?: string; en?: string } | string | null | undefined): string {
  if (!texts) return "";
  if (typeof texts === "string") return texts;
  return texts[language()] ?? texts.ja ?? texts.en ?? "";
}

// A word of a sentence as a heading of its own; Japanese has no capitals.
export function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
