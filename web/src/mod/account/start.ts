// Who is to answer needs an account.
import type { Page } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { StartStep } from "../home/parts";

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
