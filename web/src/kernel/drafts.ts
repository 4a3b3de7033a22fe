// Unsent input survives a reload, a lost connection or an ended session. It stays on this machine,
// under the account's id, and goes when it is sent or thrown away.
import { session } from "./session";

const PREFIX = "kaname.draft.";
const DAYS = 30;

function keyOf(name: string): string {
  return `${PREFIX}${session.get()?.account.id ?? "-"}.${name}`;
}

export function readDraft<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(keyOf(name));
    return text ? (JSON.parse(text).value as T) : null;
  } catch {
    return null;
  }
}

export function writeDraft(name: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), value }));
  } catch {
    // Full or forbidden storage: the warning on leaving the page still stands.
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was kept then.
  }
}

export function sweepDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const { at } = JSON.parse(localStorage.getItem(key) ?? "{}");
      if (!(Date.now() - at < DAYS * 86_400_000)) localStorage.removeItem(key);
    }
  } catch {
    // As above.
  }
}
