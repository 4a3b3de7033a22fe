// What a browser is called by people, from the text it sends.
import { msg } from "../../kernel/i18n";

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Microsoft Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS/, "macOS"],
  [/Linux/, "Linux"],
];

export function deviceOf(agent: string | null | undefined): string {
  const named = (list: [RegExp, string][]) => list.find(([test]) => test.test(agent ?? ""))?.[1];
  const parts = [named(SYSTEMS), named(BROWSERS)].filter((p) => p !== undefined);
  return parts.length ? parts.join(" / ") : agent || msg("ui.sessions.unknown");
}
