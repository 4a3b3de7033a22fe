// On an indicator's page: what it is now, what it was, and what was said about it.
import type { Scorecard } from "../../gen/api";
import { Trend } from "../../charts/trend";
import { Link } from "../../app/router";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { ErrorNote, Loading } from "../../ui/note";
import { Card, Fact, Facts } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import { EnterButton } from "./enter";
import { figureText, type Indicator, periodText, STATUS_TONE, targetText, tickText } from "./model";
import { Made, Movement, Value } from "./scorecard";

type Past = Indicator["values"][number];

function Chart({ indicator: i }: { indicator: Indicator }) {
  const values = i.values.map((v) => v.value);
  if (values.length < 2) return null;
  const target = i.target;
  const all = target === null ? values : [...values, target];
  return (
    <Trend
      title={msg("kpi.past.chart", { title: i.title })}
      labels={i.values.map((v) => v.period_end.slice(0, 7).replace("-", "/"))}
      series={[
        { id: "value", name: msg("reg.indicator_value.value"), values },
        ...(target === null ? [] : [{ id: "target", name: msg("reg.indicator.target"), values: values.map(() => target) }]),
      ]}
      min={Math.min(0, ...all)}
      max={Math.max(...all)}
      format={(n) => (n === null ? "" : figureText(i.figure, n))}
      tick={(n) => tickText(i.figure, n)}
      units={{ across: msg("kpi.past.period"), up: optionLabel("indicator_figure", i.figure) }}
    />
  );
}

function Values({ indicator: i }: { indicator: Indicator }) {
  const columns: Column<Past>[] = [
    { id: "period", label: msg("kpi.past.period"), main: true, cell: (v) => periodText(i.cycle, v.period_end) },
    { id: "value", label: msg("reg.indicator_value.value"), align: "num", cell: (v) => figureText(i.figure, v.value) },
    { id: "status", label: msg("kpi.past.status"), cell: (v) => <Badge tone={STATUS_TONE[v.status]}>{optionLabel("indicator_status", v.status)}</Badge> },
    { id: "origin", label: msg("reg.indicator_value.origin"), cell: (v) => optionLabel("indicator_origin", v.origin) },
    { id: "comment", label: msg("reg.indicator_value.comment"), cell: (v) => v.comment ?? "" },
  ];
  return <Table bare label={msg("kpi.past")} columns={columns} rows={[...i.values].reverse()} rowKey={(v) => v.id} rowHref={(v) => `/indicator-values/${v.id}`} />;
}

// Its causes and its effects on the strategy map.
function Around({ id, arrows }: { id: string; arrows: Scorecard["arrows"] }) {
  const sides = [
    { name: msg("reg.indicator_cause.cause"), refs: arrows.filter((a) => a.effect.id === id).map((a) => a.cause) },
    { name: msg("reg.indicator_cause.effect"), refs: arrows.filter((a) => a.cause.id === id).map((a) => a.effect) },
  ].filter((side) => side.refs.length > 0);
  if (sides.length === 0) return null;
  return (
    <Facts>
      {sides.map((side) => (
        <Fact key={side.name} name={side.name}>
          <ul className="plain-list">
            {side.refs.map((ref) => (
              <li key={ref.id}>
                <Link to={recordPath("indicators", ref)}>{ref.title}</Link>
              </li>
            ))}
          </ul>
        </Fact>
      ))}
    </Facts>
  );
}

export default function IndicatorPast({ record }: RecordCardProps) {
  const query = useQuery<Scorecard>("/scorecard", { indicator: record.id });
  const indicator = query.data?.items[0];
  return (
    <>
      <Card title={msg("kpi.now")} aside={indicator && <EnterButton indicator={indicator} />}>
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {!indicator && !query.error && <Loading />}
        {indicator && (
          <div className="stack">
            <div className="row">
              <Value indicator={indicator} />
              {indicator.value !== null && <Badge tone={STATUS_TONE[indicator.status]}>{optionLabel("indicator_status", indicator.status)}</Badge>}
            </div>
            <div className="kpi-said small">
              <span className="muted">{targetText(indicator)}</span>
              <Movement indicator={indicator} />
              <Made indicator={indicator} />
            </div>
            <Chart indicator={indicator} />
            <Around id={indicator.id} arrows={query.data?.arrows ?? []} />
          </div>
        )}
      </Card>
      {indicator && indicator.values.length > 0 && (
        <Card title={msg("kpi.past")} flush>
          <Values indicator={indicator} />
        </Card>
      )}
    </>
  );
}
