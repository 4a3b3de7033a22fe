// What is sensible to do next, below one's tasks: at most five, each of which can be put off.
import { Link } from "../../app/router";
import { addDays, today } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { setPrefs, usePrefs } from "../../kernel/prefs";
import { useSession } from "../../kernel/session";
import { IconButton } from "../../ui/button";
import { toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { capabilities } from "../all";
import { type Facts, LATER_DAYS, type Next, nextThings } from "./next_rules";

// Nothing until everything is known, so that the order does not jump. The capabilities are a constant
// list, so the hooks run in the same order every time.
function useFacts(): Facts | null {
  const parts = capabilities.map((c) => c.home?.useFacts?.() ?? (c.home?.useFacts ? undefined : {}));
  return parts.includes(undefined) ? null : Object.assign({}, ...parts);
}

// Kept on this machine by account: somebody else at it has put nothing off.
function useLater() {
  const { account } = useSession();
  const { later } = usePrefs();
  const own = later[account.id] ?? {};
  const keep = (change: Record<string, string>) => setPrefs({ later: { ...later, [account.id]: change } });
  const putOff = (next: Next) => {
    keep({ ...own, [next.id]: addDays(today(), LATER_DAYS) });
    toast(msg("home.next.later.done", { n: LATER_DAYS }), "ok", { label: msg("ui.undo"), run: () => keep(own) });
  };
  return { own, putOff };
}

function NextLine({ next, onLater }: { next: Next; onLater: () => void }) {
  const n = { n: next.n ?? 0 };
  const title = label(`home.next.${next.id}`, undefined, n);
  return (
    <li className="next">
      <Link to={next.to} className="task">
        <span className="task-title">{title}</span>
        <span className="task-kind">{label(`home.next.${next.id}.text`, undefined, n)}</span>
      </Link>
      <IconButton icon="close" size="small" label={msg("home.next.later", { title, n: LATER_DAYS })} onPress={onLater} />
    </li>
  );
}

export function NextThings() {
  const facts = useFacts();
  const { own, putOff } = useLater();
  const list = facts ? nextThings(facts, today(), own) : [];
  if (list.length === 0) return null;
  return (
    <Card title={msg("home.next")} flush>
      <ul className="tasks">
        {list.map((next) => (
          <NextLine key={next.id} next={next} onLater={() => putOff(next)} />
        ))}
      </ul>
    </Card>
  );
}
