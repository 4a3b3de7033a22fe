// Defence in depth as GET /defence-in-depth gives it: what is lacking, and how that becomes a measure.
import type { DefenceInDepth, DefenceLayer, DefenceMeasure, DefenceSystem, DefenceWay, LayerProtection, Protection } from "../../../gen/api";
import { useMemo } from "react";
import { api } from "../../../kernel/api";
import { optionLabel } from "../../../kernel/describe";
import { date, today } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, type Query, useQuery } from "../../../kernel/query";
import type { RefValue } from "../../../kernel/record";
import { usualDue } from "../../measure/usual";

export type { DefenceInDepth, DefenceLayer, DefenceSystem, DefenceWay, LayerProtection, Protection };

// What holds all of the company comes once; pages show it at every system, after what is its own, and on every way.
function filled(p: DefenceInDepth): DefenceInDepth {
  const company = new Map(p.company.map((l) => [l.layer, l.protections]));
  const layers = (s: DefenceSystem) => s.layers.map((l) => ({ ...l, protections: [...l.protections, ...(company.get(l.layer) ?? [])] }));
  return {
    ...p,
    systems: p.systems.map((s) => ({ ...s, layers: layers(s) })),
    ways: p.ways.map((w) => ({ ...w, protections: [...w.protections, ...p.company_standing] })),
  };
}

// Nothing is asked for those who may not read what protects.
export function useDefence(asks = true): Query<DefenceInDepth> {
  const query = useQuery<DefenceInDepth>(asks ? "/defence-in-depth" : null);
  const data = useMemo(() => query.data && filled(query.data), [query.data]);
  return { ...query, data };
}

export type LayerKey = DefenceLayer["layer"];
export const LAYERS: LayerKey[] = ["entry", "internal", "exit", "data"];

const IMPORTANCE = ["high", "middle", "low"];

export const isVital = (system: DefenceSystem): boolean => system.importance === "high";
export const layerOf = (system: DefenceSystem, key: LayerKey): DefenceLayer | undefined => system.layers.find((l) => l.layer === key);

// Nothing stands there, and nobody has planned anything.
export const isBare = (layer: DefenceLayer): boolean => layer.status === "missing" || layer.status === "none";

export const bareLayers = (system: DefenceSystem): DefenceLayer[] => system.layers.filter(isBare);

// The most important first, of these the barest, then by name as they come.
export function byNeed(systems: DefenceSystem[]): DefenceSystem[] {
  const rank = (s: DefenceSystem): number => (s.importance ? IMPORTANCE.indexOf(s.importance) : IMPORTANCE.length);
  return [...systems].sort((a, b) => rank(a) - rank(b) || bareLayers(b).length - bareLayers(a).length);
}

// ---- findings ----

// A layer of a most important system that nothing holds.
export interface Finding {
  system: DefenceSystem;
  layer: DefenceLayer;
}

export function findingsOf(picture: DefenceInDepth): Finding[] {
  return byNeed(picture.systems.filter(isVital)).flatMap((system) => bareLayers(system).map((layer) => ({ system, layer })));
}

// The protection on record that a measure would put in place; none: it is made with the measure.
export const lackingOf = (layer: DefenceLayer): LayerProtection | undefined => layer.protections.find((p) => p.status === "missing" && !p.measure);

// Problems found, A to D, that are not solved yet.
export const isOpenProblem = (p: Protection): boolean => Boolean(p.concern) && p.status !== "in_place";

// Where a protection stands; undefined: in the whole company.
export const placeOf = (p: Protection): RefValue | undefined => (p.system ?? p.segment ?? undefined) as RefValue | undefined;

// ---- ways ----

export const segmentsOf = (way: DefenceWay): RefValue[] => way.segments as RefValue[];

export interface SystemWays {
  system: DefenceSystem;
  weakest: DefenceWay | undefined; // none: nothing leads there
  others: DefenceWay[];
}

// By most important system, the one that is reached most easily first.
export function waysOf(picture: DefenceInDepth): SystemWays[] {
  const bySystem = new Map<string, DefenceWay[]>();
  for (const way of picture.ways) if (way.reachable) bySystem.set(way.system, [...(bySystem.get(way.system) ?? []), way]);
  const known = new Set(picture.ways.map((w) => w.system));
  const all = picture.systems
    .filter((s) => known.has(s.id))
    .map((system) => {
      const [weakest, ...others] = (bySystem.get(system.id) ?? []).sort((a, b) => a.stands - b.stands);
      return { system, weakest, others };
    });
  return all.sort((a, b) => (a.weakest?.stands ?? Infinity) - (b.weakest?.stands ?? Infinity));
}

// ---- a measure by one press ----

export interface Wish {
  system?: string;
  layer?: LayerKey;
  protection?: string;
  title: string;
  purpose: string;
  priority: "high" | "middle";
}

export function wishOfLayer(system: DefenceSystem, layer: DefenceLayer): Wish {
  const lacking = lackingOf(layer);
  const names = { system: system.name, layer: optionLabel("measure_layer", layer.layer) };
  return {
    ...(lacking ? { protection: lacking.id } : { system: system.id, layer: layer.layer }),
    title: lacking ? msg("defence.plan.title.named", { system: system.name, name: lacking.name }) : msg("defence.plan.title", names),
    purpose: msg("defence.plan.purpose", { ...names, date: date(today()) }),
    priority: isVital(system) ? "high" : "middle",
  };
}

export function wishOfProblem(p: Protection): Wish {
  const place = placeOf(p);
  return {
    protection: p.id,
    title: place ? msg("defence.plan.title.named", { system: place.title ?? "", name: p.name }) : p.name,
    purpose: p.problem ?? msg("defence.plan.purpose.problem", { concern: optionLabel("defence_concern", p.concern) }),
    priority: "high",
  };
}

export async function makeMeasure(wish: Wish, owner: RefValue | null): Promise<RefValue> {
  const { data } = await api.post<DefenceMeasure>("/defence-in-depth/measures", { ...wish, owner: owner?.id ?? null, due: usualDue() });
  invalidate("/defence-in-depth", "/protections", "/measures");
  return data.measure as RefValue;
}
