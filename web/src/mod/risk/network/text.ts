// How wide a text will be in the sketch. Boxes are laid before anything is drawn, so it is reckoned, not measured: kana and
// kanji are as wide as they are high, Latin letters six tenths of it.
const WIDE_FROM = 0x2e80;
const LATIN = 0.6;

export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const c of text) ems += (c.codePointAt(0) ?? 0) >= WIDE_FROM ? 1 : LATIN;
  return ems * size;
}

// As much of the text as fits, with an ellipsis where some is left out.
export function shorten(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = "";
  for (const c of text) {
    if (textWidth(`${kept}${c}…`, size) > width) break;
    kept += c;
  }
  return `${kept.trimEnd()}…`;
}
