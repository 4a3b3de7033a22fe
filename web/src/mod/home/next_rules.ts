// What is sensible to do next when nobody has asked for anything: rules over facts that capabilities
// bring. Pure, with no text and no request, so that a test can ask for every case.

// Absent: not the reader's to know or to change, so no rule speaks of it.
export interface Facts {
  answered?: string; // an open assessment in which every answer is accepted: its page
  gaps?: { n: number; to: string }; // of the newest results, without a measure
  late?: { n: number; to: string }; // measures past their due date
  unreported?: string; // the newest results have no report: where one is made
  year?: number; // the fiscal year we are in
  assessed?: number; // the latest fiscal year with an assessment, drafts included
  units?: number; // the organisation itself among them
  people?: number; // the reader among them
  unanswering?: number; // units that nobody can answer for
  untargeted?: string; // the newest results have no target: where they are set
  averages?: string; // the oldest day of the averages that the newest results are held against
  administrators?: number;
  factor?: boolean; // the reader has a second factor
}

export interface Next {
  id: string; // the messages home.next.ID and .text (and .text.one)
  to: string;
  n?: number;
}

export const MOST = 5;
export const LATER_DAYS = 30; // for which what is put off stays away
export const OLD_YEARS = 2; // of averages

type Rule = (f: Facts, today: string) => Next | null;

function yearsBefore(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
}

// The first matters most. What ends a piece of work goes before what begins one.
const RULES: Rule[] = [
  (f) => (f.answered ? { id: "close", to: f.answered } : null),
  (f) => (f.late && f.late.n > 0 ? { id: "late", ...f.late } : null),
  (f) => (f.gaps && f.gaps.n > 0 ? { id: "gaps", ...f.gaps } : null),
  (f) => (f.unreported ? { id: "report", to: f.unreported } : null),
  (f) => (f.year !== undefined && f.assessed !== undefined && f.assessed < f.year ? { id: "assess", to: "/campaigns/new" } : null),
  (f) => (f.units === 1 ? { id: "units", to: "/units/add" } : null),
  (f) => (f.units !== undefined && f.units > 1 && f.unanswering ? { id: "answerers", to: "/accounts/new", n: f.unanswering } : null),
  (f) => (f.administrators === 1 ? { id: "administrator", to: "/accounts/new" } : null),
  (f) => (f.factor === false ? { id: "factor", to: "/account" } : null),
  (f) => (f.untargeted ? { id: "targets", to: f.untargeted } : null),
  (f, today) => (f.averages !== undefined && f.averages < yearsBefore(today, OLD_YEARS) ? { id: "averages", to: "/assessments/averages" } : null),
  (f) => (f.people === 1 ? { id: "people", to: "/people/new" } : null),
];

// `later`: until which day something is put off, by id.
export function nextThings(facts: Facts, today: string, later: Record<string, string>): Next[] {
  const all = RULES.flatMap((rule) => rule(facts, today) ?? []);
  return all.filter((next) => (later[next.id] ?? "") < today).slice(0, MOST);
}
