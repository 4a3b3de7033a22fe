// Parts of the pack that have no sheet of their own elsewhere.
import type { ReportingRegime, ResponseDecision, TellingTemplate } from "../../gen/api";
import { optionLabel } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { Card, Fact, Facts } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { ManualText } from "../manual/text";
import { Lines } from "../response/steps";

const RANKS = ["staff", "head", "management", "headquarters"] as const;

export function DecisionTable({ rows }: { rows: ResponseDecision[] }) {
  const columns: Column<ResponseDecision>[] = [
    { id: "title", label: msg("reg.response_decision.title"), main: true, cell: (d) => d.title },
    ...RANKS.map((rank) => ({ id: rank, label: label(`reg.response_decision.${rank}`), cell: (d: ResponseDecision) => optionLabel("decision_part", d[rank]) })),
  ];
  return <Table label={msg("decision.title")} columns={columns} rows={rows} rowKey={(d) => d.id} />;
}

const term = (amount: number | null | undefined, unit: string | null | undefined): string => (amount && unit ? `${amount} ${optionLabel("duty_unit", unit)}` : "");

// To whom, how and by when; and what to say, as lines to tick off.
export function Regimes({ rows }: { rows: ReportingRegime[] }) {
  return rows.map((r) => {
    const [first, final, unlawful] = [term(r.first_amount, r.first_unit), term(r.final_amount, r.final_unit), term(r.final_unlawful, r.final_unit)];
    return (
      <Card key={r.id} title={r.title} aside={r.unverified && <Badge tone="warn">{label("reg.reporting_regime.unverified")}</Badge>}>
        <div className="stack">
          <Facts>
            <Fact name={label("reg.reporting_regime.authority")}>{r.authority}</Fact>
            {r.where_to && <Fact name={label("reg.reporting_regime.where_to")}>{r.where_to}</Fact>}
            <Fact name={label("reg.reporting_regime.starts")}>{optionLabel("regime_start", r.starts)}</Fact>
            {(first || !final) && <Fact name={label("reg.reporting_regime.first_amount")}>{first || msg("duty.ui.promptly")}</Fact>}
            {final && <Fact name={label("reg.reporting_regime.final_amount")}>{final}</Fact>}
            {unlawful && <Fact name={label("reg.reporting_regime.final_unlawful")}>{unlawful}</Fact>}
          </Facts>
          {r.items && <Lines text={r.items} />}
        </div>
      </Card>
    );
  });
}

export function Templates({ rows }: { rows: TellingTemplate[] }) {
  return rows.map((t) => (
    <Card key={t.id} title={t.title} aside={<Badge>{optionLabel("telling_audience", t.audience)}</Badge>}>
      <p>
        <strong>{t.subject}</strong>
      </p>
      <ManualText text={t.body} />
    </Card>
  ));
}
