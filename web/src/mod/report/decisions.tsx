// What the meeting decided on an issue: who does what by when, and the measure that came of it.
import { useState } from "react";
import type { ReportDecision, ReportDecisionList } from "../../gen/api";
import { api } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import type { RefValue } from "../../kernel/record";
import { addDays, date, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may, ownUnit, useSession } from "../../kernel/session";
import { Link } from "../../app/router";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { CheckField, TextField } from "../../ui/field";
import { ErrorNote, toast, toastError } from "../../ui/note";
import { FormDialog } from "../../ui/form_dialog";
import { Card } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { type Task, useTasks } from "../task/model";
import type { Issue } from "./model";

const MOST = 100;
const DAYS = 30; // until the next meeting

function DecisionDialog({ issue, onClose }: { issue: Issue; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState<RefValue | null>(null);
  const [due, setDue] = useState<string | null>(addDays(issue.meeting_date ?? today(), DAYS));
  const send = async () => {
    await api.post("/report-decisions", { issue: issue.id, title: title.trim(), owner: owner?.id ?? null, due });
    invalidate("/report-decisions");
  };
  return (
    <FormDialog title={msg("report.ui.decision.add")} own={["title", "owner", "due"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={msg("reg.report_decision.title")} required autoFocus maxLength={200} value={title} onChange={setTitle} error={wrong.title} />
          <div className="form-grid">
            <RefField label={msg("reg.report_decision.owner")} optional register="people" value={owner} onChange={setOwner} error={wrong.owner} />
            <DateField label={msg("reg.report_decision.due")} optional value={due} onChange={setDue} error={wrong.due} />
          </div>
        </>
      )}
    </FormDialog>
  );
}

// A measure belongs to the widest unit the person works for, and is urgent: a meeting has decided it.
function MakeMeasure({ decision }: { decision: ReportDecision }) {
  const { roles } = useSession();
  const [busy, setBusy] = useState(false);
  const unit = (roles.find((r) => r.role !== "admin") ?? roles[0])?.unit.id;
  const make = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<{ number: string }>(`/report-decisions/${decision.id}/measure`, { unit, priority: "high" });
      invalidate("/report-decisions", "/measures");
      toast(msg("report.ui.decision.made", { number: data.number }));
    } catch (e) {
      toastError(e);
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon="measures" pending={busy} onPress={() => void make()} aria-label={msg("report.ui.decision.make.of", { name: decision.title })}>
      {msg("report.ui.decision.make")}
    </Button>
  );
}

// A task on the decision, for somebody who reads reports; for others one of their unit, which only the
// link joins to the decision.
function TaskDialog({ decision, onClose }: { decision: ReportDecision; onClose: () => void }) {
  const [title, setTitle] = useState(decision.title);
  const [owner, setOwner] = useState<RefValue | null>(decision.owner ?? null);
  const [due, setDue] = useState<string | null>(decision.due ?? null);
  const [apart, setApart] = useState(false);
  const [unit, setUnit] = useState<RefValue | null>(ownUnit() ?? null);
  const send = async () => {
    const task = { title: title.trim(), owner: owner?.id ?? null, due, priority: "high" };
    const { data } = apart
      ? await api.post<{ number: string }>("/tasks", { ...task, unit: unit?.id }, { query: { link: `report-decisions/${decision.id}` } })
      : await api.post<{ number: string }>("/tasks/on-record", { ...task, register: "report-decisions", record: decision.id });
    invalidate("/tasks", "/report-decisions");
    toast(msg("task.added", { number: data.number }));
  };
  return (
    <FormDialog title={msg("task.of_decision")} own={["title", "owner", "due", "unit"]} disabled={title.trim() === "" || (apart && !unit)} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={msg("reg.task.title")} required autoFocus maxLength={200} value={title} onChange={setTitle} error={wrong.title} />
          <div className="form-grid">
            <RefField label={msg("reg.task.owner")} optional register="people" value={owner} onChange={setOwner} error={wrong.owner} />
            <DateField label={msg("reg.task.due")} optional value={due} onChange={setDue} error={wrong.due} />
          </div>
          <CheckField label={msg("task.of_decision.apart")} value={apart} onChange={setApart} />
          {apart && <RefField label={msg("reg.task.unit")} required register="units" value={unit} onChange={setUnit} error={wrong.unit} />}
        </>
      )}
    </FormDialog>
  );
}

function MakeTask({ decision }: { decision: ReportDecision }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon="check" onPress={() => setOpen(true)} aria-label={msg("task.of_decision.of", { name: decision.title })}>
        {msg("task.of_decision")}
      </Button>
      {open && <TaskDialog decision={decision} onClose={() => setOpen(false)} />}
    </>
  );
}

const AT_ONCE = 50; // values of one filter

// The tasks on these decisions that the reader may see.
function useTasksOf(rows: ReportDecision[]): Task[] {
  const ids = rows.slice(0, AT_ONCE).map((d) => d.id);
  return useTasks(ids.length > 0 ? { "filter[record][in]": ids.join(","), sort: "number", limit: 500 } : null).data?.items ?? [];
}

function columns(tasks: Task[]): Column<ReportDecision>[] {
  const change = may("report.write") && may("measure.write");
  const give = may("report.write") && may("task.write");
  return [
    { id: "title", label: msg("reg.report_decision.title"), main: true, cell: (d) => d.title },
    { id: "owner", label: msg("reg.report_decision.owner"), cell: (d) => d.owner?.title },
    { id: "due", label: msg("reg.report_decision.due"), cell: (d) => date(d.due, "short"), className: "nowrap" },
    { id: "state", label: msg("reg.report_decision.state"), aside: true, cell: (d) => <StateBadge set="decision_state" value={d.state} /> },
    {
      id: "measure",
      label: msg("reg.report_decision.measure"),
      cell: (d) =>
        d.measure ? <Link className="nowrap" to={recordPath("measures", d.measure)}>{d.measure.number}</Link> : change && d.state === "open" ? <MakeMeasure decision={d} /> : null,
    },
    {
      id: "task",
      label: msg("task.card"),
      cell: (d) => (
        <span className="row">
          {tasks
            .filter((t) => t.record === d.id)
            .map((t) => (
              <Link key={t.id} className="nowrap" to={recordPath("tasks", t)}>
                {t.number}
              </Link>
            ))}
          {give && d.state === "open" && <MakeTask decision={d} />}
        </span>
      ),
    },
  ];
}

export function Decisions({ issue }: { issue: Issue }) {
  const [open, setOpen] = useState(false);
  const list = useQuery<ReportDecisionList>("/report-decisions", { "filter[issue][eq]": issue.id, sort: "due", limit: MOST });
  const rows = list.data?.items ?? [];
  const tasks = useTasksOf(rows);
  const write = may("report.write");
  if (list.data && rows.length === 0 && !write) return null;
  return (
    <Card
      title={msg("report.ui.decisions")}
      flush={rows.length > 0}
      aside={
        write && (
          <Button size="small" icon="plus" onPress={() => setOpen(true)}>
            {msg("report.ui.decision.add")}
          </Button>
        )
      }
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.data && rows.length === 0 && <p className="muted">{msg("report.ui.decisions.none")}</p>}
      {rows.length > 0 && (
        <Table bare label={msg("report.ui.decisions")} columns={columns(tasks)} rows={rows} rowKey={(d) => d.id} rowHref={(d) => recordPath("report-decisions", d)} />
      )}
      {open && <DecisionDialog issue={issue} onClose={() => setOpen(false)} />}
    </Card>
  );
}
