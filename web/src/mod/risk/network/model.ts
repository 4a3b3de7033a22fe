// The network of the ledgers, put together for the sketch: what is in each segment, what connects two, and what defence in
// depth finds there. Pure.
import type { DefenceInDepth, NetworkConnection, NetworkSegment, Protection, System } from "../../../gen/api";
import { bareLayers, type DefenceSystem, isOpenProblem, isVital } from "../defence/model";

export type Passage = NonNullable<NetworkConnection["passage"]>;

// What a line of the sketch says; "unsaid": nobody has said what may pass.
export type Look = Passage | "unsaid";
export const LOOKS: Look[] = ["open", "limited", "monitored", "blocked", "unsaid"];

export interface Place {
  segment: NetworkSegment;
  systems: System[]; // the most important first
  protections: Protection[];
  problems: Protection[]; // A to D, not solved
  bare: DefenceSystem[]; // most important systems with a layer that nothing holds
  connections: Line[];
}

export const hasFindings = (place: Place): boolean => place.problems.length > 0 || place.bare.length > 0;

export interface Line {
  connection: NetworkConnection;
  look: Look;
  from: string; // id of a segment in the sketch
  to: string;
}

export interface Network {
  places: Place[];
  lines: Line[];
  outside: System[]; // of no segment that the reader sees
}

export interface Ledgers {
  segments: NetworkSegment[];
  connections: NetworkConnection[];
  systems: System[];
  protections: Protection[];
  picture?: DefenceInDepth;
}

const ENDPOINTS = ["business_pc", "mobile", "iot"];
export const isEndpoint = (system: System): boolean => ENDPOINTS.includes(system.kind);

const RANK: Record<string, number> = { high: 0, middle: 1, low: 2 };
const rankOf = (system: System): number => RANK[system.importance ?? ""] ?? 3;

const idOf = (reference: unknown): string | undefined => (reference as { id?: string } | null)?.id;

function group<T>(list: T[], key: (one: T) => string | undefined): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const one of list) {
    const k = key(one) ?? "";
    map.set(k, [...(map.get(k) ?? []), one]);
  }
  return map;
}

export function networkOf({ segments, connections, systems, protections, picture }: Ledgers): Network {
  const known = new Set(segments.map((s) => s.id));
  const segmentOfSystem = new Map(systems.map((s) => [s.id, idOf(s.segment)]));
  const systemsIn = group(systems, (s) => idOf(s.segment));
  // A protection of a system stands where the system stands.
  const protectionsIn = group(protections, (p) => (p.system ? segmentOfSystem.get(idOf(p.system) ?? "") : idOf(p.segment)));
  const bareIn = group((picture?.systems ?? []).filter((s) => isVital(s) && bareLayers(s).length > 0), (s) => idOf(s.segment));
  const lines = connections
    .map((connection): Line => ({ connection, look: connection.passage ?? "unsaid", from: connection.from.id, to: connection.to.id }))
    .filter((l) => known.has(l.from) && known.has(l.to));
  const places = segments.map((segment): Place => {
    const here = protectionsIn.get(segment.id) ?? [];
    return {
      segment,
      systems: [...(systemsIn.get(segment.id) ?? [])].sort((a, b) => rankOf(a) - rankOf(b)),
      protections: here,
      problems: here.filter(isOpenProblem),
      bare: bareIn.get(segment.id) ?? [],
      connections: lines.filter((l) => l.from === segment.id || l.to === segment.id),
    };
  });
  return { places, lines, outside: systems.filter((s) => !known.has(idOf(s.segment) ?? "")) };
}
