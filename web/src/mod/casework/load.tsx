// Who has how much of a case to do, and what is stuck with one person.
import { msg } from "../../kernel/i18n";
import type { RegisterRecord } from "../../kernel/record";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { isLate, isUnfinished, type Task, useTasks } from "../task/model";

const MOST = 500;
const FEW = 3; // less than that is no load
const DAY = 86_400_000;

interface Share {
  id: string; // of the person; "": nobody's
  name: string;
  tasks: Task[];
}

function shares(tasks: Task[]): Share[] {
  const by = new Map<string, Share>();
  for (const t of tasks) {
    const id = t.owner?.id ?? "";
    const share = by.get(id) ?? { id, name: t.owner?.title ?? msg("casework.ui.load.nobody"), tasks: [] };
    share.tasks.push(t);
    by.set(id, share);
  }
  const left = (s: Share): number => s.tasks.filter(isUnfinished).length;
  return [...by.values()].sort((a, b) => left(b) - left(a));
}

const count = (s: Share, state: string): number => s.tasks.filter((t) => t.state === state).length;

function Marks({ share, left }: { share: Share; left: number }) {
  const own = share.tasks.filter(isUnfinished);
  const still = own.filter((t) => Date.now() - Date.parse(t.updated_at) > DAY).length;
  const full = share.id !== "" && own.length >= FEW && own.length * 2 > left;
  if (!full && still === 0) return null;
  return (
    <>
      {full && (
        <p className="small">
          <Badge tone="warn">{msg("casework.ui.load.full")}</Badge> {msg("casework.ui.load.full.text")}
        </p>
      )}
      {still > 0 && (
        <p className="small">
          <Badge tone="bad">{msg("casework.ui.load.still")}</Badge> {msg("casework.ui.load.still.text", { n: still })}
        </p>
      )}
    </>
  );
}

export function Load({ record }: { record: RegisterRecord }) {
  const { data } = useTasks({ "filter[record][eq]": record.id, limit: MOST });
  const tasks = data?.items ?? [];
  if (tasks.length === 0) return null;
  const left = tasks.filter(isUnfinished).length;
  const columns: Column<Share>[] = [
    {
      id: "person",
      label: msg("casework.ui.load.person"),
      main: true,
      cell: (s) => (
        <>
          {s.name}
          <Marks share={s} left={left} />
        </>
      ),
    },
    { id: "open", label: msg("casework.ui.load.open"), align: "num", cell: (s) => count(s, "open") },
    { id: "doing", label: msg("casework.ui.load.doing"), align: "num", cell: (s) => count(s, "doing") },
    { id: "late", label: msg("casework.ui.load.late"), align: "num", cell: (s) => s.tasks.filter(isLate).length },
    { id: "done", label: msg("casework.ui.load.done"), align: "num", cell: (s) => count(s, "done") },
  ];
  return (
    <Card title={msg("casework.ui.load")}>
      <Table label={msg("casework.ui.load")} columns={columns} rows={shares(tasks)} rowKey={(s) => s.id} cards={false} />
    </Card>
  );
}
