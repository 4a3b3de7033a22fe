// The first steps of an empty installation that belong here: who we are, who answers.
import type { Page } from "../../kernel/api";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { Facts } from "../home/next_rules";
import type { StartStep } from "../home/parts";

// The organisation itself and its first administrator are there from the set-up.
const FROM_SETUP = 1;

function useTotal(path: string, on: boolean): number | undefined {
  const { data } = useQuery<Page<unknown>>(on ? path : null, { limit: 1 });
  return data && (data.total ?? data.total_at_least ?? 0);
}

export function useGovernanceFacts(): Partial<Facts> | undefined {
  const on = may("unit.change");
  const units = useTotal("/units", on);
  const people = useTotal("/people", on);
  if (!on) return {};
  return units === undefined || people === undefined ? undefined : { units, people };
}

export function useStart(): StartStep[] | undefined {
  const on = may("unit.change");
  const units = useTotal("/units", on);
  const people = useTotal("/people", on);
  if (!on) return [];
  if (units === undefined || people === undefined) return undefined;
  return [
    {
      id: "organisation",
      order: 5,
      title: msg("governance.start.organisation"),
      text: msg("governance.start.organisation.text"),
      action: label("reg.units"),
      to: "/units",
      done: true, // by the set-up
    },
    {
      id: "units",
      order: 10,
      optional: true,
      title: msg("governance.start.units"),
      text: msg("governance.start.units.text"),
      action: label("reg.units"),
      to: "/units/add",
      done: units > FROM_SETUP,
    },
    {
      id: "people",
      order: 20,
      optional: true,
      title: msg("governance.start.people"),
      text: msg("governance.start.people.text"),
      action: label("reg.people"),
      to: "/people/new",
      done: people > FROM_SETUP,
    },
  ];
}
