// How far each unit is, and who answers for it.
import { useState } from "react";
import { api } from "../../../kernel/api";
import type { RefValue } from "../../../kernel/record";
import { dateTime } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate } from "../../../kernel/query";
import { Button } from "../../../ui/button";
import { FormDialog } from "../../../ui/form_dialog";
import { Badge, StateBadge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { type CampaignProgress, type ResponseBrief, unitName } from "../model";
import { AssigneeField } from "./unit_choice";

type Row = CampaignProgress["units"][number];

export function Meter({ done, all }: { done: number; all: number }) {
  return (
    <span className="meter-cell">
      <i aria-hidden="true">
        <b style={{ width: `${all ? (done / all) * 100 : 0}%` }} />
      </i>
      <span>{msg("assessment.answer.of", { done, all })}</span>
    </span>
  );
}

export function ProgressTable({ rows, assign }: { rows: Row[]; assign: boolean }) {
  const [chosen, setChosen] = useState<Row | null>(null);
  const columns: Column<Row>[] = [
    { id: "unit", label: msg("assessment.unit"), main: true, cell: (r) => unitName(r) },
    {
      id: "state",
      label: msg("assessment.state"),
      aside: true,
      cell: (r) => (
        <span className="row">
          <StateBadge set="response_state" value={r.response.state} />
          {r.response.overdue && <Badge tone="bad">{msg("assessment.overdue")}</Badge>}
        </span>
      ),
    },
    { id: "progress", label: msg("assessment.progress"), cell: (r) => <Meter done={r.response.answered} all={r.response.asked} /> },
    {
      id: "assignee",
      label: msg("assessment.assignee"),
      cell: (r) => {
        const name = r.response.assignee?.title ?? <span className="muted">{msg("assessment.assignee.none")}</span>;
        if (!assign || r.response.state === "accepted" || r.response.state === "submitted") return name;
        return (
          <Button size="small" look="plain" onPress={() => setChosen(r)} aria-label={msg("assessment.assignee.change", { who: r.response.assignee?.title ?? msg("assessment.assignee.none"), name: unitName(r) })}>
            {name}
          </Button>
        );
      },
    },
    {
      id: "when",
      label: msg("assessment.last_step"),
      cell: (r) => (r.response.accepted_at ?? r.response.submitted_at ? dateTime(r.response.accepted_at ?? r.response.submitted_at, "short") : ""),
    },
  ];
  return (
    <>
      <Table bare label={msg("assessment.progress")} columns={columns} rows={rows} rowKey={(r) => r.response.id} rowHref={(r) => `/responses/${r.response.id}`} />
      {chosen && <AssignDialog row={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function AssignDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const [who, setWho] = useState<RefValue | null>(row.response.assignee);
  const send = async () => {
    const path = `/responses/${row.response.id}`;
    const now = await api.get<ResponseBrief>(path);
    await api.patch(path, { assignee: who?.id ?? null }, { etag: now.etag });
    invalidate("/campaigns", path, "/tasks/mine");
  };
  return (
    <FormDialog title={msg("assessment.assignee.of", { name: unitName(row) })} send={send} onClose={onClose}>
      {() => <AssigneeField unit={row.unit.id} name={unitName(row)} value={who} onChange={setWho} />}
    </FormDialog>
  );
}
