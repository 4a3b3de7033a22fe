// Contacts that nobody has confirmed for the time that is set: one's own, and for who may read them all. On the first page, and of one's own
// on their page.
import { Link } from "../../app/router";
import type { StaleContact, StaleContacts } from "../../gen/api";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";

const SHOWN = 6;

function One({ of }: { of: StaleContact }) {
  const text = (
    <>
      <span className="task-title">{[of.name, of.organisation].filter(Boolean).join(" ")}</span>
      <span className="task-kind">{of.confirmed_on ? msg("contact.ui.stale.on", { date: date(of.confirmed_on, "short") }) : msg("contact.ui.stale.never")}</span>
    </>
  );
  return (
    <li>
      <Link to={may("contact.read") ? `/contacts/${of.number}` : "/own-contacts"} className="task">
        {text}
      </Link>
    </li>
  );
}

export default function Stale({ own = false }: { own?: boolean }) {
  const { data } = useQuery<StaleContacts>("/stale-contacts");
  const items = (data?.items ?? []).filter((x) => !own || x.own);
  if (!data || items.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          {msg("contact.ui.stale")} <Count n={own ? items.length : data.all} tone="warn" />
        </>
      }
    >
      <ul className="tasks">
        {items.slice(0, own ? items.length : SHOWN).map((x) => (
          <One key={x.id} of={x} />
        ))}
      </ul>
    </Card>
  );
}
