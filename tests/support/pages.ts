// The pages the router knows, and what no page may show. Taken from the UI's own modules, so that a
// page nobody thought of is found too.
import { readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import type { Locator, Page } from "playwright-core";
import { until } from "./environment.ts";

export interface PageRoute {
  path: string; // "/campaigns/:id"
  public: boolean; // for somebody not signed in
}

// The routes of web/src/mod/all.ts, evaluated by a browser; the code of the pages stays outside.
export async function routesOf(page: Page): Promise<PageRoute[]> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { routes } from "./mod/all"',
      resolveDir: "web/src",
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "ui",
    jsx: "automatic",
    logLevel: "warning",
    plugins: [
      {
        name: "pages stay outside",
        setup: (b) => b.onResolve({ filter: /./ }, (a) => (a.kind === "dynamic-import" ? { path: a.path, external: true } : null)),
      },
    ],
  });
  const code = outputFiles[0]?.text ?? "";
  return page.evaluate(`${code}; ui.routes.map((r) => ({ path: r.path, public: r.public === true }))`);
}

// The areas of the message catalogue that texts are taken from: what stands before the first dot of an id.
function messageAreas(): string[] {
  const areas = new Set<string>();
  for (const file of readdirSync("po/ja"))
    for (const [, area] of readFileSync(`po/ja/${file}`, "utf8").matchAll(/^msgid "([a-z_]+)\./gm)) if (area) areas.add(area);
  return [...areas];
}

// Texts that are no texts: a message id, a key with underscores, a placeholder nobody filled; the key of a
// sheet, a currency and a time zone where their names belong.
const NO_TEXT = `(?<![\\w@./:-])(?:kaname-[a-z]+\\d+|JPY|Asia/Tokyo(?!。|\\.)|(?:${messageAreas().join("|")})\\.[a-z0-9_]+(?:\\.[a-z0-9_]+)*|[a-z]+_[a-z_]+|\\{[a-z_]+\\})(?![\\w/])`;

// Everything wrong with how the page stands there now, each named by its element.
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(findFaults, NO_TEXT);
}

// Runs in the page.
function findFaults(noText: string): string[] {
  const faults: string[] = [];
  const name = (e: Element): string => {
    const classes = typeof e.className === "string" && e.className ? `.${e.className.split(/\s+/).join(".")}` : "";
    return `${e.parentElement?.tagName.toLowerCase() ?? ""} > ${e.tagName.toLowerCase()}${classes} "${(e.textContent ?? "").trim().slice(0, 40)}"`;
  };
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`${root.scrollWidth - root.clientWidth} px too wide`);

  // A table may scroll between the widths it is made for, not at them.
  for (const frame of document.querySelectorAll(".table-frame"))
    if (frame.checkVisibility() && frame.scrollWidth > frame.clientWidth) faults.push(`${frame.scrollWidth - frame.clientWidth} px of a table are cut off: ${name(frame)}`);

  // Names in tables wrap; they are not cut.
  for (const cell of document.querySelectorAll(".table td"))
    if (cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1) faults.push(`a cell is cut off: ${name(cell)}`);

  // Where a text stands, against the box it should stay in and whatever cuts it off.
  const block = (e: Element | null): Element | null => {
    while (e && ["inline", "contents"].includes(getComputedStyle(e).display)) e = e.parentElement;
    return e;
  };
  const unseen = (e: Element): boolean => {
    if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
    for (let at: Element | null = e; at; at = at.parentElement) if (at.clientWidth === 1 && at.clientHeight === 1) return true; // for screen readers only
    return e.closest("svg, select, .skip") !== null;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const holder = text.parentElement;
    if (!holder || !text.nodeValue?.trim() || unseen(holder)) continue;
    range.selectNodeContents(text);
    const { left, right } = range.getBoundingClientRect();
    const box = block(holder)?.getBoundingClientRect();
    const room = /^(pre-wrap|break-spaces)/.test(getComputedStyle(holder).whiteSpace) ? 10 : 1.5; // the space at a line's end hangs out
    const upright = getComputedStyle(holder).writingMode.startsWith("vertical"); // its lines stand side by side
    const lines = new Map([...range.getClientRects()].filter((r) => r.width > 0).map((r) => (upright ? [Math.round(r.left), r.height] : [Math.round(r.bottom), r.width])));
    const last = [...lines.values()].at(-1) ?? 0;
    if (lines.size > 1 && last < 1.3 * parseFloat(getComputedStyle(holder).fontSize) && document.documentElement.lang === "ja") faults.push(`a character alone on a line: ${name(holder)}`);
    let intended = false;
    let cut = box !== undefined && (right > box.right + room || left < box.left - room);
    for (let at: Element | null = holder; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.textOverflow === "ellipsis" || ["auto", "scroll"].includes(style.overflowX)) intended = true;
      if (intended) break;
      const edge = at.getBoundingClientRect();
      if (style.overflowX !== "visible" && (right > edge.right + room || left < edge.left - room)) cut = true;
    }
    if (cut && !intended) faults.push(`text beyond its box: ${name(holder)}`);
  }

  for (const svg of document.body.querySelectorAll("svg")) {
    const texts = [...svg.querySelectorAll("text")].filter((t) => t.checkVisibility() && (t.textContent ?? "").trim() !== "").map((t) => ({ t, box: t.getBoundingClientRect() }));
    const frame = svg.getBoundingClientRect();
    for (const { t, box } of texts)
      if (getComputedStyle(svg).overflow !== "visible" && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1))
        faults.push(`text cut by its drawing: ${name(t)}`);
    texts.forEach(({ t, box }, i) => {
      for (const other of texts.slice(i + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 2 && high > 3) faults.push(`texts over each other: ${name(t)} and ${name(other.t)}`);
      }
    });
  }

  const spoken = [...document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].flatMap((e) =>
    ["aria-label", "title", "placeholder", "alt"].map((a) => e.getAttribute(a) ?? ""),
  );
  const texts = [document.title, document.body.innerText, ...spoken].join("\n");
  for (const [found] of texts.matchAll(new RegExp(noText, "g"))) faults.push(`no text: ${found}`);
  return faults;
}

// On paper: the page's own content in dark on white, without what only a screen needs.
export function paperFaultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const seen = (e: Element): boolean => e.checkVisibility({ visibilityProperty: true });
    for (const e of document.querySelectorAll(".side, .top, .page-actions, nav a, nav button, main .button, main summary")) if (seen(e)) faults.push(`on paper: ${e.className || e.textContent}`);
    for (const cell of document.querySelectorAll("main td, main th")) {
      const [line] = cell.getClientRects();
      const text = (cell.textContent ?? "").trim();
      if (line && seen(cell) && text.length > 5 && line.width < 30 && line.height > 80) faults.push(`on paper: a column ${Math.round(line.width)} px wide: ${text.slice(0, 40)}`);
    }
    const main = document.querySelector("main");
    if (!main || main.innerText.trim().length < 20) faults.push("on paper: no content");
    const title = document.querySelector("h1");
    if (!title || !seen(title)) faults.push("on paper: no title");
    if (!document.querySelector(".print-head")?.checkVisibility()) faults.push("on paper: not said whose it is");
    for (const e of [document.body, main, title])
      if (e) {
        const { backgroundColor, color } = getComputedStyle(e);
        if (!/^rgba?\((255, 255, 255|0, 0, 0, 0)/.test(backgroundColor)) faults.push(`on paper: ${e.tagName} stands on ${backgroundColor}`);
        if (e === title && Math.max(...(color.match(/\d+/g) ?? ["255"]).map(Number)) > 90) faults.push(`on paper: ${e.tagName} is written in ${color}`);
      }
    return faults;
  });
}

// Of a sheet that is being answered: the item at hand stays so after a choice.
export async function stayPut(page: Page): Promise<void> {
  await page.getByText("選ぶと次の項目へ進む").click();
}

// Types into a field that finds among many, and takes what it offers. Its list shuts when the page moves under it, as it
// does while something above still comes; then one types again.
export function findAndTake(page: Page, field: Locator, text: string, option: string | RegExp): Promise<true> {
  return until(`${option} is offered and taken`, async () => {
    if ((await field.getAttribute("aria-expanded")) !== "true") {
      await field.fill("");
      await field.fill(text);
    }
    return page.getByRole("option", { name: option }).click({ timeout: 3000 }).then(() => true as const, () => false);
  });
}
