// Identity providers on this machine: the real one of npm's oidc-provider, and a hostile one that
// signs whatever a test wants it to.
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import { after } from "node:test";
import Provider, { type KoaContextWithOIDC } from "oidc-provider";
import { freePort } from "./environment.ts";

export const CLIENT = "kaname";
export const SECRET = "a secret of the client: &=% +/~";

export interface Person {
  email?: string;
  email_verified?: boolean;
  name?: string;
  preferred_username?: string;
  groups?: string[];
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((done, failed) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => done(text));
    request.on("error", failed);
  });
}

const closing = (server: HttpServer): Promise<void> =>
  new Promise((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });

// Of the file, not of the test or hook that happens to start one.
const started: { stop(): Promise<void> }[] = [];
after(async () => {
  for (const provider of started) await provider.stop();
});

export class RealProvider {
  issuer = "";
  readonly people: Record<string, Person> = {}; // by subject
  #server: HttpServer | null = null;
  #provider: Provider | null = null;
  #port = 0;

  // `returnTo`: the server's addresses that may get an answer.
  async start(returnTo: string): Promise<void> {
    this.#port ||= await freePort();
    this.issuer = `http://127.0.0.1:${this.#port}`;
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: "jwk" }), kid: `k${Date.now()}`, use: "sig", alg: "RS256" };
    this.#provider = new Provider(this.issuer, {
      clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [`${returnTo}/sign-in/oidc`], post_logout_redirect_uris: [returnTo] }],
      jwks: { keys: [key] },
      cookies: { keys: ["only for tests"] },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "preferred_username", "groups"] },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      pkce: { required: () => true },
      interactions: { url: (_ctx: KoaContextWithOIDC, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
      findAccount: (_ctx: KoaContextWithOIDC, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...this.people[sub] }) }),
      // Everybody agrees to everything.
      loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
        const { client, session, provider } = ctx.oidc;
        const grant = new provider.Grant({ clientId: client?.clientId ?? "", accountId: session?.accountId ?? "" });
        grant.addOIDCScope("openid email profile");
        await grant.save();
        return grant;
      },
    });
    const callback = this.#provider.callback();
    this.#server = createServer((request, response) => {
      if (request.url?.startsWith("/interaction/")) void this.#interaction(request, response);
      else void callback(request, response);
    });
    await new Promise<void>((done) => this.#server?.listen(this.#port, "127.0.0.1", done));
  }

  async stop(): Promise<void> {
    if (this.#server) await closing(this.#server);
    this.#server = null;
  }

  async #interaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "GET") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end('<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Provider</title><main><h1>Provider</h1><form method="post"><label>Who <input name="who"></label><button>Go</button></form></main></html>');
      return;
    }
    const who = new URLSearchParams(await bodyOf(request)).get("who") ?? "";
    const result = who in this.people ? { login: { accountId: who } } : { error: "access_denied", error_description: "nobody" };
    await this.#provider?.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  // Logs in there as a browser would; gives the address that the browser is sent back to.
  async logIn(url: string, who: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let at = new URL(url);
    let body: URLSearchParams | null = null;
    for (;;) {
      const cookie = [...cookies].map(([k, v]) => `${k}=${v}`).join("; ");
      const got: Response = await fetch(at, { redirect: "manual", headers: { cookie }, ...(body ? { method: "POST", body } : {}) });
      for (const line of got.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (name) cookies.set(name, value ?? "");
      }
      const to = got.headers.get("location");
      if (!to && got.status === 200 && at.pathname.startsWith("/interaction/")) {
        body = new URLSearchParams({ who });
        continue;
      }
      if (!to) throw new Error(`${at}: ${got.status} ${await got.text()}`);
      body = null;
      at = new URL(to, at);
      if (at.origin !== this.issuer) return at;
    }
  }
}

export async function realProvider(returnTo: string): Promise<RealProvider> {
  const provider = new RealProvider();
  await provider.start(returnTo);
  started.push(provider);
  return provider;
}

const base64url = (data: object | Buffer | string): string =>
  Buffer.from(typeof data === "string" || Buffer.isBuffer(data) ? data : JSON.stringify(data)).toString("base64url");

// Answers every code with the token that `token` makes of the good one.
export class HostileProvider {
  issuer = "";
  nonce = ""; // of the log-in under way
  calls: string[] = [];
  kid = "one";
  key: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  description: (good: Record<string, unknown>) => unknown = (good) => good;
  token: (good: Record<string, unknown>) => string = (good) => this.sign(good);
  raw: ((path: string, response: ServerResponse) => boolean) | null = null; // answers in place of us
  #server: HttpServer | null = null;

  async start(): Promise<void> {
    const port = await freePort();
    this.issuer = `http://127.0.0.1:${port}`;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((done) => this.#server?.listen(port, "127.0.0.1", done));
  }

  async stop(): Promise<void> {
    if (this.#server) await closing(this.#server);
    this.#server = null;
  }

  sign(claims: object, header: Record<string, unknown> = { alg: "RS256", kid: this.kid }, key = this.key.privateKey): string {
    const head = `${base64url(header)}.${base64url(claims)}`;
    return `${head}.${createSign("RSA-SHA256").update(head).sign(key).toString("base64url")}`;
  }

  // The public key misused as the secret of an HMAC.
  confuse(claims: object): string {
    const head = `${base64url({ alg: "HS256", kid: this.kid })}.${base64url(claims)}`;
    return `${head}.${createHmac("sha256", this.key.publicKey.export({ type: "spki", format: "pem" })).update(head).digest("base64url")}`;
  }

  unsigned(claims: object): string {
    return `${base64url({ alg: "none" })}.${base64url(claims)}.`;
  }

  claims(): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1000);
    return { iss: this.issuer, sub: "u1", aud: CLIENT, exp: now + 300, iat: now, nonce: this.nonce, email: `u${new URL(this.issuer).port}@example.com`, email_verified: true };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", this.issuer).pathname;
    this.calls.push(path);
    await bodyOf(request);
    if (this.raw?.(path, response)) return;
    const at = (name: string): string => `${this.issuer}/${name}`;
    response.setHeader("content-type", "application/json");
    if (path === "/.well-known/openid-configuration")
      response.end(JSON.stringify(this.description({ issuer: this.issuer, authorization_endpoint: at("authorize"), token_endpoint: at("token"), jwks_uri: at("keys") })));
    else if (path === "/keys") response.end(JSON.stringify({ keys: [{ ...this.key.publicKey.export({ format: "jwk" }), kid: this.kid, use: "sig", alg: "RS256" }] }));
    else if (path === "/token") response.end(JSON.stringify({ access_token: "a", token_type: "Bearer", id_token: this.token(this.claims()) }));
    else {
      response.statusCode = 404;
      response.end("{}");
    }
  }
}

export async function hostileProvider(): Promise<HostileProvider> {
  const provider = new HostileProvider();
  await provider.start();
  started.push(provider);
  return provider;
}
