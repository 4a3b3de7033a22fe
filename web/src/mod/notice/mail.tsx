// Mail for administrators: whether it goes out, and what did not.
import { useState } from "react";
import type { Mail, MailList, MailStatus } from "../../gen/api";
import { Link } from "../../app/router";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { Badge, type Tone } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Tabs } from "../../ui/tabs";

const TONES: Record<string, Tone> = { queued: "info", sent: "ok", failed: "bad", expired: "neutral", held: "warn", returned: "bad" };

async function retry(mail: Mail): Promise<void> {
  await api.post(`/mails/${mail.id}/retry`).then(() => toast(msg("ui.mail.again.done")), toastError);
  invalidate("/mails", "/mail");
}

function columns(): Column<Mail>[] {
  return [
    { id: "address", label: msg("ui.mail.to"), cell: (m) => m.address, main: true, className: "short" },
    { id: "account", label: msg("ui.account.name"), cell: (m) => (m.account ? <Link to={`/accounts/${m.account.id}`}>{m.account.name}</Link> : "") },
    { id: "kind", label: msg("ui.mail.kind"), cell: (m) => label(`mail.kind.${m.kind}`) },
    { id: "state", label: msg("ui.mail.state"), cell: (m) => <Badge tone={TONES[m.state] ?? "neutral"}>{label(`enum.mail_state.${m.state}`)}</Badge>, aside: true },
    { id: "at", label: msg("ui.mail.at"), cell: (m) => dateTime(m.ended_at ?? m.created_at, "short"), className: "nowrap" },
    { id: "fault", label: msg("ui.mail.fault"), cell: (m) => m.fault ?? "" },
    { id: "again", label: msg("ui.mail.again"), action: true, cell: (m) => (m.state === "failed" || m.state === "held") && <Button size="small" onPress={() => void retry(m)}>{msg("ui.mail.again")}</Button> },
  ];
}

function Status({ status }: { status: MailStatus }) {
  const test = async () => {
    await api.post("/mail/test").then(() => toast(msg("ui.mail.test.done", { address: status.own_address ?? "" })), toastError);
    invalidate("/mails", "/mail");
  };
  const look = async () => {
    await api.post("/mail/look").then(() => toast(msg("ui.mail.look.done")), toastError);
    invalidate("/mails", "/mail");
  };
  if (!status.on) return <Note title={msg("ui.mail.off")}>{msg("ui.mail.off.text")}</Note>;
  return (
    <div className="stack">
      <Facts>
        <Fact name={msg("ui.mail.server")}>{status.server}</Fact>
        <Fact name={msg("ui.mail.from")}>{status.from ?? msg("ui.none")}</Fact>
        <Fact name={msg("ui.mail.tls")}>{label(`ui.mail.tls.${status.tls}`)}</Fact>
        <Fact name={msg("ui.mail.waiting")}>{status.waiting}</Fact>
        <Fact name={msg("ui.mail.held")}>{status.held}</Fact>
        <Fact name={msg("ui.mail.return")}>{status.return_address ?? msg("ui.mail.return.from")}</Fact>
        <Fact name={msg("ui.mail.box")}>{status.return_box ?? msg("ui.mail.box.none")}</Fact>
        <Fact name={msg("ui.mail.sent_at")}>{status.sent_at ? dateTime(status.sent_at) : msg("ui.none")}</Fact>
      </Facts>
      {status.held > 0 && <Note tone="warn" title={msg("ui.mail.held.title", { n: status.held })}>{msg("ui.mail.held.text")}</Note>}
      <div className="row">
        <Button icon="send" isDisabled={!status.own_address} onPress={() => void test()}>
          {msg("ui.mail.test")}
        </Button>
        {status.return_box && <Button onPress={() => void look()}>{msg("ui.mail.look")}</Button>}
      </div>
    </div>
  );
}

function Mails({ state }: { state: string }) {
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useQuery<MailList>("/mails", { state, cursor });
  const next = list.data?.next;
  return (
    <div className="stack">
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Skeleton lines={4} />}
      {list.data?.items.length === 0 && <p className="muted">{msg("ui.mail.none")}</p>}
      {list.data && list.data.items.length > 0 && <Table label={msg("ui.mail.list")} columns={columns()} rows={list.data.items} rowKey={(m) => m.id} />}
      {next && (
        <div>
          <Button iconAfter="chevron_right" onPress={() => setCursor(next)}>{msg("ui.list.next")}</Button>
        </div>
      )}
    </div>
  );
}

export default function MailPage() {
  const status = useQuery<MailStatus>("/mail");
  const tabs = ["failed", "returned", "held", "queued", "sent", "expired"].map((id) => ({ id, label: label(`enum.mail_state.${id}`), content: <Mails state={id} /> }));
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]} title={msg("ui.mail")} />
      <Card title={msg("ui.mail.setting")}>
        <ErrorNote error={status.error} onRetry={() => void status.reload()} />
        {status.loading && <Skeleton lines={4} />}
        {status.data && <Status status={status.data} />}
      </Card>
      <Card title={msg("ui.mail.list")}>
        <Tabs label={msg("ui.mail.state")} param="state" tabs={tabs} />
      </Card>
    </Page>
  );
}
