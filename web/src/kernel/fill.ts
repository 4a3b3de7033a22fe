// Puts values into a message. Brackets within brackets of the same kind become those of the second
// order, as Japanese is set: 「『…』」, and so for round ones.
export type Params = Record<string, string | number>;

const INNER: [open: string, close: string, innerOpen: string, innerClose: string][] = [
  ["「", "」", "『", "』"],
  ["\uff08", "\uff09", "\u3014", "\u3015"], // full width; below them those of the second order
];

function within(value: string, before: string | undefined, after: string | undefined): string {
  const kind = INNER.find(([open, close]) => open === before && close === after);
  return kind ? value.replaceAll(kind[0], kind[2]).replaceAll(kind[1], kind[3]) : value;
}

export function fill(text: string, params?: Params): string {
  if (!params) return text;
  return text.replace(/\{([a-z_0-9]+)\}/g, (whole, key: string, at: number) => {
    const value = params[key];
    return value === undefined ? whole : within(String(value), text[at - 1], text[at + whole.length]);
  });
}
