// Approving what one has drafted oneself: only where nobody else could, and said before one does it.
import type { History } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { session } from "../../kernel/session";

const MOST = 500; // entries; beyond them the first is not looked for, and the record says it all the same

// What the question before an approval adds when the record at `path` is one's own.
export async function ownDraftText(path: string): Promise<string | null> {
  const { data } = await api.get<History>(`${path}/history`, { query: { limit: MOST } });
  const made = data.items.find((entry) => entry.action === "create");
  return made?.account && made.account.id === session.get()?.account.id ? msg("approval.own.text") : null;
}
