// Countries and time zones to choose from, by the names that the browser knows. Pure: language in,
// names out; the server goes on to say which codes it takes.

export interface Code {
  id: string; // "JP", "Asia/Tokyo"
  label: string;
  hint: string; // the code, where the name alone does not tell
}

const GROUPS = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]); // have a name and are no country
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

// A country that is called otherwise by now (DD, SU) is left out.
function isToday(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code;
}

export function countryCodes(lang: string): Code[] {
  const names = new Intl.DisplayNames(lang, { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter((code) => !GROUPS.has(code) && isToday(code));
  const named = codes.flatMap((id): Code[] => {
    const label = names.of(id);
    return label ? [{ id, label, hint: id }] : [];
  });
  return named.sort((a, b) => a.label.localeCompare(b.label, lang));
}

function zoneLabel(lang: string, timeZone: string): string {
  const timeZoneName = timeZone === "UTC" ? "long" : "longGeneric";
  const parts = new Intl.DateTimeFormat(lang, { timeZone, timeZoneName }).formatToParts();
  return parts.find((p) => p.type === "timeZoneName")?.value ?? timeZone;
}

export function zoneCodes(lang: string): Code[] {
  const ids = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
  return ids.map((id) => ({ id, label: zoneLabel(lang, id), hint: id })).sort((a, b) => a.id.localeCompare(b.id));
}

// Browsers name some zones by what their cities were once called.
const TODAY: Record<string, string> = {
  "Asia/Calcutta": "Kolkata",
  "Asia/Katmandu": "Kathmandu",
  "Asia/Rangoon": "Yangon",
  "Asia/Saigon": "Ho Chi Minh",
  "Europe/Kiev": "Kyiv",
};

const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("_", " ").trim();

// By name or code, in any width; `first` are those that stand at the top while nothing is typed.
export function findCodes(all: Code[], text: string, first: string[], most: number): Code[] {
  const wanted = fold(text);
  if (wanted === "") return [...all.filter((c) => first.includes(c.id)), ...all.filter((c) => !first.includes(c.id))].slice(0, most);
  const hits = all.filter((c) => [c.label, c.id, TODAY[c.id] ?? ""].some((name) => fold(name).includes(wanted)));
  const exact = (c: Code) => Number(fold(c.id) === wanted);
  return hits.sort((a, b) => exact(b) - exact(a)).slice(0, most);
}
