// The log of log-ins: one's own, of an account, of all; and the odd ones that ask "was it you?".
import type { SignInEntry, SignInEntryList } from "../../gen/api";
import { Link, useSearch } from "../../app/router";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Note, Skeleton, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { deviceOf } from "./device";

export function oddText(entry: SignInEntry): string {
  return (entry.odd as string[]).map((o) => label(`ui.odd.${o}`)).join(msg("ui.list.comma"));
}

function Result({ entry }: { entry: SignInEntry }) {
  const good = entry.result === "ok";
  return (
    <span className="row">
      <Badge tone={good ? "ok" : "bad"}>{label(`enum.sign_in_result.${entry.result}`)}</Badge>
      {entry.odd.length > 0 && <Badge tone="warn">{msg("ui.odd")}</Badge>}
    </span>
  );
}

function columns(whose: boolean): Column<SignInEntry>[] {
  const who: Column<SignInEntry> = {
    id: "account",
    label: msg("ui.account.name"),
    cell: (e) => (e.account ? <Link to={`/accounts/${e.account.id}`}>{e.account.name}</Link> : msg("ui.sign_ins.unknown")),
  };
  return [
    { id: "at", label: msg("ui.sign_ins.at"), cell: (e) => dateTime(e.at, "short"), className: "nowrap", main: true },
    ...(whose ? [who] : []),
    { id: "result", label: msg("ui.sign_ins.result"), cell: (e) => <Result entry={e} />, aside: true },
    { id: "device", label: msg("ui.sign_ins.device"), cell: (e) => deviceOf(e.agent) },
    { id: "address", label: msg("ui.sign_ins.address"), cell: (e) => e.address ?? msg("ui.none"), className: "short" },
  ];
}

// `path`: whose; `whose`: a column says it.
export function SignInTable({ path, whose = false, limit = 50 }: { path: string; whose?: boolean; limit?: number }) {
  const [search, change] = useSearch();
  const cursor = search.get("cursor");
  const list = useQuery<SignInEntryList>(path, { limit, cursor });
  return (
    <div className="stack">
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && !list.data && <Skeleton lines={4} />}
      {list.data?.items.length === 0 && <p className="muted">{msg("ui.sign_ins.none")}</p>}
      {list.data && list.data.items.length > 0 && (
        <Table label={msg("ui.sign_ins")} columns={columns(whose)} rows={list.data.items} rowKey={(e) => e.id} />
      )}
      {(cursor || list.data?.next) && (
        <div className="row">
          {cursor && <Button icon="chevron_left" onPress={() => change({ cursor: null })}>{msg("ui.list.first_page")}</Button>}
          {list.data?.next && <Button iconAfter="chevron_right" onPress={() => change({ cursor: list.data?.next ?? null })}>{msg("ui.list.next")}</Button>}
        </div>
      )}
    </div>
  );
}

export function SignInsCard({ account }: { account?: string }) {
  return (
    <Card title={msg("ui.sign_ins")}>
      <SignInTable path={account ? `/accounts/${account}/sign-ins` : "/session/sign-ins"} limit={10} />
    </Card>
  );
}

// Log-ins that were not like the others, until the person has said that it was them.
// `here`: on the account page, where one does something about it.
export default function OddNotice({ here = false }: { here?: boolean }) {
  const list = useQuery<SignInEntryList>("/session/sign-in-notices", { limit: 5 });
  const mine = async (entry: SignInEntry) => {
    await api.post(`/session/sign-in-notices/${entry.id}/seen`).catch(toastError);
    await list.reload();
  };
  return list.data?.items.map((e) => (
    <Note
      key={e.id}
      tone="warn"
      title={msg("ui.odd.title", { at: dateTime(e.at, "short") })}
      actions={
        <>
          <Button size="small" onPress={() => void mine(e)}>{msg("ui.odd.mine")}</Button>
          {!here && <LinkButton size="small" to="/account">{msg("ui.odd.not_mine")}</LinkButton>}
        </>
      }
    >
      <p>{msg("ui.odd.text", { device: deviceOf(e.agent), address: e.address ?? msg("ui.none"), why: oddText(e) })}</p>
      <p className="small">{msg("ui.odd.advice")}</p>
    </Note>
  ));
}
