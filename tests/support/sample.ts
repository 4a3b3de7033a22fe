// Values made from a JSON Schema: one that fits, and many that may or may not.
import type { Description } from "./openapi.ts";

const BY_FORMAT: Record<string, string> = {
  date: "2026-04-01",
  "date-time": "2026-04-01T09:00:00+09:00",
  uuid: "01939f3e-7b1c-7c3a-8f00-000000000001",
};

// A value that the schema accepts; optional members are left out.
export function sampleOf(document: Description, schema: any): unknown {
  const s = document.deref(schema);
  if (s.const !== undefined) return s.const;
  if (s.enum) return s.enum[0];
  if (s.anyOf || s.oneOf) return sampleOf(document, (s.anyOf ?? s.oneOf)[0]);
  const type = Array.isArray(s.type) ? s.type[0] : s.type;
  if (type === "object") {
    const required: string[] = s.required ?? [];
    const members = Object.fromEntries(required.map((key) => [key, sampleOf(document, s.properties[key])]));
    const first = Object.keys(s.properties ?? {})[0];
    if (required.length === 0 && s.minProperties && first) members[first] = sampleOf(document, s.properties[first]);
    return members;
  }
  if (type === "array") return Array.from({ length: s.minItems ?? 0 }, () => sampleOf(document, s.items));
  if (type === "integer" || type === "number") return Math.max(s.minimum ?? 0, 0);
  if (type === "boolean") return true;
  if (type === "string") return sampleText(s);
  return null;
}

function sampleText(s: any): string {
  if (s.format && BY_FORMAT[s.format]) return BY_FORMAT[s.format] ?? "";
  if (/FY/.test(s.pattern ?? "")) return "FY2026";
  return "a".repeat(Math.max(s.minLength ?? 0, 1));
}

// Values worth trying on a member: of every type, and at the limits that the schema names.
export function candidates(document: Description, schema: any): unknown[] {
  const s = document.deref(schema);
  const tries: unknown[] = [true, 12.5, -1, 9007199254740991, "", "x", "a\u0001b", "a\nb", "2026-02-30", "\u202eabc", [], [1], {}, { x: 1 }];
  if (s.maxLength !== undefined) tries.push("あ".repeat(s.maxLength), "あ".repeat(s.maxLength + 1));
  if (s.minLength) tries.push("a".repeat(s.minLength - 1));
  if (s.maximum !== undefined) tries.push(s.maximum, s.maximum + 1);
  if (s.minimum !== undefined) tries.push(s.minimum, s.minimum - 1);
  if (s.maxItems !== undefined && s.maxItems <= 1000) tries.push(Array.from({ length: s.maxItems + 1 }, () => sampleOf(document, s.items)));
  return tries;
}
