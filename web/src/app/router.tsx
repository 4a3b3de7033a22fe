// A small history router: every thing has a URL, Back works, a page with unsaved changes may ask
// before it is left.
import {
  type AnchorHTMLAttributes,
  type ComponentType,
  createContext,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useContext,
  useEffect,
  useMemo,
} from "react";
import { late, type Late } from "../kernel/late";
import { createStore, useStore } from "../kernel/store";
import { Loading } from "../ui/loading";

export interface Place {
  path: string;
  search: string;
  hash: string;
  index: number; // position in this tab's history
}

type Loader = () => Promise<{ default: ComponentType }>;

export interface Route {
  path: string; // "/responses/:id"
  page: Late<object>;
  bare?: boolean; // without the shell (a supplier's form, a print sheet)
  public?: boolean; // without log-in
}

// One page at one path, loaded when it is needed.
export function route(path: string, load: Loader, more: Partial<Route> = {}): Route {
  return { path, page: late(load, Loading), ...more };
}

// Brings the code of the page of a path; set by whoever knows the routes.
let preloadPage: (path: string) => Promise<void> = () => Promise.resolve();
const PATIENCE = 400; // ms that a press waits for code before the page shows that it loads

export function setPreloader(preload: (path: string) => Promise<void>): void {
  preloadPage = preload;
}

function codeOf(path: string): Promise<void> {
  const patience = new Promise<void>((done) => window.setTimeout(done, PATIENCE));
  return Promise.race([preloadPage(path).catch(() => {}), patience]);
}

function here(index: number): Place {
  const { pathname, search, hash } = window.location;
  return { path: pathname, search, hash, index };
}

const place = createStore<Place>(here(window.history.state?.index ?? 0));
const scrolls = new Map<number, number>();

// A page that must not be left without asking: returns true when it may be left.
type Blocker = () => Promise<boolean>;
let blocker: Blocker | null = null;
let returning = false;

async function mayLeave(): Promise<boolean> {
  if (!blocker) return true;
  if (!(await blocker())) return false;
  blocker = null;
  return true;
}

function move(next: Place): void {
  scrolls.set(place.get().index, window.scrollY);
  place.set(next);
}

export async function navigate(to: string, { replace = false } = {}): Promise<void> {
  const target = new URL(to, window.location.href);
  const samePage = target.pathname === place.get().path;
  if (!samePage && !(await mayLeave())) return;
  if (!samePage) await codeOf(target.pathname);
  const index = replace ? place.get().index : place.get().index + 1;
  const address = target.pathname + target.search + target.hash;
  if (replace) window.history.replaceState({ index }, "", address);
  else window.history.pushState({ index }, "", address);
  move(here(index));
  if (!samePage) window.scrollTo(0, 0);
}

export function goBack(fallback: string): void {
  if (place.get().index > 0) window.history.back();
  else void navigate(fallback, { replace: true });
}

async function onPop(e: PopStateEvent): Promise<void> {
  const index: number = e.state?.index ?? 0;
  if (returning) {
    returning = false;
    return;
  }
  const before = place.get();
  if (blocker && window.location.pathname !== before.path) {
    // The browser has moved already: go back to where we are, ask, then move again.
    const delta = index - before.index;
    returning = true;
    window.history.go(-delta);
    if (!(await mayLeave())) return;
    window.history.go(delta);
    return;
  }
  move(here(index));
  const y = scrolls.get(index) ?? 0;
  requestAnimationFrame(() => requestAnimationFrame(() => window.scrollTo(0, y)));
}

export function startRouter(): void {
  if (window.history.state?.index === undefined) window.history.replaceState({ index: 0 }, "");
  if ("scrollRestoration" in window.history) window.history.scrollRestoration = "manual";
  window.addEventListener("popstate", (e) => void onPop(e));
}

export function usePlace(): Place {
  return useStore(place);
}

// Asks before this page is left while `on`; the browser asks by itself before a reload.
export function useBlocker(on: boolean, ask: Blocker): void {
  useEffect(() => {
    if (!on) return;
    blocker = ask;
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => {
      if (blocker === ask) blocker = null;
      window.removeEventListener("beforeunload", warn);
    };
  }, [on, ask]);
}

export type Params = Record<string, string>;
const ParamsContext = createContext<Params>({});

export function useParams(): Params {
  return useContext(ParamsContext);
}

export function ParamsProvider({ value, children }: { value: Params; children: ReactNode }) {
  return <ParamsContext value={value}>{children}</ParamsContext>;
}

export function matchPath(pattern: string, path: string): Params | null {
  const want = pattern.split("/");
  const have = path.replace(/\/+$/, "").split("/");
  if (path === "/") have[0] = "";
  if (want.join("/") === "/" && path === "/") return {};
  if (want.length !== have.length) return null;
  const params: Params = {};
  for (const [i, part] of want.entries()) {
    const value = have[i] ?? "";
    if (part.startsWith(":")) {
      if (!value) return null;
      params[part.slice(1)] = decodeURIComponent(value);
    } else if (part !== value) return null;
  }
  return params;
}

// The query part of the address as state: what a list shows can be sent as a link.
export function useSearch(): [URLSearchParams, (change: Record<string, string | null>) => void] {
  const { search, path } = usePlace();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const change = (next: Record<string, string | null>) => {
    const after = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries(next))
      if (value === null || value === "") after.delete(key);
      else after.set(key, value);
    const text = after.toString();
    void navigate(path + (text ? `?${text}` : ""), { replace: true });
  };
  return [params, change];
}

// Once the page is there: to the place that its address names ("#item-2-1").
export function useHashPlace(ready: boolean): void {
  const { hash } = usePlace();
  useEffect(() => {
    const target = ready && hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (!target) return;
    requestAnimationFrame(() => target.scrollIntoView({ block: "center" }));
    target.classList.add("arrived");
    const timer = window.setTimeout(() => target.classList.remove("arrived"), 2000);
    return () => window.clearTimeout(timer);
  }, [ready, hash]);
}

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
  ref?: Ref<HTMLAnchorElement>;
}

export function Link({ to, onClick, ...rest }: LinkProps) {
  const click = (e: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(e);
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (rest.target && rest.target !== "_self") return;
    e.preventDefault();
    void navigate(to);
  };
  const ahead = () => void preloadPage(new URL(to, window.location.href).pathname).catch(() => {});
  return <a {...rest} href={to} onClick={click} onPointerEnter={ahead} />;
}
