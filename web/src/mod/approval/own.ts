// Approving what one has written oneself: only where nobody else could, and said before one does it.
import type { History } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { session } from "../../kernel/session";

const MOST = 500; // entries; beyond them none is looked for, and the record says it all the same
const WRITING = ["create", "update", "words"];

// What the question before an approval adds when one has written in the record at `path`.
export async function ownDraftText(path: string): Promise<string | null> {
  const { data } = await api.get<History>(`${path}/history`, { query: { limit: MOST } });
  const me = session.get()?.account.id;
  return data.items.some((entry) => WRITING.includes(entry.action) && entry.account?.id === me) ? msg("approval.own.text") : null;
}
