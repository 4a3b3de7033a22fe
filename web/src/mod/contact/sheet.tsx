// Whom to call, by purpose: a list is a sheet of paper.
import { useState } from "react";
import { Link } from "../../app/router";
import type { ContactSheet } from "../../gen/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";

type List = ContactSheet["lists"][number];
type Contact = List["contacts"][number];

const joined = (...parts: (string | null)[]): string => parts.filter(Boolean).join(" ");

function columns(months: number): Column<Contact>[] {
  return [
    {
      id: "name",
      label: msg("contact.ui.col.name"),
      main: true,
      cell: (x) => (
        <>
          <Link to={recordPath("contacts", x)}>{x.name}</Link>
          {x.it && <> <Badge>{msg("contact.ui.sheet.it")}</Badge></>}
          {x.organisation && <p className="muted small">{x.organisation}</p>}
        </>
      ),
    },
    { id: "person", label: msg("contact.ui.col.person"), cell: (x) => joined(x.post, x.person) },
    {
      id: "phone",
      label: msg("contact.ui.col.phone"),
      cell: (x) => (
        <>
          {x.phone}
          {x.phone_other && <p className="small">{msg("contact.ui.sheet.night", { phone: x.phone_other })}</p>}
          {x.deputy && <p className="muted small">{msg("contact.ui.sheet.deputy", { name: joined(x.deputy, x.deputy_phone) })}</p>}
        </>
      ),
    },
    {
      id: "email",
      label: msg("contact.ui.col.email"),
      className: "contact-email",
      cell: (x) => (
        <>
          {x.email}
          {x.hours && <p className="muted small">{x.hours}</p>}
        </>
      ),
    },
    {
      id: "confirmed",
      label: msg("contact.ui.col.confirmed"),
      cell: (x) => (
        <span className="stack tight">
          <span>{x.confirmed_on ? date(x.confirmed_on, "short") : msg("contact.ui.sheet.never")}</span>
          {x.stale && <Badge tone="warn">{msg("contact.ui.sheet.stale", { n: months })}</Badge>}
          {x.returned && <Badge tone="bad">{msg("contact.ui.sheet.returned")}</Badge>}
        </span>
      ),
    },
  ];
}

function ListCard({ list, months }: { list: List; months: number }) {
  const name = list.name ?? msg("contact.ui.sheet.unlisted");
  return (
    <section className="contact-sheet" aria-label={name}>
      <Card title={list.id ? <Link to={recordPath("contact-lists", { id: list.id, number: list.number })}>{name}</Link> : name} aside={list.purpose && <Badge>{optionLabel("contact_purpose", list.purpose)}</Badge>}>
        {list.scenario && <p>{list.scenario}</p>}
        {list.it_missing && <Note tone="warn" title={msg("contact.ui.sheet.it_missing")} />}
        {list.contacts.length === 0 ? <p className="muted">{msg("contact.ui.sheet.empty")}</p> : <Table bare dense label={name} columns={columns(months)} rows={list.contacts} rowKey={(x) => x.id} />}
      </Card>
    </section>
  );
}

// All lists, as the pack for the day the network is down prints them.
export function ContactLists({ sheet }: { sheet: ContactSheet }) {
  return sheet.lists.map((l) => <ListCard key={l.id ?? ""} list={l} months={sheet.stale_months} />);
}

export default function ContactSheetPage() {
  const query = useQuery<ContactSheet>("/contact-lists/sheet");
  const [chosen, setChosen] = useState<string | null>(null);
  const write = may("contact.write");
  const lists = query.data?.lists ?? [];
  const shown = lists.filter((l) => chosen === null || l.id === chosen);
  const options = lists.flatMap((l) => (l.id ? [{ id: l.id, label: l.name ?? "" }] : []));
  return (
    <Page>
      <PageHead
        title={msg("contact.ui.sheet")}
        meta={msg("contact.ui.sheet.text")}
        actions={
          <>
            {write && (
              <LinkButton icon="plus" to="/contacts/new">
                {msg("contact.ui.sheet.new")}
              </LinkButton>
            )}
            {lists.length > 0 && (
              <Button icon="print" onPress={() => window.print()}>
                {msg("ui.print")}
              </Button>
            )}
          </>
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data && options.length === 0 && (
        <EmptyState
          icon="alert"
          title={msg("contact.ui.sheet.none")}
          text={msg("contact.ui.sheet.none.text")}
          action={
            write && (
              <LinkButton look="filled" icon="plus" to="/contact-lists/new">
                {msg("contact.ui.sheet.new_list")}
              </LinkButton>
            )
          }
        />
      )}
      {options.length > 1 && (
        <div className="no-print contact-which">
          <SelectField label={msg("contact.ui.sheet.which")} clearable={msg("contact.ui.sheet.all")} options={options} value={chosen} onChange={setChosen} />
        </div>
      )}
      <div className="stack">{query.data && shown.map((l) => <ListCard key={l.id ?? ""} list={l} months={query.data?.stale_months ?? 0} />)}</div>
    </Page>
  );
}
