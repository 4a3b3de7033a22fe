// Who may log in, with which roles.
import { useRef } from "react";
import type { Account, AccountList } from "../../gen/api";
import { useSearch } from "../../app/router";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useShortcuts } from "../../kernel/keys";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { SearchBox } from "../../ui/search_box";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { totalText } from "../register/list";

export function rolesText(account: Account): string {
  const names = account.roles.map((r) => label(`role.${r.role}`));
  return [...new Set(names)].join(msg("ui.list.comma"));
}

const columns = (): Column<Account>[] => [
  { id: "name", label: msg("ui.account.name"), cell: (a) => a.name, main: true },
  { id: "login", label: msg("ui.log_in.login"), cell: (a) => a.login, className: "short" },
  { id: "state", label: msg("ui.account.state"), cell: (a) => <StateBadge set="account_state" value={a.state} />, aside: true },
  { id: "roles", label: msg("ui.roles"), cell: rolesText },
  {
    id: "last",
    label: msg("ui.account.last"),
    cell: (a) => (a.last_sign_in_at ? dateTime(a.last_sign_in_at, "short") : msg("ui.account.never")),
    className: "nowrap",
  },
];

export default function AccountsPage() {
  const [search, change] = useSearch();
  const box = useRef<HTMLInputElement>(null);
  const list = useQuery<AccountList>("/accounts", {
    q: search.get("q"),
    cursor: search.get("cursor"),
    limit: 50,
  });
  useShortcuts({ "/": () => box.current?.focus() });
  const page = list.data;
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]}
        title={msg("ui.accounts")}
        meta={page && totalText(page)}
        actions={
          may("account.manage") && (
            <LinkButton to="/accounts/new" look="filled" icon="plus">
              {msg("ui.create")}
            </LinkButton>
          )
        }
      />
      <search className="filter-bar">
        <SearchBox
          label={msg("ui.search")}
          placeholder={msg("ui.accounts.search")}
          value={search.get("q") ?? ""}
          onSearch={(q) => change({ q, cursor: null })}
          inputRef={box}
        />
      </search>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {page?.items.length === 0 && <EmptyState icon="people" title={msg("ui.list.no_match")} />}
      {page && page.items.length > 0 && (
        <Table
          label={msg("ui.accounts")}
          columns={columns()}
          rows={page.items}
          rowKey={(a) => a.id}
          rowHref={(a) => `/accounts/${a.id}`}
        />
      )}
      {(page?.next || search.get("cursor")) && (
        <div className="row">
          {search.get("cursor") && (
            <Button icon="chevron_left" onPress={() => change({ cursor: null })}>
              {msg("ui.list.first_page")}
            </Button>
          )}
          {page?.next && (
            <Button iconAfter="chevron_right" onPress={() => change({ cursor: page.next ?? null })}>
              {msg("ui.list.next")}
            </Button>
          )}
        </div>
      )}
    </Page>
  );
}
