// How wide a text will be in a drawing. Boxes are laid before anything is drawn, so it is reckoned, not measured: kana and
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

// In as many lines as are needed, `most` of them; the last one is cut where more is left.
export function linesOf(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest && lines.length < most - 1 && textWidth(rest, size) > width) {
    let end = 0;
    let space = 0;
    for (let w = 0, i = 0; i < rest.length; i++) {
      w += textWidth(rest[i] as string, size);
      if (w > width) break;
      end = i + 1;
      if (rest[i] === " ") space = end;
    }
    const cut = space || end || 1;
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest ? [...lines, shorten(rest, size, width)] : lines;
}
