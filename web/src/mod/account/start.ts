// Who is to answer needs an account.
import type { Account } from "../../gen/api";
import type { Page } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import type { Facts } from "../home/next_rules";
import type { StartStep } from "../home/parts";

const MANY = 100; // accounts looked through

export function useAccountFacts(): Partial<Facts> | undefined {
  const me = useSession();
  const on = may("account.manage");
  const { data } = useQuery<Page<Account>>(on ? "/accounts" : null, { limit: MANY });
  const byPassword = me.account.password_set && me.session.opened_by !== "passkey"; // else something stronger is asked for
  const own = byPassword ? { factor: me.account.factor } : {};
  if (!on) return own;
  if (!data) return undefined;
  const administrators = data.items.filter((a) => a.state !== "disabled" && a.roles.some((r) => r.role === "admin")).length;
  return { ...own, administrators: data.next && administrators < 2 ? undefined : administrators };
}

export function useStart(): StartStep[] | undefined {
  const on = may("account.manage");
  const { data } = useQuery<Page<unknown>>(on ? "/accounts" : null, { limit: 1 });
  if (!on) return [];
  if (!data) return undefined;
  return [
    {
      id: "accounts",
      order: 30,
      optional: true,
      title: msg("account.start"),
      text: msg("account.start.text"),
      action: msg("ui.accounts"),
      to: "/accounts/new",
      done: (data.total ?? 0) > 1,
    },
  ];
}
