// Sections that look perfect while nothing bears it out: why, and what revives the check.
import { Link } from "../../../app/router";
import { mayRead, recordPath } from "../../../kernel/describe";
import { date, period } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Note } from "../../../ui/note";
import { Badge } from "../../../ui/state";
import { type HollowMark, type SheetDocument, words } from "../model";

export function useHollow(response: string): HollowMark[] {
  return useQuery<{ items: HollowMark[] }>(may("response.hint") ? `/responses/${response}/hollow` : null).data?.items ?? [];
}

export function HollowWhy({ mark: m }: { mark: HollowMark }) {
  if (!m.record) return <>{msg("assessment.hollow.silent", { from: period(m.periods[0] ?? ""), to: period(m.periods.at(-1) ?? "") })}</>;
  const name = [m.record.number, m.record.title].filter(Boolean).join(" ");
  return (
    <>
      {msg("assessment.hollow.goes_on", { items: m.items.join(msg("ui.list.comma")) })} {words(m.record.says)}{" "}
      {mayRead(m.record.register) ? <Link to={recordPath(m.record.register, m.record)}>{name}</Link> : name}
      {msg("assessment.hollow.day", { date: date(m.record.day) })}
    </>
  );
}

export function hollowRemedy(m: HollowMark): string {
  return m.record ? words(m.record.remedy) : msg("assessment.hollow.silent.remedy");
}

export function HollowBadge() {
  return (
    <Badge tone="warn" icon="alert">
      {msg("assessment.hollow")}
    </Badge>
  );
}

// For the reviewer of one response, before the answers.
export function HollowNote({ marks, sheet }: { marks: HollowMark[]; sheet: Pick<SheetDocument, "sections"> }) {
  if (marks.length === 0) return null;
  const name = (key: string) => words(sheet.sections.find((s) => s.key === key)?.name);
  return (
    <Note tone="warn" title={msg("assessment.hollow")}>
      <ul className="missing">
        {marks.map((m) => (
          <li key={`${m.section} ${m.record?.id ?? ""}`}>
            <b>
              {m.section} {name(m.section)}
            </b>
            <br />
            <HollowWhy mark={m} /> {hollowRemedy(m)}
          </li>
        ))}
      </ul>
      <p className="small muted">{msg("assessment.hollow.meaning")}</p>
    </Note>
  );
}
