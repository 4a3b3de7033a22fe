// A server and a line that are slow, and not evenly so: what two requests bring comes in either order, and a press comes
// before what the page still waits for. A test that only passes when answers come at once fails with it.
import type { BrowserContext, Page, Route } from "playwright-core";

// Numbers from 0 to 1, the same for the same seed (mulberry32).
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// What is downloaded or uploaded as a file goes its own way after its wait: its body is not the test's to carry.
function carried(route: Route): boolean {
  const request = route.request();
  if (request.resourceType() !== "fetch") return false;
  return request.method() === "GET" || /json/.test(request.headers()["content-type"] ?? "");
}

// `how`: "300", or "300/7" with a seed. Each request waits a pseudo-random time of up to so many milliseconds before it is sent; what is
// carried waits as long again before its answer is seen.
export async function slowDown(context: BrowserContext, how: string): Promise<void> {
  const [most = 0, seed = 1] = how.split("/").map(Number);
  const next = numbers(seed);
  const pause = (): Promise<void> => new Promise((over) => setTimeout(over, most * next()));
  let offline = false; // what is carried here would know nothing of it
  const setOffline = context.setOffline.bind(context);
  context.setOffline = (off) => setOffline((offline = off));
  await context.route("**/*", async (route) => {
    try {
      await pause();
      if (offline) return await route.abort("internetdisconnected");
      if (!carried(route)) return await route.continue();
      const response = await route.fetch({ maxRedirects: 0 });
      await pause();
      await route.fulfill({ response });
    } catch (e) {
      await route.abort().catch(() => undefined); // the page has gone, or has no network
      if (!/closed|disposed|not.*(handled|found)|network|socket|abort|ECONN/i.test(String(e))) console.error(`slow: ${route.request().url()}: ${e}`);
    }
  });
}

export interface Held {
  answered: Promise<void>; // the server has answered the first of them
  letGo: () => void;
}

// The server's answers to such requests stay on the way until they are let go.
export async function hold(page: Page, path: string, method = "GET"): Promise<Held> {
  let letGo = (): void => undefined;
  let first = (): void => undefined;
  const wanted = new Promise<void>((done) => (letGo = done));
  const answered = new Promise<void>((done) => (first = done));
  await page.route(path, async (route) => {
    const response = await route.fetch();
    if (route.request().method() === method) {
      first();
      await wanted;
    }
    await route.fulfill({ response });
  });
  return { answered, letGo };
}
