// On a round's page: how many contacts have been looked at, what was wrong, whether IT stands on the lists, and the test mail.
import { useState } from "react";
import { Link } from "../../app/router";
import type { ContactCheck, ContactMailsSent, ContactProgress } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import { CheckButton, MailState, Outcome, Reach, WRONGS } from "./check";

const of = (items: ContactCheck[], mail: string): number => items.filter((x) => x.mail === mail && !x.gone).length;

function columns(open: boolean): Column<ContactCheck>[] {
  return [
    {
      id: "name",
      label: msg("contact.ui.col.name"),
      main: true,
      className: "contact-name",
      cell: (x) => (
        <span className="stack tight">
          <span>
            {x.gone ? x.name : <Link to={recordPath("contacts", x)}>{x.name}</Link>} {x.gone && <Badge>{msg("contact.ui.gone")}</Badge>}
          </span>
          {x.organisation && <span className="muted small">{x.organisation}</span>}
          {x.keeper && <span className="muted small">{`${msg("contact.ui.col.keeper")} ${x.keeper}`}</span>}
          <Badge tone={x.in_scenario ? "info" : "neutral"}>{x.in_scenario ? msg("contact.ui.scenario.in") : msg("contact.ui.scenario.out")}</Badge>
          <span className="small">{(x.lists as string[]).join(msg("ui.list.comma"))}</span>
        </span>
      ),
    },
    { id: "reach", label: msg("reg.contact.part.reach"), className: "contact-reach", cell: (x) => <Reach check={x} /> },
    { id: "result", label: msg("contact.ui.col.result"), cell: (x) => <Outcome check={x} /> },
    { id: "mail", label: msg("contact.ui.col.mail"), cell: (x) => <MailState check={x} /> },
    ...(open && may("contact.write") ? [{ id: "action", label: msg("contact.ui.col.action"), action: true, cell: (x: ContactCheck) => <CheckButton check={x} /> }] : []),
  ];
}

function ItCheck({ lists }: { lists: ContactProgress["lists"] }) {
  const needed = lists.filter((l) => l.needs_it);
  const missing = needed.filter((l) => l.it === 0).map((l) => l.name);
  if (needed.length === 0) return <Note tone="warn" title={msg("contact.ui.round.it.none")} />;
  if (missing.length > 0) return <Note tone="warn" title={msg("contact.ui.round.it.missing", { lists: missing.join(msg("ui.list.comma")) })} />;
  return <Note tone="ok" title={msg("contact.ui.round.it.ok")} />;
}

function Wrong({ items }: { items: ContactCheck[] }) {
  const counts = WRONGS.map((kind) => ({ kind, n: items.filter((x) => x.wrong.some((w) => w.kind === kind)).length })).filter((w) => w.n > 0);
  if (counts.length === 0) return <p className="muted">{msg("contact.ui.round.wrong.none")}</p>;
  return <p>{counts.map((w) => `${optionLabel("contact_wrong", w.kind)} ${number(w.n)}`).join(msg("ui.list.comma"))}</p>;
}

function Mail({ id, items, open }: { id: string; items: ContactCheck[]; open: boolean }) {
  const [busy, setBusy] = useState(false);
  const unsent = of(items, "unsent");
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(toastError);
    setBusy(false);
    invalidate("/contact-rounds");
  };
  const send = async () => {
    if (!(await confirm({ title: msg("contact.ui.round.send.ask"), text: msg("contact.ui.round.send.text", { n: number(unsent) }), yes: msg("contact.ui.round.send") }))) return;
    await run(async () => {
      const { data } = await api.post<ContactMailsSent>(`/contact-rounds/${id}/test-mail`);
      toast(data.left > 0 ? msg("contact.ui.round.left", { n: number(data.sent), left: number(data.left) }) : msg("contact.ui.round.sent", { n: number(data.sent) }));
    });
  };
  const look = () =>
    run(async () => {
      await api.post("/contact-rounds/returned");
      toast(msg("contact.ui.round.looked"));
    });
  const counts = { confirmed: number(of(items, "confirmed") + of(items, "changed")), waiting: number(of(items, "waiting")), returned: number(of(items, "returned")), unsent: number(unsent), none: number(of(items, "no_address")) };
  return (
    <div className="stack">
      <p>{msg("contact.ui.round.mail.counts", counts)}</p>
      {open && may("contact.write") && (
        <div className="row no-print">
          <Button size="small" icon="send" pending={busy} isDisabled={unsent === 0} onPress={() => void send()}>
            {msg("contact.ui.round.send")}
          </Button>
          <Button size="small" pending={busy} onPress={() => void look()}>
            {msg("contact.ui.round.look")}
          </Button>
        </div>
      )}
    </div>
  );
}

export default function RoundCard({ record }: RecordCardProps) {
  const query = useQuery<ContactProgress>(`/contact-rounds/${record.id}/progress`);
  const data = query.data;
  const open = record.state === "open";
  const items = data?.items ?? [];
  const done = items.filter((x) => x.outcome !== null || x.gone);
  return (
    <>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !data && <Loading />}
      {data && (
        <>
          <Card title={msg("contact.ui.round")}>
            <div className="stack">
              <p>
                <b>{msg("contact.ui.round.progress", { all: number(items.length), done: number(done.length), outside: number(done.filter((x) => !x.in_scenario).length) })}</b>
              </p>
              <Table dense label={msg("contact.ui.round")} columns={columns(open)} rows={items} rowKey={(x) => x.id} />
            </div>
          </Card>
          <Card title={msg("contact.ui.round.it")}>
            <ItCheck lists={data.lists} />
          </Card>
          <Card title={msg("contact.ui.round.mail")}>
            <Mail id={record.id} items={items} open={open} />
          </Card>
          <Card title={msg("contact.ui.round.wrong")}>
            <Wrong items={items} />
          </Card>
        </>
      )}
    </>
  );
}
