// What it takes to reach each target level – items, measures, people, money – and the way to a request that has it
// decided together.
import { useState } from "react";
import { Link, useParams } from "../../../app/router";
import type { GapPlan, GapPlanItem, GapPlanLevel, GapPlanMeasure, GapPlanRequest } from "../../../gen/api";
import { optionLabel, recordPath } from "../../../kernel/describe";
import { date, number, period, score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button } from "../../../ui/button";
import { CheckField } from "../../../ui/field";
import { EmptyState, ErrorNote, Loading, Note } from "../../../ui/note";
import { Card, More, Page, PageHead } from "../../../ui/page";
import { Count, StateBadge } from "../../../ui/state";
import { costOf } from "../../measure/front";
import { NeedTiles, peopleText, PeopleList } from "../../measure/need";
import { campaignPath, words } from "../model";
import { RequestDialog } from "./request_dialog";

export default function GapPlanPage() {
  const { id = "" } = useParams();
  const { data: plan, error, reload } = useQuery<GapPlan>(`/campaigns/${encodeURIComponent(id)}/gap-plan`);
  if (!plan)
    return (
      <Page>
        <ErrorNote error={error} onRetry={() => void reload()} />
        {!error && <Loading />}
      </Page>
    );
  return (
    <Page>
      <PageHead
        title={msg("assessment.plan")}
        documentTitle={`${plan.campaign.title} ${msg("assessment.plan")}`}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: plan.campaign.title ?? "", to: `${campaignPath(plan.campaign)}/results?tab=gaps` },
        ]}
        meta={msg("assessment.plan.meta", { period: period(plan.period) })}
        actions={
          <Button icon="print" onPress={() => window.print()}>
            {msg("ui.print")}
          </Button>
        }
      />
      {plan.cut && <Note tone="warn" title={msg("assessment.plan.cut")} />}
      {!plan.whole && <Note title={msg("assessment.plan.part")} />}
      <Requests requests={plan.requests} />
      {plan.levels.length === 0 && <EmptyState icon="check_circle" title={msg("assessment.plan.none")} text={msg("assessment.plan.none.text")} />}
      {plan.levels.map((l) => (
        <Level key={l.level} plan={plan} level={l} />
      ))}
    </Page>
  );
}

// What has been asked for already.
function Requests({ requests }: { requests: GapPlanRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <Card title={msg("reg.resource-requests")}>
      <ul className="gap-measures">
        {requests.map((r) => (
          <li key={r.id}>
            <StateBadge set="resource_request_state" value={r.state} />
            <Link to={recordPath("resource-requests", r)}>{r.title}</Link>
            <span className="muted small">{msg("assessment.plan.request.measures", { n: r.measures.length })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

// Proposed, counting in this level, and not asked for by a request that is still open.
function choosable(plan: GapPlan, level: GapPlanLevel): GapPlanMeasure[] {
  const asked = new Set(plan.requests.filter((r) => r.state === "draft").flatMap((r) => r.measures));
  return level.items.flatMap((i) => i.measures).filter((m) => m.state === "proposed" && m.counts_in === level.level && !asked.has(m.number));
}

function Level({ plan, level }: { plan: GapPlan; level: GapPlanLevel }) {
  const open = choosable(plan, level);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set()); // what somebody has taken out
  const [asking, setAsking] = useState(false);
  const chosen = open.filter((m) => !left.has(m.number));
  const toggle = (m: GapPlanMeasure, on: boolean) =>
    setLeft((old) => {
      const next = new Set(old);
      if (on) next.delete(m.number);
      else next.add(m.number);
      return next;
    });
  const write = may("measure.write");
  return (
    <Card
      title={
        <>
          {msg("assessment.plan.level", { n: level.level })}
          <Count n={level.items.length} />
        </>
      }
      foot={
        write &&
        open.length > 0 && (
          <div className="row no-print">
            <Button look="filled" icon="send" isDisabled={chosen.length === 0} onPress={() => setAsking(true)}>
              {msg("assessment.plan.ask")}
            </Button>
            <span className="muted">{msg("assessment.plan.chosen", { n: chosen.length })}</span>
          </div>
        )
      }
    >
      <div className="stack">
        {level.to_ask.n > 0 && <NeedTiles needs={level.to_ask} />}
        <Told level={level} />
        <PeopleList people={level.to_ask.people} />
        <WithMeasures level={level} choose={write ? { open, chosen, toggle } : undefined} />
        <WithoutMeasure level={level} />
      </div>
      {asking && <RequestDialog plan={plan} level={level.level} measures={chosen} onClose={() => setAsking(false)} />}
    </Card>
  );
}

// What the figures above leave out.
function Told({ level: l }: { level: GapPlanLevel }) {
  const said = [
    l.to_ask.n > 0 ? msg("assessment.plan.proposed", { n: l.to_ask.n }) : msg("assessment.plan.proposed.none"),
    l.granted.n > 0 && msg("assessment.plan.granted", { n: l.granted.n }),
    l.deferred.n > 0 && msg("assessment.plan.deferred", { n: l.deferred.n }),
  ].filter(Boolean);
  return (
    <>
      <p className="muted small">{said.join(msg("ui.list.comma"))}</p>
      {l.to_ask.without_cost > 0 && <Note tone="warn" title={msg("measure.need.silent", { n: l.to_ask.without_cost })} />}
      {l.to_ask.other_currencies > 0 && <Note tone="warn" title={msg("measure.need.other", { n: l.to_ask.other_currencies })} />}
    </>
  );
}

function WithMeasures({ level: l, choose }: { level: GapPlanLevel; choose?: Choice }) {
  const items = l.items.filter((i) => i.measures.length > 0);
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className="row">
        {msg("assessment.plan.with")}
        <Count n={items.length} />
      </h3>
      <Items items={items} level={l.level} choose={choose} />
    </section>
  );
}

const FEW = 10; // items that stand open

// Folded where they are many; never on paper.
function WithoutMeasure({ level: l }: { level: GapPlanLevel }) {
  const items = l.items.filter((i) => i.measures.length === 0);
  const label = msg("assessment.plan.without", { n: items.length });
  if (items.length === 0) return null;
  return (
    <>
      <div className="no-print">
        <More label={label} open={items.length <= FEW}>
          <Items items={items} level={l.level} />
        </More>
      </div>
      <section className="print-only">
        <h3>{label}</h3>
        <Items items={items} level={l.level} />
      </section>
    </>
  );
}

function Items({ items, level, choose }: { items: GapPlanItem[]; level: number; choose?: Choice }) {
  return (
    <ul className="plan-items">
      {items.map((i) => (
        <Item key={i.key} item={i} level={level} choose={choose} />
      ))}
    </ul>
  );
}

interface Choice {
  open: GapPlanMeasure[];
  chosen: GapPlanMeasure[];
  toggle: (m: GapPlanMeasure, on: boolean) => void;
}

function Item({ item: i, level, choose }: { item: GapPlanItem; level: number; choose?: Choice }) {
  const units = i.units.map((u) => msg("assessment.plan.unit", { unit: u.unit.title ?? "", level: score(u.level) }));
  const more = i.n_units - i.units.length;
  if (more > 0) units.push(msg("assessment.plan.units.more", { n: number(more) }));
  return (
    <li className="gap-what">
      <p>
        <span className="q-key">{i.key}</span> {words(i.text)}
      </p>
      <p className="gap-figures small muted">
        <span>
          {msg("assessment.plan.own")} <b>{score(i.own)}</b>
        </span>
        <span>
          {optionLabel("gap_aim", i.aim_by)} <b>{score(i.aim)}</b>
        </span>
        {units.length > 0 && <span>{msg("assessment.plan.units", { n: level, units: units.join(msg("ui.list.comma")) })}</span>}
      </p>
      {i.measures.length > 0 && (
        <ul className="gap-measures">
          {i.measures.map((m) => (
            <Measure key={m.id} measure={m} level={level} choose={choose} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Measure({ measure: m, level, choose }: { measure: GapPlanMeasure; level: number; choose?: Choice }) {
  const offered = choose?.open.some((o) => o.number === m.number);
  const people = m.people_needed ? peopleText({ skills: null, number: m.people_needed, from: m.people_from ?? null }) : "";
  const needs = m.counts_in === level ? [people, costOf({ cost_initial: m.cost_initial ?? null, cost_low: m.cost_low ?? null, cost_high: m.cost_high ?? null })] : [msg("assessment.plan.counts_in", { n: m.counts_in })];
  return (
    <li>
      {choose && offered && <CheckField label={msg("assessment.plan.choose", { title: m.title })} hideLabel value={choose.chosen.some((o) => o.number === m.number)} onChange={(on) => choose.toggle(m, on)} />}
      <StateBadge set="measure_state" value={m.state} />
      <Link to={recordPath("measures", m)}>{m.title}</Link>
      <span className="muted small">{[...needs, m.due ? msg("assessment.due", { date: date(m.due, "short") }) : ""].filter(Boolean).join(msg("ui.list.comma"))}</span>
    </li>
  );
}
