// The scorecard: what has worsened first, by the four views; each figure with its target, its past and a judgement.
import { useState } from "react";
import type { Reference, Scorecard, ScorecardStarterMade } from "../../gen/api";
import { Link } from "../../app/router";
import { Sparkline } from "../../charts/trend";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { Icon, type IconName } from "../../ui/icon";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { EnterButton } from "./enter";
import { figureText, type Indicator, numberText, periodText, seriesText, STATUS_TONE, targetText, unitText } from "./model";

const MOVES: Record<Indicator["movement"], IconName> = { unknown: "minus", better: "check", same: "minus", worse: "alert" };

// "悪化（前回 3件）"
export function Movement({ indicator: i }: { indicator: Indicator }) {
  if (i.before === null || i.before_end === null) return null;
  const word = optionLabel("indicator_movement", i.movement);
  return (
    <span className={i.movement === "worse" ? "row tight tone-bad" : "row tight muted"}>
      <Icon name={MOVES[i.movement]} size={14} className={i.movement === "worse" ? "tone-text" : undefined} />
      <span className={i.movement === "worse" ? "tone-text" : undefined}>
        {msg("kpi.movement", { word, period: periodText(i.cycle, i.before_end), before: figureText(i.figure, i.before) })}
      </span>
    </span>
  );
}

// What the figure is made of, and as of when.
export function Made({ indicator: i }: { indicator: Indicator }) {
  const parts = i.parts.map((p) => msg("kpi.part", { name: optionLabel("indicator_part", p.key), value: figureText(p.figure, p.value) }));
  const when = i.value === null ? "" : i.live ? msg("kpi.as_of", { date: date(i.as_of, "short") }) : i.period_end ? periodText(i.cycle, i.period_end) : "";
  const text = [...parts, when].filter(Boolean).join(" · ");
  return text ? <span className="muted small">{text}</span> : null;
}

export function Value({ indicator: i }: { indicator: Indicator }) {
  if (i.value === null) return <span className="muted">{msg("kpi.no_value")}</span>;
  const unit = unitText(i.figure, i.value);
  return (
    <span className="figure-value">
      {numberText(i.figure, i.value)}
      {unit && <small>{unit}</small>}
    </span>
  );
}

// The kept figures, and the one of this moment behind them.
const lineOf = (i: Indicator): number[] => [...i.values.map((v) => v.value), ...(i.live && i.value !== null ? [i.value] : [])];

// What a better figure should make better, too.
export function Effects({ effects }: { effects: Reference[] }) {
  if (effects.length === 0) return null;
  return (
    <p className="row tight small muted">
      <Icon name="arrow_right" size={14} />
      <span className="kpi-effects">{msg("kpi.leads_to", { titles: effects.map((e) => e.title ?? "").join(msg("ui.list.comma")) })}</span>
    </p>
  );
}

function IndicatorCard({ indicator: i, effects }: { indicator: Indicator; effects: Reference[] }) {
  const titleId = `kpi-${i.id}`;
  return (
    <article className="kpi" aria-labelledby={titleId}>
      <div className="kpi-head">
        <h3 id={titleId} className="kpi-title">
          <Link to={recordPath("indicators", i)}>{i.title}</Link>
        </h3>
        {i.value !== null && <Badge tone={STATUS_TONE[i.status]}>{optionLabel("indicator_status", i.status)}</Badge>}
      </div>
      {i.question && <p className="muted small">{i.question}</p>}
      <div className="kpi-figure">
        <Value indicator={i} />
        <Sparkline values={lineOf(i)} label={msg("kpi.past.of", { title: i.title, values: seriesText(i) })} />
      </div>
      <div className="kpi-said small">
        <span className="muted">{targetText(i)}</span>
        <Movement indicator={i} />
        <Made indicator={i} />
      </div>
      {(i.judged || i.comment) && (
        <p className="kpi-judged small">
          {i.judged && <strong>{i.judged}</strong>}
          <span className={i.comment ? undefined : "muted"}>{i.comment ?? msg("kpi.not_judged")}</span>
        </p>
      )}
      <Effects effects={effects} />
      {i.due && may("indicator.write") && (
        <div className="kpi-due">
          <span className="small">{msg("kpi.due", { period: periodText(i.cycle, i.due_end) })}</span>
          <EnterButton indicator={i} />
        </div>
      )}
    </article>
  );
}

function Figures({ items }: { items: Indicator[] }) {
  const worse = items.filter((i) => i.movement === "worse").length;
  const bad = items.filter((i) => i.status === "bad").length;
  const due = items.filter((i) => i.due).length;
  const unit = (n: number) => msg("kpi.unit", { n });
  return (
    <div className="tiles">
      <FigureCard name={msg("kpi.figure.worse")} value={String(worse)} unit={unit(worse)} />
      <FigureCard name={msg("kpi.figure.bad")} value={String(bad)} unit={unit(bad)} />
      <FigureCard name={msg("kpi.figure.due")} value={String(due)} unit={unit(due)} />
    </div>
  );
}

function Starter() {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<ScorecardStarterMade>("/scorecard/starter");
      toast(msg("kpi.starter.done", { n: data.made }));
      invalidate("/scorecard");
      invalidate("/indicators");
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <EmptyState
      icon="gauge"
      title={msg("kpi.none")}
      text={msg("kpi.none.text")}
      action={
        may("indicator.write") && (
          <Button look="filled" icon="plus" pending={busy} onPress={() => void take()}>
            {msg("kpi.starter")}
          </Button>
        )
      }
    />
  );
}

export default function ScorecardPage() {
  const query = useQuery<Scorecard>("/scorecard");
  const items = query.data?.items;
  const arrows = query.data?.arrows ?? [];
  const views = [...new Set((items ?? []).map((i) => i.perspective))];
  return (
    <Page>
      <PageHead
        title={msg("kpi.title")}
        meta={msg("kpi.text")}
        actions={
          items &&
          items.length > 0 && (
            <>
              <LinkButton icon="target" to="/scorecard/map">
                {msg("kpi.map")}
              </LinkButton>
              {may("indicator.write") && (
                <LinkButton icon="plus" to="/indicators/new">
                  {msg("kpi.new")}
                </LinkButton>
              )}
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {!items && !query.error && <Loading />}
      {items && items.length === 0 && <Starter />}
      {items && items.length > 0 && <Figures items={items} />}
      {items &&
        views.map((view) => (
          <Card key={view} title={optionLabel("indicator_perspective", view)}>
            <div className="kpis">
              {items.filter((i) => i.perspective === view).map((i) => <IndicatorCard key={i.id} indicator={i} effects={arrows.filter((a) => a.cause.id === i.id).map((a) => a.effect)} />)}
            </div>
          </Card>
        ))}
    </Page>
  );
}
