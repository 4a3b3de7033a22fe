// How much room texts take on a slide, estimated without a font: one em a full-width character, as
// src/mod/report/report_chart_rules.c estimates the labels of charts. A little on the wide side, so that what
// is thought to fit does fit in Yu Gothic, Meiryo and what stands in for them.

import { POINT } from "./deck";

const SAFETY = 1.06;
const NARROW = " .,:;'|!()[]/iljtfrI1";
// Characters that must not begin a line (JIS X 4051, the ones met in reports): closing signs, small kana, the long sound.
const NEVER_FIRST =
  "\u3001\u3002\uff0c\uff0e\u30fb\uff09\u300d\u300f\u3011\u30fc\u3063\u30c3\u3083\u30e3\u3085\u30e5\u3087\u30e7\u30a3\u30a7\u30a1\u30a9\uff01\uff1f\uff1a\uff05%)],.";

// What XML cannot hold (control characters, halves of a pair, the two non-characters) becomes the sign for what
// could not be read; line ends become one kind.
export function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- those are the ones that are meant
  return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

function em(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x2000) return 1;
  if (code >= 0x80) return 0.6;
  if (NARROW.includes(char)) return 0.36;
  return (char >= "A" && char <= "Z") || "mwMW@%".includes(char) ? 0.75 : 0.57;
}

// Inches of one line at a size in points.
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const char of text) sum += em(char);
  return sum * size * SAFETY * POINT;
}

const wide = (char: string): boolean => (char.codePointAt(0) ?? 0) >= 0x2000;

function breaksBefore(before: string, char: string): boolean {
  if (before === " ") return true;
  return (wide(char) || wide(before)) && char !== " " && !NEVER_FIRST.includes(char);
}

function wrapLine(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  let place = 0; // characters of the line after which it may end
  for (const char of text) {
    const w = textWidth(char, size);
    const before = line.at(-1);
    if (before !== undefined && breaksBefore(before, char)) place = line.length;
    if (before !== undefined && used + w > width && char !== " ") {
      const end = place > 0 ? place : line.length;
      lines.push(line.slice(0, end).join(""));
      line = line.slice(end);
      used = textWidth(line.join(""), size);
      place = 0;
    }
    line.push(char);
    used += w;
  }
  return [...lines, line.join("")];
}

// The lines of a text in a width in inches. Joined again they are the text, but for the line ends between.
export function wrap(text: string, size: number, width: number): string[][] {
  return text.split("\n").map((line) => wrapLine(line, size, width));
}

export function lineCount(text: string, size: number, width: number): number {
  return wrap(text, size, width).reduce((n, lines) => n + lines.length, 0);
}

// A text cut where its first `lines` lines end; null when it has no more than that.
export function cutAfter(text: string, size: number, width: number, lines: number): [string, string] | null {
  let left = lines;
  let at = 0;
  for (const paragraph of wrap(text, size, width)) {
    for (const line of paragraph) {
      if (left === 0) return [text.slice(0, at).replace(/\n$/, ""), text.slice(at)];
      left -= 1;
      at += line.length;
    }
    at += 1; // the line end
  }
  return null;
}

// The widest part of a text that is better not broken: a word of a language with spaces.
export function longestWord(text: string, size: number): number {
  let most = 0;
  for (const word of text.split(/[\s\u2000-\uffff]+/)) most = Math.max(most, textWidth(word, size));
  return most;
}

// At most `width` inches of it on one line, the rest as an ellipsis.
export function shortened(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const kept: string[] = [];
  let used = textWidth("\u2026", size);
  for (const char of text) {
    used += textWidth(char, size);
    if (used > width) break;
    kept.push(char);
  }
  return `${kept.join("").trimEnd()}\u2026`;
}

export interface Part {
  kind: "text" | "bullet" | "number";
  mark: string; // of a numbered item, as written
  text: string;
}

const BULLET = /^(?:- |\* |-\u3000|[\u30fb\u2022\u25cf])[\s\u3000]*/;
const NUMBER = /^(\d{1,3}[.)](?=[\s\u3000])|\uff08\d{1,3}\uff09)[\s\u3000]*/;

// Plain text of people in paragraphs and simple lists, as report_words_rules.h says.
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let goesOn = false; // the last line had text: the next one may belong to it
  for (const raw of text.split("\n")) {
    const line = raw.replace(/^[\s\u3000]+|\s+$/g, "");
    const number = NUMBER.exec(line);
    const bullet = number ? null : BULLET.exec(line);
    const rest = line.slice((number ?? bullet)?.[0].length ?? 0);
    const last = parts.at(-1);
    if (rest !== "" && goesOn && last && !number && !bullet) last.text += `\n${rest}`;
    else if (rest !== "") parts.push({ kind: number ? "number" : bullet ? "bullet" : "text", mark: number?.[1] ?? "", text: rest });
    goesOn = rest !== "";
  }
  return parts;
}
