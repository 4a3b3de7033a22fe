// What a person chose on this machine: theme, density, columns, page size. Nothing of the business.
import { createStore, useStore } from "./store";

export type Theme = "auto" | "light" | "dark";
export type Density = "normal" | "dense";

export interface Prefs {
  theme: Theme;
  density: Density;
  language?: string;
  columns: Record<string, string[]>; // by register
  page: number;
  advance: boolean; // a chosen level leads on to the next item of a sheet
  later: Record<string, Record<string, string>>; // until which day suggestions are put off, by account and id
  here: boolean; // somebody is signed in on this machine, as far as it knows
}

const KEY = "kaname.prefs"; // boot.ts reads it too
const DEFAULTS: Prefs = { theme: "auto", density: "normal", columns: {}, page: 50, advance: true, later: {}, here: false };

function load(): Prefs {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return DEFAULTS;
  }
}

export const prefs = createStore<Prefs>(load());

export function usePrefs(): Prefs {
  return useStore(prefs);
}

export function setPrefs(change: Partial<Prefs>): void {
  prefs.set({ ...prefs.get(), ...change });
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs.get()));
  } catch {
    // A private window without storage: the choice lives as long as the page.
  }
  applyTheme();
}

export function applyTheme(): void {
  const { theme } = prefs.get();
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
