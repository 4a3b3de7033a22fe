// What measures need together: people by skill, money from – to and yearly.
import type { Money, NeedSum, PeopleNeeded } from "../../gen/api";
import { date, money, number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { FigureCard } from "../../ui/page";

export type Needs = Pick<NeedSum, "people_needed" | "people"> & { cost_low?: Money | null; cost_high?: Money | null; cost_yearly?: Money | null };

export function rangeOf(low: Money | null | undefined, high: Money | null | undefined): string {
  if (!low || !high) return money(low ?? high);
  return low.amount === high.amount ? money(low) : msg("measure.cost.range", { low: money(low), high: money(high) });
}

export const skillOf = (p: PeopleNeeded): string => p.skills ?? msg("measure.need.skills.none");

export function peopleText(p: PeopleNeeded): string {
  const n = msg("measure.page.people.n", { n: p.number });
  return p.from ? msg("measure.need.people.from", { people: n, date: date(p.from, "short") }) : n;
}

export function NeedTiles({ needs, money: said = true }: { needs: Needs; money?: boolean }) {
  return (
    <div className="tiles">
      <FigureCard name={msg("measure.need.people")} value={number(needs.people_needed)} unit={msg("measure.need.people.unit", { n: needs.people_needed })} />
      <FigureCard name={msg("measure.need.initial")} value={said ? rangeOf(needs.cost_low, needs.cost_high) : msg("ui.none")} />
      <FigureCard name={msg("measure.need.yearly")} value={said ? money(needs.cost_yearly) : msg("ui.none")} />
    </div>
  );
}

export function PeopleList({ people }: { people: PeopleNeeded[] }) {
  if (people.length === 0) return null;
  return (
    <section>
      <h3>{msg("measure.need.by_skill")}</h3>
      <ul className="need-people">
        {people.map((p) => (
          <li key={p.skills ?? ""}>
            <span>{skillOf(p)}</span> <strong className="nowrap">{peopleText(p)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
