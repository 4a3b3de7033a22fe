// The contacts that one is asked to look at as their keeper, whatever one may read beside.
import type { ContactCheck, OwnContactChecks } from "../../gen/api";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { CheckButton, MailState, Outcome, Reach } from "./check";
import Stale from "./stale";

const columns = (): Column<ContactCheck>[] => [
  {
    id: "name",
    label: msg("contact.ui.col.name"),
    main: true,
    cell: (x) => (
      <>
        <b>{x.name}</b>
        {x.organisation && <p className="muted small">{x.organisation}</p>}
        <p className="muted small">{`${x.round.title} ${msg("contact.ui.own.due", { date: date(x.due, "short") })}`}</p>
      </>
    ),
  },
  { id: "reach", label: msg("reg.contact.part.reach"), cell: (x) => <Reach check={x} /> },
  { id: "result", label: msg("contact.ui.col.result"), cell: (x) => <Outcome check={x} /> },
  { id: "mail", label: msg("contact.ui.col.mail"), cell: (x) => <MailState check={x} /> },
  { id: "action", label: msg("contact.ui.col.action"), action: true, cell: (x) => <CheckButton check={x} /> },
];

export default function OwnContactsPage() {
  const query = useQuery<OwnContactChecks>("/own-contact-checks");
  const items = query.data?.items;
  return (
    <Page>
      <PageHead title={msg("contact.ui.own")} meta={msg("contact.ui.own.text")} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !items && <Loading />}
      {items?.length === 0 && <EmptyState icon="check" title={msg("contact.ui.own.none")} />}
      {items && items.length > 0 && <Table label={msg("contact.ui.own")} columns={columns()} rows={items} rowKey={(x) => `${x.round.id} ${x.id}`} />}
      <Stale own />
    </Page>
  );
}
