// A real browser for what people do: Debian's Chromium without a window (docs/adr/0049), driven by
// playwright-core. Pages keep their Content-Security-Policy; an error in the console or a refused script fails the test.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { after } from "node:test";
import { type Browser, type BrowserContext, chromium, type ConsoleMessage, type Page } from "playwright-core";
import { pictures, shotsFolder, slow, until } from "./environment.ts";
import { slowDown } from "./slow.ts";
import type { Client } from "./client.ts";
import type { Server } from "./server.ts";

export interface View {
  width?: number; // 1440 or 390
  height?: number;
  lang?: "ja" | "en";
  theme?: "light" | "dark";
}

const FLAGS = [
  "--no-sandbox", // Chromium refuses its own sandbox for root, as in continuous integration
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

// A page that is opened asks who is signed in; "nobody" is an answer, which Chromium calls an error.
const asksWhoItIs = (message: ConsoleMessage): boolean => message.text().includes("401") && /\/api\/v1\/(guest\/)?session$/.test(message.location().url);

const heightOf = (width: number): number => (width < 600 ? 844 : 900);

const axeSource = (): string => readFileSync("tests/node_modules/axe-core/axe.min.js", "utf8");

let browser: Promise<Browser> | null = null;

// Of the file, not of the test that happens to open the first page.
after(async () => (await browser)?.close());

function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell", args: FLAGS });
  return browser;
}

export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly view: Required<View>;
  readonly complaints: string[] = []; // console errors, refused loads, uncaught exceptions
  #asking = 0; // requests under way

  constructor(context: BrowserContext, page: Page, view: Required<View>) {
    this.context = context;
    this.page = page;
    this.view = view;
    page.on("console", (message) => {
      if (message.type() === "error" && !asksWhoItIs(message)) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", () => (this.#asking += 1));
    page.on("requestfinished", () => (this.#asking -= 1));
    page.on("requestfailed", () => (this.#asking -= 1));
  }

  // Shows the page as somebody with this screen and theme sees it.
  async as({ width = this.view.width, theme = this.view.theme }: Pick<View, "width" | "theme">): Promise<void> {
    if (width !== this.view.width) await this.page.setViewportSize({ width, height: heightOf(width) });
    Object.assign(this.view, { width, theme });
    await this.page.emulateMedia({ colorScheme: theme, media: "screen", reducedMotion: "reduce" });
    await this.settled();
  }

  // A4 inside its margins is a little narrower than the narrowest screen that is no phone.
  async onPaper(): Promise<void> {
    this.view.width = 720;
    await this.page.setViewportSize({ width: 720, height: heightOf(720) });
    await this.page.emulateMedia({ media: "print" });
    await this.settled();
  }

  // Something is shown, and nothing is loading or moving any more.
  async settled(): Promise<void> {
    await until(`${this.page.url()} stands still`, async () => {
      if (this.#asking > 0) return false;
      const still = await this.page.evaluate(async () => {
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        await Promise.allSettled(document.getAnimations().map((a) => a.finished));
        return document.body.innerText.trim() !== "" && document.querySelector(".loading, .skeleton") === null;
      });
      return still && this.#asking === 0;
    });
  }

  // build/shots/NAME-{width}-{lang}-{theme}.png, the whole page. A whole run is about the tests: it takes none.
  async shot(name: string): Promise<void> {
    if (!pictures) return;
    mkdirSync(shotsFolder, { recursive: true });
    const { width, lang, theme } = this.view;
    await this.page.screenshot({ path: `${shotsFolder}/${name}-${width}-${lang}-${theme}.png`, fullPage: true, animations: "disabled" });
  }

  // Accessibility rules of WCAG 2.2 A and AA and good practice; `rules` narrows them, e.g. ["color-contrast"].
  async accessible(rules: string[] = []): Promise<void> {
    await this.settled();
    const only = rules.length > 0 ? { type: "rule", values: rules } : { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
    // Only where it is asked for: it is half a megabyte, which every page that is opened would have to read.
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(`${axeSource()}; null`);
    const violations: { id: string; help: string; nodes: string[] }[] = await this.page.evaluate(async (runOnly) => {
      // While a dialog is open the page behind it is hidden from screen readers, its heading too.
      const enabled = document.querySelector("[role=dialog], [role=alertdialog]") === null;
      const rules = runOnly.type === "tag" ? { "landmark-one-main": { enabled }, "page-has-heading-one": { enabled } } : {};
      const result = await (window as any).axe.run(document, { runOnly, rules, resultTypes: ["violations"], selectors: false });
      return result.violations.map((v: any) => ({ id: v.id, help: v.help, nodes: v.nodes.slice(0, 5).map((n: any) => `${n.html}\n      ${n.failureSummary}`) }));
    }, only);
    assert.deepEqual(violations, [], `accessibility of ${this.page.url()}`);
  }

  // Nothing may scroll sideways.
  async fits(): Promise<void> {
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${this.page.url()} is ${over} px too wide at ${this.view.width}`);
  }

  // The page as it is now from all sides: it fits, it is accessible and seen in both themes.
  async look(name: string): Promise<void> {
    await this.fits();
    await this.accessible();
    await this.shot(name);
    await this.as({ theme: "dark" });
    await this.accessible(["color-contrast"]);
    await this.shot(name);
    await this.as({ theme: "light" });
    this.quiet();
  }

  // The file that a press on the button gives.
  async download(button: string): Promise<{ name: string; bytes: Buffer }> {
    const waiting = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: button }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  quiet(): void {
    assert.deepEqual(this.complaints, [], `the console of ${this.page.url()}`);
  }
}

// A person with a browser of their own (cookies, language, theme) at the server; signed in as `as`.
export async function visit(server: Server, path: string, view: View = {}, as?: Client): Promise<Visitor> {
  const full: Required<View> = { width: 1440, height: heightOf(view.width ?? 1440), lang: "ja", theme: "light", ...view };
  const context = await (await theBrowser()).newContext({
    baseURL: server.url,
    viewport: { width: full.width, height: full.height },
    locale: full.lang === "ja" ? "ja-JP" : "en-GB",
    timezoneId: "Asia/Tokyo",
    colorScheme: full.theme,
    reducedMotion: "reduce",
    hasTouch: full.width < 600,
  });
  context.setDefaultTimeout(15000);
  if (slow !== "") await slowDown(context, slow);
  if (as) {
    const [name = "", value = ""] = as.cookie.split("=");
    await context.addCookies([{ name, value, url: server.url }]);
  }
  const visitor = new Visitor(context, await context.newPage(), full);
  await visitor.page.goto(path);
  return visitor;
}
