// Log-in at the organisation's identity provider. The ticket of a log-in under way stays in this
// tab: an answer that another browser asked for does not fit it.
import type { OidcStarted } from "../../gen/api";
import { api } from "../../kernel/api";

const TICKET = "kaname.oidc";
const AFTER = "kaname.oidc.after";

// Goes there; `after` is a page of ours to come back to.
export async function goToProvider(after: string, link = false): Promise<void> {
  const { data } = await api.post<OidcStarted>("/session/oidc", link ? { link } : {}, { quiet: true });
  sessionStorage.setItem(TICKET, data.ticket);
  sessionStorage.setItem(AFTER, after);
  window.location.assign(data.url);
}

export interface Back {
  ticket: string;
  state: string;
  authorization_code?: string;
  iss?: string;
}

// What the provider sent the browser back with; NULL: nothing of ours. Read once, then the address is
// clean. `refused`: the person, or the provider, said no.
export function comeBack(): { back: Back | null; refused: boolean; after: string } {
  const params = new URLSearchParams(window.location.search);
  const ticket = sessionStorage.getItem(TICKET);
  const state = params.get("state");
  const code = params.get("code");
  // Only a path of this site, whatever stands in the storage.
  const kept = sessionStorage.getItem(AFTER) ?? "/";
  const after = /^\/(?![/\\])/.test(kept) ? kept : "/";
  sessionStorage.removeItem(TICKET);
  sessionStorage.removeItem(AFTER);
  if (window.location.search) window.history.replaceState(window.history.state, "", window.location.pathname);
  const back = ticket && state && code ? { ticket, state, authorization_code: code, ...(params.has("iss") ? { iss: params.get("iss") ?? "" } : {}) } : null;
  return { back, refused: params.has("error"), after };
}
