// Who is signed in, in which organisation, and what they may do.
import type { Me, OidcLeave } from "../gen/api";
import { api, ApiError, sessionEnded, setCsrf } from "./api";
import { setPlace } from "./format";
import { loadLanguage, parseLanguage } from "./i18n";
import { setPrefs } from "./prefs";
import { forgetAll } from "./query";
import { createStore, useStore } from "./store";

export type { Me };

// undefined: not asked yet; null: nobody.
export const session = createStore<Me | null | undefined>(undefined);

export function useSession(): Me {
  const me = useStore(session);
  if (!me) throw new Error("nobody is signed in");
  return me;
}

export function may(permission: string): boolean {
  return session.get()?.permissions.includes(permission) ?? false;
}

export function mayAny(permissions: string[]): boolean {
  return permissions.some(may);
}

// What a person is here for: somebody who is also the administrator is named by the other role.
export function mainRole(me: Me): Me["roles"][number] | undefined {
  return me.roles.find((r) => r.role !== "admin") ?? me.roles[0];
}

// The unit that what this person makes belongs to, unless said otherwise.
export function ownUnit(): Me["roles"][number]["unit"] | undefined {
  return session.get()?.roles.find((r) => r.unit)?.unit;
}

export async function enter(me: Me): Promise<void> {
  setCsrf(me.csrf);
  setPlace({
    zone: me.organisation.zone,
    fiscalFirstMonth: me.organisation.fiscal_first_month,
  });
  const lang = parseLanguage(me.lang);
  await loadLanguage(lang);
  setPrefs({ language: lang, here: true });
  const before = session.get();
  if (before && before.account.id !== me.account.id) forgetAll();
  session.set(me);
  sessionEnded.set(false);
}

export async function loadSession(): Promise<void> {
  try {
    const { data } = await api.get<Me>("/session", { quiet: true });
    await enter(data);
  } catch (e) {
    if (!(e instanceof ApiError) || e.status !== 401) throw e;
    setPrefs({ here: false });
    session.set(null);
  }
}

// `proof`: of the second factor, where one is asked for.
export async function logIn(login: string, password: string, proof: object): Promise<void> {
  const { data } = await api.post<Me>("/session", { login, password, ...proof }, { quiet: true });
  await enter(data);
}

// Gives the address where the session at the identity provider may be ended, if there is one.
export async function logOut(): Promise<string | null> {
  const byProvider = session.get()?.session.opened_by === "oidc";
  const { data } = byProvider ? await api.post<OidcLeave>("/session/oidc/leave", undefined, { quiet: true }) : await api.remove<undefined>("/session", { quiet: true });
  setCsrf(null);
  forgetAll();
  setPrefs({ here: false });
  session.set(null);
  return data?.url ?? null;
}
