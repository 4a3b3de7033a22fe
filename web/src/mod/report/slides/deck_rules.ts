// A report's document as a deck of slides: a title, then each section on as many slides as it needs. Pure.
import type { Block, Person, ReportDocument, Section, SourcesBlock } from "../document";
import { blockPieces, byline, sourceLines } from "./block_rules";
import { BODY, type Cell, type Deck, GAP, HEADING, type Item, MUTED, type Para, POINT, SIZES, type Slide, STRONG_FILL, TONE_COLOURS, TONE_FILLS } from "./deck";
import { para, paraHeight, parasHeight, type Piece, smallPiece, withBelow } from "./piece";
import { clean, textWidth } from "./text_rules";
import { longDate, periodText, shortDate, type Speaker, textOf } from "./value_rules";

// ---- from pieces to slides ----

const END = BODY.y + BODY.h;
const SMALL = 0.5; // inches
const SLACK = 0.24; // inches between the body and the footer
const LITTLE = 0.9; // inches: what begins with less room than that begins on the next slide

class Pages {
  readonly slides: Slide[] = [];
  #y = END;
  #heading: (n: number) => string;
  #room = 0;

  constructor(heading: (n: number) => string) {
    this.#heading = heading;
    this.#turn();
  }

  #turn(): void {
    this.slides.push({ heading: this.#heading(this.slides.length), items: [], notes: [] });
    this.#y = BODY.y;
    this.#room = BODY.h;
  }

  #put(piece: Piece): void {
    const slide = this.slides.at(-1);
    slide?.items.push(...piece.items(this.#y));
    slide?.notes.push(...(piece.notes ?? []));
    this.#y += piece.height + GAP;
    this.#room = END - this.#y;
  }

  #last(piece: Piece, note?: Piece): void {
    this.#put(piece);
    if (note) this.add(note);
  }

  // `after`: what must have room below a piece that stays with it. `note`: small print that comes next; it takes
  // the end of the piece along rather than stand alone on a slide.
  add(piece: Piece, after = 0, note?: Piece): void {
    const fresh = this.#y === BODY.y;
    // A line of small print goes a little lower rather than alone on a slide.
    const room = this.#room + (piece.height <= SMALL && !fresh ? SLACK : 0);
    const whole = piece.height + after <= room;
    if (note && whole && piece.height + GAP + note.height > this.#room + SLACK) return this.add(withBelow(piece, note), after);
    if (whole) return this.#last(piece, note);
    const cut = fresh || this.#room >= LITTLE ? (piece.cut?.(this.#room) ?? null) : null;
    if (cut) {
      this.#put(cut[0]);
      this.#turn();
      return this.add(cut[1], after, note);
    }
    if (!fresh) this.#turn();
    if ((piece.height > BODY.h || note) && !fresh) return this.add(piece, after, note);
    this.#last(piece, note);
  }
}

function sectionSlides(speaker: Speaker, section: Section, number: number): Slide[] {
  const heading = speaker.say("report.heading", { number, heading: textOf(speaker, section.heading) });
  const pages = new Pages((n) => (n === 0 ? heading : speaker.say("report.continued", { caption: heading })));
  const pieces = section.blocks.flatMap((block) => blockPieces(speaker, block));
  if (pieces.length === 0) pieces.push(smallPiece(speaker.say("report.nothing")));
  const end = pieces.at(-1);
  const note = pieces.at(-2)?.cut && end && end.height <= SMALL ? pieces.pop() : undefined;
  pieces.forEach((piece, i) => {
    const next = pieces[i + 1];
    if (note && !next) return pages.add(piece, 0, note);
    pages.add(piece, piece.stays && next ? Math.min(next.height, LITTLE) + GAP : 0);
  });
  return pages.slides;
}

// ---- the title ----

const LEFT = BODY.x;
const LABEL_W = 1.7;
const FACTS_W = 7.6;
const SIGN_W = 2.0;

function factsTable(speaker: Speaker, doc: ReportDocument, y: number): Item {
  const facts: [string, string][] = [
    [speaker.say("report.label.organisation"), textOf(speaker, doc.organisation)],
    [speaker.say("report.label.period"), periodText(speaker, doc.period)],
    [speaker.say("report.label.coverage"), textOf(speaker, doc.coverage?.text)],
    [speaker.say("report.label.audience"), textOf(speaker, doc.audience)],
    [speaker.say("report.label.meeting"), textOf(speaker, doc.meeting?.name)],
    [speaker.say("report.label.meeting_date"), longDate(speaker, doc.meeting?.date)],
    [speaker.say("report.label.date"), longDate(speaker, doc.prepared_at)],
  ];
  const { size, line } = { size: 13, line: 19 };
  const shown = facts.filter(([, value]) => value !== "");
  const rows = shown.map(([label, value]): Cell[] => [
    { runs: [{ text: label, colour: MUTED }], align: "left" },
    { runs: [{ text: value }], align: "left" },
  ]);
  const heights = shown.map(([, value]) => paraHeight(para(value, { size, line }), FACTS_W - LABEL_W - 0.14) + 0.08);
  return { kind: "table", box: { x: LEFT, y, w: FACTS_W, h: heights.reduce((a, b) => a + b, 0) }, widths: [LABEL_W, FACTS_W - LABEL_W], heights, rows, size, line };
}

// 承認者 and 起案者 with their dates, as on a Japanese paper: the approver stands first.
function signTable(speaker: Speaker, doc: ReportDocument, y: number): Item {
  const { size, line } = { size: 12, line: 17 };
  const lines = (person: Person | null | undefined, day: string, instead = ""): string => [clean(person?.post ?? ""), instead || clean(person?.name ?? ""), day].filter(Boolean).join("\n");
  const texts = [
    doc.approved_at ? lines(doc.approver, shortDate(speaker, doc.approved_at)) : lines(doc.approver, "", speaker.say("report.not_approved")),
    lines(doc.author, shortDate(speaker, doc.prepared_at)),
  ];
  const head = [speaker.say("report.label.approver"), speaker.say("report.label.author")].map((text): Cell => ({ runs: [{ text, colour: MUTED }], align: "center", fill: STRONG_FILL }));
  const body = texts.map((text): Cell => ({ runs: [{ text }], align: "center" }));
  const heights = [line * POINT + 0.08, Math.max(...texts.map((t) => paraHeight(para(t, { size, line }), SIGN_W - 0.14))) + 0.12];
  const x = BODY.x + BODY.w - 2 * SIGN_W;
  return { kind: "table", box: { x, y, w: 2 * SIGN_W, h: (heights[0] ?? 0) + (heights[1] ?? 0) }, widths: [SIGN_W, SIGN_W], heights, rows: [head, body], size, line };
}

const isSample = (block: Block): boolean => (block.type === "sources" && block.items.some((s) => s.sample)) || (block.type === "radar" && block.series.some((s) => s.sample));

function noticeItem(texts: string[], y: number): Item[] {
  if (texts.length === 0) return [];
  const paras = texts.map((t): Para => para(t, { size: 12, line: 17 }, {}, { colour: TONE_COLOURS.attention }));
  const h = parasHeight(paras, BODY.w - 0.3) + 0.16;
  return [{ kind: "text", box: { x: LEFT, y, w: BODY.w, h }, paras, fill: TONE_FILLS.attention, middle: true }];
}

// The size at which a title takes two lines at most.
function titleSize(title: string): { size: number; line: number } {
  const size = [36, 32, 28, 24, 20].find((s) => textWidth(title, s) <= 2 * (BODY.w - 0.5)) ?? 18;
  return { size, line: size * 1.28 };
}

function titleSlide(speaker: Speaker, doc: ReportDocument): Slide {
  const blocks = doc.sections.flatMap((s) => s.blocks);
  const title = textOf(speaker, doc.title);
  const notices = [doc.coverage?.partial ? speaker.say("report.partial.notice") : "", blocks.some(isSample) ? speaker.say("report.sample.notice") : ""].filter(Boolean);
  const size = titleSize(title);
  const y = 1.45;
  const h = Math.min(2.2, paraHeight(para(title, size), BODY.w - 0.2) + 0.1);
  const facts = factsTable(speaker, doc, y + h + 0.5);
  const items: Item[] = [
    { kind: "text", box: { x: LEFT, y: HEADING.y, w: 4, h: 0.3 }, paras: [para(clean(doc.number), SIZES.small, {}, { colour: MUTED })] },
    facts,
    signTable(speaker, doc, facts.box.y),
    ...noticeItem(notices, Math.min(6.2, facts.box.y + facts.box.h + 0.3)),
  ];
  const authors = blocks.flatMap((b) => (b.type === "words" && byline(speaker, b) ? [speaker.say("report.slides.written_by", { author: byline(speaker, b) })] : []));
  const sources = blocks.filter((b): b is SourcesBlock => b.type === "sources").flatMap((b) => sourceLines(speaker, b));
  return { heading: title, items, notes: [...new Set([...authors, ...sources])] };
}

export const titleBox = (title: string): { x: number; y: number; w: number; h: number; size: number; line: number } => {
  const { size, line } = titleSize(title);
  return { x: LEFT, y: 1.45, w: BODY.w, h: Math.min(2.2, paraHeight(para(title, { size, line }), BODY.w - 0.2) + 0.1), size, line };
};

// `digest`: of the frozen document; "" of a draft.
export function deckOf(told: Omit<Speaker, "era">, doc: ReportDocument, digest: string): Deck {
  const speaker: Speaker = { ...told, era: told.language === "ja" && doc.calendar === "japanese" };
  const approved = Boolean(doc.approved_at);
  return {
    language: speaker.language,
    title: textOf(speaker, doc.title),
    organisation: textOf(speaker, doc.organisation),
    author: clean(doc.author.name),
    made: doc.approved_at ?? doc.prepared_at,
    footer: approved ? speaker.say("report.foot.approved", { number: doc.number, digest }) : speaker.say("report.foot.draft", { number: doc.number }),
    marks: { draft: approved ? "" : speaker.say("report.draft"), confidentiality: textOf(speaker, doc.confidentiality) },
    slides: [titleSlide(speaker, doc), ...doc.sections.flatMap((section, i) => sectionSlides(speaker, section, i + 1))],
  };
}
