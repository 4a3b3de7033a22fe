// What measures bring to the first page: those I own, those I decide on, what is late.
import type { Page as ListPage, QueryValue } from "../../kernel/api";
import { mayRead, recordPath } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { addDays, number, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import type { Facts } from "../home/next_rules";
import type { Figure, Task } from "../home/parts";

export const RUNNING = "approved,under_way";
export const UNFINISHED = "proposed,approved,under_way,deferred";

export function useMeasures(query: Record<string, QueryValue> | null) {
  return useQuery<ListPage<RegisterRecord>>(query && mayRead("measures") ? "/measures" : null, query ?? undefined);
}

function taskOf(record: RegisterRecord, kind: string): Task {
  return {
    id: `measure.${record.id}`,
    to: recordPath("measures", record),
    kind: `${kind}  ${record.number ?? ""}`,
    title: String(record.title),
    due: (record.due as string | null) ?? null,
  };
}

export function useMeasureTasks(): Task[] | undefined {
  const me = useSession();
  const own = useMeasures(
    me.person ? { "filter[owner][eq]": me.person.id, "filter[state][in]": RUNNING, sort: "due", limit: 20 } : null,
  );
  const decide = useMeasures(
    may("measure.decide") ? { "filter[state][eq]": "proposed", sort: "due", limit: 20 } : null,
  );
  if (own.loading || decide.loading) return undefined;
  return [
    ...(decide.data?.items ?? []).map((r) => taskOf(r, msg("measure.task.decide"))),
    ...(own.data?.items ?? []).map((r) => taskOf(r, msg("measure.task.own"))),
  ];
}

function countOf(page: ListPage<unknown> | undefined): string | undefined {
  if (!page) return undefined;
  return page.total === undefined ? `${number(page.total_at_least ?? 0)}+` : number(page.total);
}

function lateQuery() {
  return { "filter[state][in]": UNFINISHED, "filter[due][le]": addDays(today(), -1), limit: 1 };
}

const latePath = (): string => `/measures?f.state=${UNFINISHED}&f.due.le=${addDays(today(), -1)}`;

export function useMeasureFacts(): Partial<Facts> | undefined {
  const late = useMeasures(lateQuery());
  if (late.loading) return undefined;
  return late.data ? { late: { n: late.data.total ?? late.data.total_at_least ?? 0, to: latePath() } } : {};
}

export function useMeasureFigures(): Figure[] | undefined {
  const late = useMeasures(lateQuery());
  const running = useMeasures({ "filter[state][in]": RUNNING, limit: 1 });
  const proposed = useMeasures({ "filter[state][eq]": "proposed", limit: 1 });
  const figures: [string, string | undefined, string, boolean][] = [
    ["late", countOf(late.data), latePath(), true],
    ["proposed", countOf(proposed.data), "/measures?f.state=proposed", false],
    ["running", countOf(running.data), `/measures?f.state=${RUNNING}`, false],
  ];
  return figures.flatMap(([id, value, to, bad]): Figure[] => {
    if (value === undefined) return [];
    const name = { late: msg("measure.figure.late"), proposed: msg("measure.figure.proposed"), running: msg("measure.figure.running") }[id] ?? "";
    const tone = bad ? (value === "0" ? "ok" : "bad") : undefined;
    const note = bad ? (value === "0" ? msg("measure.figure.late.none") : msg("measure.figure.late.some")) : undefined;
    return [{ id: `measure.${id}`, name, value, unit: msg("ui.unit.count"), to, tone, note }];
  });
}
