// Items below the industry or the target, or that fell, with what is done about them.
import { useState } from "react";
import { Link, useSearch } from "../../../app/router";
import { mayRead } from "../../../kernel/describe";
import { date, score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { may } from "../../../kernel/session";
import { Button, LinkButton } from "../../../ui/button";
import { Segments } from "../../../ui/field";
import { EmptyState, Skeleton } from "../../../ui/note";
import { Card } from "../../../ui/page";
import { Badge, StateBadge } from "../../../ui/state";
import { campaignPath, type Gap, industryValue, isCompared, lastName, meanValue, ownName, type Results, words } from "../model";
import { LevelCell, SectionFilter } from "./items";
import { MeasureDialog } from "./measure_dialog";

type Kind = "all" | "industry" | "target" | "fell" | "open";

function fits(g: Gap, kind: Kind): boolean {
  if (kind === "industry") return g.below_industry !== null;
  if (kind === "target") return g.below_target !== null;
  if (kind === "fell") return g.fell !== null;
  if (kind === "open") return g.measures.length === 0;
  return true;
}

function Uncompared() {
  const action = may("target.write") && <LinkButton to="/assessments/targets">{msg("assessment.targets")}</LinkButton>;
  return <EmptyState icon="target" title={msg("assessment.gaps.uncompared")} text={msg("assessment.gaps.uncompared.text")} action={action} />;
}

export function GapsTab({ results: r, gaps }: { results: Results; gaps: Gap[] | undefined }) {
  if (!gaps) return <Skeleton lines={6} />;
  return (
    <>
      {gaps.length > 0 && mayRead("measures") && (
        <div className="row">
          <LinkButton icon="measures" to={`${campaignPath(r.campaign)}/gap-plan`}>
            {msg(may("measure.write") ? "assessment.plan.open" : "assessment.plan")}
          </LinkButton>
        </div>
      )}
      <GapsCard results={r} gaps={gaps} />
    </>
  );
}

function GapsCard({ results: r, gaps }: { results: Results; gaps: Gap[] }) {
  const [search, change] = useSearch();
  const [chosen, setChosen] = useState<Gap | null>(null);
  const kind = (search.get("kind") ?? "all") as Kind;
  const section = search.get("section");
  const inSection = gaps.filter((g) => !section || g.section === section);
  const rows = inSection.filter((g) => fits(g, kind));
  const count = (k: Kind) => inSection.filter((g) => fits(g, k)).length;
  const names: [Kind, string][] = [
    ["all", msg("assessment.gaps.kind.all", { n: count("all") })],
    ["target", msg("assessment.gaps.kind.target", { n: count("target") })],
    ["industry", msg("assessment.gaps.kind.industry", { n: count("industry") })],
    ["fell", msg("assessment.gaps.kind.fell", { n: count("fell") })],
    ["open", msg("assessment.gaps.kind.open", { n: count("open") })],
  ];
  return (
    <Card
      title={msg("assessment.tab.gaps")}
      flush
      aside={
        <div className="row">
          <Segments label={msg("assessment.gaps.kind")} value={kind} onChange={(k) => change({ kind: k === "all" ? null : k })} options={names.map(([id, label]) => ({ id, label }))} />
          <SectionFilter results={r} />
        </div>
      }
    >
      {rows.length === 0 && (isCompared(r) ? <EmptyState icon="check_circle" title={msg("assessment.gaps.none")} /> : <Uncompared />)}
      <ul className="gaps">
        {rows.map((g) => (
          <GapRow key={g.key} gap={g} results={r} onPlan={may("measure.write") ? () => setChosen(g) : undefined} />
        ))}
      </ul>
      {chosen && <MeasureDialog gap={chosen} results={r} onClose={() => setChosen(null)} />}
    </Card>
  );
}

function GapRow({ gap: g, results, onPlan }: { gap: Gap; results: Results; onPlan?: () => void }) {
  const figures: [string, number | null][] = [
    [msg("assessment.target"), meanValue(g.target)],
    [msg("assessment.industry"), industryValue(g.industry)],
    [lastName(results), meanValue(g.last)],
    [msg("assessment.head_office"), meanValue(g.head_office)],
  ];
  return (
    <li id={`gap-${g.key}`} className="gap">
      <div className="gap-own">
        <LevelCell value={meanValue(g.own)} results={results} />
        <span className="small muted">{ownName(results)}</span>
      </div>
      <div className="gap-what">
        <p>
          <span className="q-key">{g.key}</span> {words(g.text)}
        </p>
        <p className="row small">
          {g.below_target !== null && <Badge tone="warn">{msg("assessment.gap.target", { diff: score(g.below_target) })}</Badge>}
          {g.below_industry !== null && <Badge tone="warn">{msg("assessment.gap.industry", { diff: score(g.below_industry) })}</Badge>}
          {g.industry?.sample && g.below_industry !== null && <Badge square>{msg("assessment.sample")}</Badge>}
          {g.fell !== null && (
            <Badge tone="bad" icon="arrow_down">
              {msg("assessment.gap.fell", { diff: score(g.fell) })}
            </Badge>
          )}
        </p>
        <p className="gap-figures small muted">
          {figures
            .filter(([, v]) => v !== null)
            .map(([name, v]) => (
              <span key={name}>
                {name} <b>{score(v)}</b>
              </span>
            ))}
        </p>
        {g.measures.length > 0 && (
          <ul className="gap-measures small">
            {g.measures.map((m) => (
              <li key={m.id}>
                <StateBadge set="measure_state" value={m.state} />
                <Link to={`/measures/${m.number}`}>{m.title}</Link>
                <span className="muted">
                  {m.owner?.title} {m.due && msg("assessment.due", { date: date(m.due, "short") })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {onPlan && (
        <Button size="small" icon="plus" onPress={onPlan} aria-label={msg("assessment.gap.plan.of", { item: g.key })}>
          {msg("assessment.gap.plan")}
        </Button>
      )}
    </li>
  );
}
