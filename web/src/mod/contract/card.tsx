// On a contract's page: what it asks point by point, how far each has been agreed, and the checks by third parties.
import { useState } from "react";
import { Link } from "../../app/router";
import type { ContractCheck, ContractPoint, RequirementsMade } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { language, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge, type Tone } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

export const POINTS = 200; // of one requirement set at the most

export const TONES: Record<ContractPoint["state"], Tone> = { asked: "neutral", filed: "info", approved: "info", target: "ok", sla: "ok" };

function Dates({ point: p }: { point: ContractPoint }) {
  const days = [p.target_on && msg("contract.target_on", { date: date(p.target_on, "short") }), p.sla_on && msg("contract.sla_on", { date: date(p.sla_on, "short") })];
  return <>{days.filter(Boolean).join(msg("ui.list.comma"))}</>;
}

const titleOf = (p: ContractPoint): string => (language() === "en" && p.title_en) || p.title;

const columns = (): Column<ContractPoint>[] => [
  { id: "title", label: msg("contract.col.point"), main: true, cell: (p) => <Link to={recordPath("contract-points", p)}>{titleOf(p)}</Link> },
  { id: "phase", label: msg("reg.contract_point.phase"), cell: (p) => optionLabel("requirement_phase", p.phase) },
  { id: "level", label: msg("reg.contract_point.level"), cell: (p) => optionLabel("requirement_level", p.level) },
  { id: "state", label: msg("contract.col.state"), cell: (p) => <Badge tone={TONES[p.state]}>{optionLabel("contract_point_state", p.state)}</Badge> },
  { id: "dates", label: msg("contract.col.dates"), cell: (p) => <Dates point={p} /> },
];

function Take({ id }: { id: string }) {
  const [set, setSet] = useState<RefValue | null>(null);
  const [busy, setBusy] = useState(false);
  // The usual set is added to the register where it is not there yet.
  const take = async (usual: boolean) => {
    setBusy(true);
    try {
      const chosen = usual ? (await api.post<RequirementsMade>("/requirement-sets/starter")).data.id : set?.id;
      const { data } = await api.post<RequirementsMade>(`/contracts/${id}/requirements`, { set: chosen });
      invalidate("/requirement-sets");
      toast(msg("contract.card.taken", { n: data.made }));
      invalidate("/contracts");
      invalidate("/contract-points");
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="muted">{msg("contract.card.none")}</p>
      {may("contract.write") && (
        <div className="contract-take">
          <RefField label={msg("contract.card.set")} register="requirement-sets" value={set} onChange={setSet} />
          <Button pending={busy} isDisabled={!set} onPress={() => void take(false)}>
            {msg("contract.card.take")}
          </Button>
          <Button isDisabled={busy} onPress={() => void take(true)}>
            {msg("contract.card.usual")}
          </Button>
        </div>
      )}
    </>
  );
}

function Checks({ id }: { id: string }) {
  const list = useQuery<ListPage<ContractCheck>>("/contract-checks", { "filter[contract][eq]": id, sort: "-checked_on", limit: 20 });
  const items = list.data?.items ?? [];
  return (
    <>
      <h3 className="contract-checks-title">{msg("contract.card.checks")}</h3>
      {list.data && items.length === 0 && <p className="muted">{msg("contract.card.checks.none")}</p>}
      <ul className="split-alone">
        {items.map((c) => (
          <li key={c.id}>
            <Link to={recordPath("contract-checks", c)}>{c.title}</Link>
            <span>{[date(c.checked_on, "short"), optionLabel("contract_check_result", c.result)].join(msg("ui.list.comma"))}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export default function ContractCard({ record }: RecordCardProps) {
  const id = String(record.id);
  const list = useQuery<ListPage<ContractPoint>>("/contract-points", { "filter[contract][eq]": id, sort: "position", limit: POINTS });
  const points = list.data?.items;
  return (
    <Card
      title={msg("contract.card")}
      aside={
        points &&
        points.length > 0 && (
          <LinkButton size="small" icon="report" to={`${recordPath("contracts", record)}/annex`}>
            {msg("contract.card.annex")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {!points && !list.error && <Loading />}
      {points && points.length === 0 && <Take id={id} />}
      {points && points.length > 0 && <Table bare label={msg("contract.card")} columns={columns()} rows={points} rowKey={(p) => p.id} />}
      <Checks id={id} />
    </Card>
  );
}
