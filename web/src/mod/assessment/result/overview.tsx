// The radar with its key figures.
import { useState } from "react";
import { Link, usePlace } from "../../../app/router";
import { levelOf } from "../../../charts/heat_map";
import { Radar } from "../../../charts/radar";
import type { Series } from "../../../charts/series";
import { date, difference, plainNumber, score } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { ChecksField } from "../../../ui/field";
import { Card, FigureCard } from "../../../ui/page";
import { Icon } from "../../../ui/icon";
import { Note } from "../../../ui/note";
import { boundsOf, type Comparison, type Gap, industryValue, isCompared, lastName, meanValue, ownName, type Results, sectionHead, sectionName, type SectionResult, sectionWord, type TotalResult, words } from "../model";

// The sections that stand on the radar: those without a parent.
export function topSections(r: Results): SectionResult[] {
  return r.sections.filter((s) => s.parent === null);
}

export function radarSeries(r: Results): Series[] {
  const top = topSections(r);
  const of = (id: string, name: string, look: Series["look"], value: (s: Comparison) => number | null): Series[] => {
    const values = top.map(value);
    return values.some((v) => v !== null) ? [{ id, name, look, values, overall: value(r.overall) }] : [];
  };
  return [
    { id: "own", name: ownName(r), look: 1, values: top.map((s) => meanValue(s.own)), overall: meanValue(r.overall.own) },
    ...of("target", msg("assessment.target"), 2, (s) => meanValue(s.target)),
    ...of("industry", industryName(r), 3, (s) => industryValue(s.industry)),
    ...of("last", lastName(r), 4, (s) => meanValue(s.last)),
    ...of("comparable", label("enum.level_line.comparable"), 5, (s) => industryValue(s.comparable)),
    ...of("leaders", label("enum.level_line.leaders"), 6, (s) => industryValue(s.leaders)),
  ];
}

export function industryName(r: Results): string {
  if (!r.industry) return msg("assessment.industry");
  const sample = r.sections.some((s) => s.industry?.sample);
  const name = label(`enum.industry.${r.industry}`);
  return sample ? msg("assessment.industry.of.sample", { industry: name }) : msg("assessment.industry.of", { industry: name });
}

// Five levels are maturity; on other scales it is a score.
export function radarTitle(r: Results): string {
  const section = sectionWord(r);
  return r.score_min === 1 && r.score_max === 5 ? msg("assessment.radar", { section }) : msg("assessment.radar.sections", { section });
}

// More lines than an eye can follow: then one chooses, and last time's waits.
const LINES = 4;

export function ResultRadar({ results: r, to }: { results: Results; to: (section: SectionResult) => string }) {
  const all = radarSeries(r);
  const [lines, setLines] = useState(all.map((s) => s.id).filter((id) => all.length <= LINES || id !== "last"));
  const top = topSections(r);
  return (
    <>
      <Radar
        title={radarTitle(r)}
        axisHead={sectionHead(r)}
        max={r.score_max}
        axes={top.map((s) => ({ label: `${s.key} ${sectionName(s)}`, name: `${s.key} ${words(s.name)}`, to: to(s) }))}
        series={all.filter((s) => s.id === "own" || lines.includes(s.id))}
      />
      {all.length > LINES && (
        <ChecksField
          label={msg("assessment.lines")}
          inline
          options={all.filter((s) => s.id !== "own").map((s) => ({ id: s.id, label: s.name }))}
          value={lines}
          onChange={setLines}
        />
      )}
    </>
  );
}

function versus(own: number | null, other: number | null, name: string) {
  if (own === null || other === null) return undefined;
  const d = own - other;
  const tone = Math.abs(d) < 0.05 ? "neutral" : d > 0 ? "ok" : "bad";
  return (
    <span className={`row tone-${tone}`}>
      {tone !== "neutral" && <Icon name={d > 0 ? "arrow_up" : "arrow_down"} size={14} className="tone-text" />}
      <span className="tone-text">{msg("assessment.versus", { name, diff: difference(d) })}</span>
    </span>
  );
}

// Of sheets that are read by their total.
function TotalFigure({ total: t }: { total: TotalResult }) {
  return (
    <FigureCard
      name={msg("assessment.total")}
      value={plainNumber(t.tenths / 10)}
      unit={msg("assessment.of_max", { max: plainNumber(t.most) })}
      note={t.band && <b>{words(t.band.name)}</b>}
    />
  );
}

export function ResultFigures({ results: r }: { results: Results }) {
  const { overall } = r;
  const own = meanValue(overall.own);
  const figure = (value: number | null) => (value === null ? msg("ui.none") : score(value));
  const head = meanValue(overall.head_office);
  const target = meanValue(overall.target);
  const industry = industryValue(overall.industry);
  return (
    <div className="tiles">
      {r.total && <TotalFigure total={r.total} />}
      <FigureCard
        name={msg("assessment.overall")}
        value={figure(own)}
        unit={msg("assessment.of_max", { max: r.score_max })}
        note={versus(own, meanValue(overall.last), lastName(r))}
      />
      {head !== null && r.asked_units > 1 && <FigureCard name={msg("assessment.head_office")} value={figure(head)} note={versus(head, own, ownName(r))} />}
      {target !== null && <FigureCard name={msg("assessment.target")} value={figure(target)} note={versus(own, target, msg("assessment.target"))} />}
      {industry !== null && <FigureCard name={industryName(r)} value={figure(industry)} note={versus(own, industry, msg("assessment.industry"))} />}
    </div>
  );
}

function lastSource(r: Results, name: string): string {
  if (r.last_basis === "other_units") return msg("assessment.last.other", { name });
  return r.last_basis === "same_units" ? msg("assessment.last.source.same", { name }) : msg("assessment.last.source", { name });
}

const SHOWN = 5;

interface OverviewProps {
  results: Results;
  gaps: Gap[] | undefined;
  hollow: number; // sections that look perfect while nothing bears it out
}

export function OverviewTab({ results: r, gaps, hollow }: OverviewProps) {
  const { path } = usePlace();
  const source = r.overall.industry ?? r.sections.find((s) => s.industry)?.industry;
  const worst = gaps?.slice(0, SHOWN) ?? [];
  return (
    <div className="stack result">
      <ResultFigures results={r} />
      {hollow > 0 && (
        <Note tone="warn" title={msg("assessment.hollow.overview", { n: hollow })}>
          <Link to={`${path}?tab=claims`}>{msg("assessment.hollow.see")}</Link>
        </Note>
      )}
      {r.total?.band?.advice && <p className="muted">{words(r.total.band.advice)}</p>}
      <div className="columns">
        <Card title={radarTitle(r)}>
          <ResultRadar results={r} to={(s) => `${path}?tab=gaps&section=${encodeURIComponent(s.key)}`} />
          <p className="small muted">
            {source && msg("assessment.industry.source", { source: source.source, date: date(source.as_of) })}
            {r.last_campaign && ` ${lastSource(r, r.last_campaign.title ?? "")}`}
          </p>
        </Card>
        <Card title={msg("assessment.gaps.largest")} flush>
          {worst.length === 0 && <p className="card-body muted">{msg(isCompared(r) ? "assessment.gaps.none" : "assessment.gaps.uncompared")}</p>}
          <ol className="tasks">
            {worst.map((g) => (
              <li key={g.key}>
                <Link to={`${path}?tab=gaps&section=${encodeURIComponent(g.section)}#gap-${g.key}`} className="task">
                  <span className="task-title">
                    {g.key} {words(g.text)}
                  </span>
                  <span className="task-kind">{gapWords(g)}</span>
                  <span className="task-due">
                    <b className={`q-level level-${levelOf(meanValue(g.own) ?? r.score_min, boundsOf(r))}`}>{score(meanValue(g.own))}</b>
                  </span>
                </Link>
              </li>
            ))}
          </ol>
          {(gaps?.length ?? 0) > SHOWN && (
            <p className="card-foot">
              <Link to={`${path}?tab=gaps`}>{msg("assessment.gaps.all", { n: gaps?.length ?? 0 })}</Link>
            </p>
          )}
        </Card>
      </div>
    </div>
  );
}

export function gapWords(g: Gap): string {
  return [
    g.below_target !== null && msg("assessment.gap.target", { diff: score(g.below_target) }),
    g.below_industry !== null && msg("assessment.gap.industry", { diff: score(g.below_industry) }),
    g.fell !== null && msg("assessment.gap.fell", { diff: score(g.fell) }),
  ]
    .filter(Boolean)
    .join(msg("ui.list.comma"));
}

