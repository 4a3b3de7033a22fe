// What was planned for the threat of a case: how much of it is done, its lines made tasks after a look at whom they go to, and
// whether the case may recover.
import { useEffect, useRef, useState } from "react";
import { Link } from "../../app/router";
import type { CasePlan, CasePlanLine, CaseTasksMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { CheckField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge, Count, StateBadge } from "../../ui/state";
import { useTasks } from "../task/model";

const KINDS = ["first", "own", "vendor"];
const TASKS = 500; // as many as the load asks for

const changed = (id: string): void => invalidate(`/incidents/${id}`, "/tasks");

/* ---- making tasks ---- */

interface Wish {
  wanted: boolean;
  owner: RefValue | null;
}

function Choice({ line, wish, onChange, error }: { line: CasePlanLine; wish: Wish; onChange: (wish: Wish) => void; error?: string }) {
  return (
    <li className="stack">
      <CheckField label={line.line} value={wish.wanted} onChange={(wanted) => onChange({ ...wish, wanted })} />
      {line.department && <p className="muted small">{msg("casework.ui.plan.department", { name: line.department })}</p>}
      {line.vendor && <p className="muted small">{msg("casework.ui.plan.vendor", { name: line.vendor })}</p>}
      {wish.wanted && mayRead("people") && <RefField label={msg("reg.task.owner")} optional register="people" value={wish.owner} onChange={(owner) => onChange({ ...wish, owner })} error={error} />}
    </li>
  );
}

function Preview({ id, lines, onClose }: { id: string; lines: CasePlanLine[]; onClose: () => void }) {
  const [wishes, setWishes] = useState<Record<string, Wish>>(() => Object.fromEntries(lines.map((l) => [l.key, { wanted: true, owner: (l.owner as RefValue | null) ?? null }])));
  const wanted = lines.filter((l) => wishes[l.key]?.wanted);
  const at = (l: CasePlanLine): string => `items.${wanted.indexOf(l)}.owner`;
  const send = async () => {
    const items = wanted.map((l) => ({ key: l.key, owner: wishes[l.key]?.owner?.id ?? null }));
    const { data } = await api.post<CaseTasksMade>(`/incidents/${id}/plan/tasks`, { items });
    toast(msg("casework.ui.plan.made", { n: data.made }));
    changed(id);
  };
  return (
    <FormDialog title={msg("casework.ui.plan.preview.title")} wide save={msg("casework.ui.plan.make")} disabled={wanted.length === 0} own={wanted.map(at)} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <p className="muted">{msg("casework.ui.plan.preview.text")}</p>
          {KINDS.map((kind) => {
            const of = lines.filter((l) => l.kind === kind);
            if (of.length === 0) return null;
            return (
              <section key={kind} className="stack" aria-label={optionLabel("case_line", kind)}>
                <h3 className="card-title small">{optionLabel("case_line", kind)}</h3>
                <ul className="plain-list stack">
                  {of.map((l) => (
                    <Choice key={l.key} line={l} wish={wishes[l.key] as Wish} onChange={(wish) => setWishes((now) => ({ ...now, [l.key]: wish }))} error={wrong[at(l)]} />
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
      )}
    </FormDialog>
  );
}

/* ---- where it stands ---- */

function Lines({ lines }: { lines: CasePlanLine[] }) {
  return (
    <ul className="plain-list">
      {lines.map((l) => (
        <li key={l.key}>
          <p className="row">
            {l.task ? <Link to={recordPath("tasks", l.task)}>{l.line}</Link> : <span>{l.line}</span>}
            {l.state ? <StateBadge set="task_state" value={l.state} /> : <Badge>{msg("casework.ui.plan.not_made")}</Badge>}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Kind({ kind, lines }: { kind: string; lines: CasePlanLine[] }) {
  const of = lines.filter((l) => l.kind === kind);
  if (of.length === 0) return null;
  const sources = [...new Set(of.map((l) => l.source))].join(" / ");
  const done = of.filter((l) => l.state === "done").length;
  return (
    <section className="stack" aria-label={optionLabel("case_line", kind)}>
      <h3 className="card-title small">{optionLabel("case_line", kind)}</h3>
      <p className="muted small">
        {sources} {msg("casework.ui.plan.progress", { n: of.length, done })}
      </p>
      <Lines lines={of} />
    </section>
  );
}

/* ---- the cause ---- */

const FAULTS: Record<string, (plan: CasePlan) => string> = {
  open: ({ cause }) => msg("casework.ui.cause.open", { lines: cause.lines, done: cause.done }),
  no_threat: () => msg("casework.ui.cause.no_threat"),
  no_plan: () => msg("casework.ui.cause.no_plan"),
  ok: () => msg("casework.ui.cause.ok"),
};

function Waive({ id }: { id: string }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    const yes = msg("casework.ui.cause.waive");
    const reason = await ask({ title: yes, text: msg("casework.ui.cause.waive.text"), yes, reason: "required" });
    if (reason === null) return;
    setBusy(true);
    try {
      await api.post(`/incidents/${id}/cause-waiver`, { reason });
      toast(msg("casework.ui.cause.waive.done"));
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
    changed(id);
  };
  return (
    <Button size="small" pending={busy} onPress={() => void run()}>
      {msg("casework.ui.cause.waive")}
    </Button>
  );
}

const waivedBy = (by: string | null, at: string): string => (by === null ? msg("casework.ui.cause.waived.gone", { at }) : msg("casework.ui.cause.waived", { by, at }));

function Cause({ record, plan }: { record: RegisterRecord; plan: CasePlan }) {
  const { cause } = plan;
  const before = record.state === "report" || record.state === "containment";
  if (cause.waiver)
    return (
      <Note tone="warn" title={waivedBy(cause.waiver.by, dateTime(cause.waiver.at))}>
        <p>{cause.waiver.reason}</p>
      </Note>
    );
  if (!cause.needed || !before) return null;
  const open = cause.fault !== "ok";
  return (
    <Note tone={open ? "warn" : "ok"} title={msg("casework.ui.cause")} actions={open && may("cause.waive") && <Waive id={record.id} />}>
      <p>{FAULTS[cause.fault]?.(plan)}</p>
    </Note>
  );
}

/* ---- the card ---- */

const over = (record: RegisterRecord): boolean => record.state === "closed" || record.state === "withdrawn";

// A task ticked, here or by somebody else, is a line of the plan done.
function useFollowsTasks(record: RegisterRecord, reload: () => Promise<unknown>): void {
  const states = useTasks({ "filter[record][eq]": record.id, limit: TASKS }).data?.items.map((t) => `${t.id} ${t.state}`).sort().join();
  const last = useRef(states);
  useEffect(() => {
    if (last.current !== undefined && last.current !== states) void reload();
    last.current = states;
  }, [states, reload]);
}

export function Plan({ record }: { record: RegisterRecord }) {
  const query = useQuery<CasePlan>(may("case_plan.read") ? `/incidents/${record.id}/plan` : null);
  useFollowsTasks(record, query.reload);
  const [open, setOpen] = useState(false);
  const plan = query.data;
  if (!may("case_plan.read")) return null;
  const missing = (plan?.items ?? []).filter((l) => !l.task);
  const makes = missing.length > 0 && !over(record) && may("case_plan.write") && may("task.write");
  return (
    <Card
      title={
        <>
          {msg("casework.ui.plan")} {missing.length > 0 && <Count n={missing.length} />}
        </>
      }
      aside={
        makes && (
          <Button size="small" look="filled" icon="plus" onPress={() => setOpen(true)}>
            {msg("casework.ui.plan.preview", { n: missing.length })}
          </Button>
        )
      }
    >
      <div className="stack">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {query.loading && !plan && <Skeleton lines={3} />}
        {plan && <Cause record={record} plan={plan} />}
        {plan && plan.items.length === 0 && <p className="muted">{record.threat_key ? msg("casework.ui.plan.none") : msg("casework.ui.plan.no_threat")}</p>}
        {plan && plan.items.length > 0 && <p className="muted small">{msg("casework.ui.plan.text")}</p>}
        {plan && KINDS.map((kind) => <Kind key={kind} kind={kind} lines={plan.items} />)}
        {open && <Preview id={record.id} lines={missing} onClose={() => setOpen(false)} />}
      </div>
    </Card>
  );
}
