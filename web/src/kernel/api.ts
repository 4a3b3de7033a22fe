// The one way to the server: JSON over /api/v1 with the CSRF header, ETag and If-Match, retried
// POSTs under one Idempotency-Key, and RFC 9457 problems as errors that forms understand.
import { language, msg } from "./i18n";
import { createStore } from "./store";

export const BASE = "/api/v1";

export interface FieldProblem {
  pointer: string; // "/title"
  code: string;
  message: string;
  limit?: number;
}

export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  errors?: FieldProblem[];
  [more: string]: unknown;
}

export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ApiError";
    this.status = problem.status;
    this.problem = problem;
  }
  // Messages by field: "/title" → "title", "/sections/0/text" → "sections/0/text".
  fields(): Record<string, string> {
    const into: Record<string, string> = {};
    for (const e of this.problem.errors ?? []) into[e.pointer.replace(/^\//, "")] ??= e.message;
    return into;
  }
}

// The server cannot be reached; nothing is known of what it did.
export class ConnectionError extends Error {
  constructor() {
    super("connection");
    this.name = "ConnectionError";
  }
}

// What went wrong outside the server, said in the reader's words already.
export class ToldError extends Error {}

export interface Answer<T> {
  data: T;
  etag: string | null;
  status: number;
  location: string | null;
}

export type QueryValue = string | number | boolean | null | undefined;

export interface Options {
  query?: Record<string, QueryValue>;
  body?: unknown; // JSON, or a FormData or Blob as it is
  etag?: string | null; // If-Match
  signal?: AbortSignal;
  headers?: Record<string, string>;
  quiet?: boolean; // a 401 is an answer here, not the end of the session
}

// Whether the server was reached last time, and whether our session was refused.
export const connection = createStore<"ok" | "lost">("ok");
export const sessionEnded = createStore(false);

let csrf: string | null = null;
export function setCsrf(token: string | null | undefined): void {
  csrf = token ?? null;
}

export function url(path: string, query?: Options["query"]): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== null && value !== undefined && value !== "") search.append(key, String(value));
  const text = search.toString();
  return (path.startsWith("/api/") ? path : BASE + path) + (text ? `?${text}` : "");
}

function headersOf(method: string, options: Options): Headers {
  const headers = new Headers(options.headers);
  headers.set("Accept", "application/json, application/problem+json");
  headers.set("Accept-Language", language());
  if (options.etag) headers.set("If-Match", options.etag);
  if (method !== "GET" && csrf) headers.set("X-CSRF-Token", csrf);
  if (method === "POST" && !headers.has("Idempotency-Key"))
    headers.set("Idempotency-Key", crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
  const { body } = options;
  if (body !== undefined && !(body instanceof FormData) && !(body instanceof Blob))
    headers.set(
      "Content-Type",
      method === "PATCH" ? "application/merge-patch+json" : "application/json",
    );
  return headers;
}

async function problemOf(answer: Response): Promise<Problem> {
  const type = answer.headers.get("Content-Type") ?? "";
  if (type.includes("json")) {
    try {
      return { title: answer.statusText, ...(await answer.json()), status: answer.status };
    } catch {
      // A broken body tells no more than the status does.
    }
  }
  return { title: answer.statusText || String(answer.status), status: answer.status };
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(address, init);
    connection.set("ok");
    return answer;
  } catch (e) {
    if (init.signal?.aborted) throw e;
    connection.set("lost");
    throw new ConnectionError();
  }
}

// A field holds NaN for what was typed and could not be read; JSON would make nothing of it.
function onlyNumbers(_: string, value: unknown): unknown {
  if (Number.isNaN(value)) throw new ToldError(msg("ui.number.none"));
  return value;
}

async function answerOf(method: string, path: string, options: Options): Promise<Response> {
  const { body } = options;
  const raw = body === undefined || body instanceof FormData || body instanceof Blob;
  const init: RequestInit = {
    method,
    headers: headersOf(method, options),
    body: raw ? (body as BodyInit | undefined) : JSON.stringify(body, onlyNumbers),
    credentials: "same-origin",
    cache: "no-store",
    signal: options.signal,
  };
  const answer = await send(url(path, options.query), init);
  if (!answer.ok) {
    const problem = await problemOf(answer);
    if (answer.status === 401 && !options.quiet) sessionEnded.set(true);
    throw new ApiError(problem);
  }
  return answer;
}

export async function request<T>(
  method: string,
  path: string,
  options: Options = {},
): Promise<Answer<T>> {
  const answer = await answerOf(method, path, options);
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  return {
    data: (isJson ? await answer.json() : undefined) as T,
    etag: answer.headers.get("ETag"),
    status: answer.status,
    location: answer.headers.get("Location"),
  };
}

// What is sent twice within a moment while the first is under way (a button pressed twice) is sent once, and both get its
// answer. Who presses again later means it, or sees that the first hangs.
const TWICE_MS = 2000;
const underWay = new Map<string, Promise<Answer<unknown>>>();

function postOnce<T>(path: string, body: unknown, options: Options): Promise<Answer<T>> {
  if (body instanceof FormData || body instanceof Blob || options.signal) return request<T>("POST", path, { ...options, body });
  const key = JSON.stringify([url(path, options.query), options.etag, options.headers, body]);
  const before = underWay.get(key) as Promise<Answer<T>> | undefined;
  if (before) return before;
  const now = request<T>("POST", path, { ...options, body });
  const forget = () => {
    if (underWay.get(key) === now) underWay.delete(key);
  };
  underWay.set(key, now);
  window.setTimeout(forget, TWICE_MS);
  void now.then(forget, forget);
  return now;
}

// After log-out nobody gets the answer to what another account has sent.
export function forgetSent(): void {
  underWay.clear();
}

export const api = {
  get: <T>(path: string, options?: Options) => request<T>("GET", path, options),
  post: <T>(path: string, body?: unknown, options?: Options) =>
    postOnce<T>(path, body, options ?? {}),
  put: <T>(path: string, body: unknown, options?: Options) =>
    request<T>("PUT", path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: Options) =>
    request<T>("PATCH", path, { ...options, body }),
  remove: <T>(path: string, options?: Options) => request<T>("DELETE", path, options),
};

export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
  total_at_least?: number;
}

function follow(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

// Files leave by an ordinary download, so that the browser streams them to disk.
export function download(path: string, query?: Options["query"]): void {
  follow(url(path, query), "");
}

const KEPT = 60_000; // ms until the bytes of a saved file are given up

// A file of which it is not sure that the server gives it: what it says instead is thrown.
export async function save(path: string, query?: Options["query"]): Promise<void> {
  await saveAnswer(await answerOf("GET", path, { query }));
}

// A file of which it is written down that this person had it: never by a link, which another site could follow too.
export async function saveByPost(path: string, body?: unknown): Promise<void> {
  await saveAnswer(await answerOf("POST", path, { body }));
}

async function saveAnswer(answer: Response): Promise<void> {
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  saveFile(await answer.blob(), decodeURIComponent(name));
}

// A file that was made here.
export function saveFile(bytes: Blob, name: string): void {
  const href = URL.createObjectURL(bytes);
  follow(href, name);
  window.setTimeout(() => URL.revokeObjectURL(href), KEPT);
}
