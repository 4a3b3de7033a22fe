// Where indicators stand on the strategy map: in four bands, finance at the top, causes below their effects. The rows are
// ours; dagre (ADR 22) orders what stands in each and leads the arrows around the boxes.
import { Graph, layout } from "@dagrejs/dagre";
import type { Point } from "../../charts/arrow";
import type { Scorecard } from "../../gen/api";
import type { Indicator } from "./model";

export type Arrow = Scorecard["arrows"][number];
export type View = Indicator["perspective"];

export const VIEWS: readonly View[] = ["finance", "customer", "process", "learning"];
export const BOX = { width: 164, height: 84 };
const MOST = 5; // boxes beside each other
const GAP = 30; // between a band's edge and its boxes
const CORNER = 14; // of a box, that no line goes to
const HEAD = 24; // room for the band's name

export interface Box extends Point {
  indicator: Indicator;
}

export interface Band {
  view: View;
  y: number;
  height: number;
}

export interface StrategyMap {
  width: number;
  height: number;
  bands: Band[];
  boxes: Box[];
  ways: { arrow: Arrow; points: Point[] }[];
}

// How many effects stand above an indicator within its band. Arrows that go round (two people may have drawn them at the
// same moment) end the count.
function levelsOf(items: Indicator[], arrows: Arrow[]): Map<string, number> {
  const levels = new Map<string, number>();
  const within = new Set(items.map((i) => i.id));
  const level = (id: string, seen: ReadonlySet<string>): number => {
    const known = levels.get(id);
    if (known !== undefined) return known;
    if (seen.has(id)) return 0;
    const above = arrows.filter((a) => a.cause.id === id && within.has(a.effect.id));
    const own = Math.max(0, ...above.map((a) => 1 + level(a.effect.id, new Set([...seen, id]))));
    levels.set(id, own);
    return own;
  };
  for (const i of items) level(i.id, new Set());
  return levels;
}

// The rows of a band from top to bottom: by level, and no more boxes in each than fit.
export function rowsOf(items: Indicator[], arrows: Arrow[]): Indicator[][] {
  const levels = levelsOf(items, arrows);
  const highest = Math.max(-1, ...levels.values());
  return Array.from({ length: highest + 1 }, (_, level) => items.filter((i) => levels.get(i.id) === level)).flatMap((row) => {
    const parts = Math.ceil(row.length / MOST);
    const size = Math.ceil(row.length / Math.max(1, parts));
    return Array.from({ length: parts }, (_, n) => row.slice(n * size, (n + 1) * size));
  });
}

const STEP = BOX.height + HEAD + GAP; // from row to row

// Where a line meets a box: at its lower (1) or upper edge (-1), as near to where the line goes on as the edge reaches. A line
// to its side would pass behind the box beside it.
function portOf(centre: Point, edge: 1 | -1, next: Point): Point {
  const most = BOX.width / 2 - CORNER;
  return { x: centre.x + Math.max(-most, Math.min(most, next.x - centre.x)), y: centre.y + (edge * BOX.height) / 2 };
}

// Bands without an indicator are left out.
export function mapOf(items: Indicator[], arrows: Arrow[]): StrategyMap {
  const rows = VIEWS.flatMap((view) => rowsOf(items.filter((i) => i.perspective === view), arrows).map((row) => ({ view, row })));
  const rowOf = new Map(rows.flatMap(({ row }, n) => row.map((i) => [i.id, n] as const)));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranker: "none", nodesep: 12, edgesep: 8, ranksep: HEAD + GAP, marginx: 16, marginy: HEAD + GAP / 2 });
  // Every second rank: dagre turns arrows in those between.
  rows.forEach(({ row }, n) => row.forEach((i) => graph.setNode(i.id, { ...BOX, rank: 2 * n })));
  const row = (ref: { id: string }): number => rowOf.get(ref.id) ?? -1;
  // Two that stand in one row are a round that two people drew at the same moment: it is not drawn, the table has it.
  const drawn = arrows.filter((a) => row(a.cause) >= 0 && row(a.effect) >= 0 && row(a.cause) !== row(a.effect));
  const ends = (a: Arrow): [string, string] => (row(a.effect) < row(a.cause) ? [a.effect.id, a.cause.id] : [a.cause.id, a.effect.id]);
  for (const a of drawn) graph.setEdge(...ends(a), {}, a.id);
  layout(graph);
  const boxes = [...rowOf.keys()].map((id): Box => {
    const { x, y } = graph.node(id) as Point;
    return { indicator: items.find((i) => i.id === id) as Indicator, x: x - BOX.width / 2, y: y - BOX.height / 2 };
  });
  const ways = drawn.map((arrow) => {
    const { points = [] } = graph.edge(...ends(arrow), arrow.id) as { points?: Point[] };
    const [above, below] = ends(arrow).map((id) => graph.node(id) as Point) as [Point, Point];
    const between = points.slice(1, -1);
    const way = [portOf(above, 1, between[0] ?? below), ...between, portOf(below, -1, between.at(-1) ?? above)];
    return { arrow, points: row(arrow.effect) < row(arrow.cause) ? way.reverse() : way };
  });
  const bands = VIEWS.map((view): Band => ({ view, y: STEP * rows.findIndex((r) => r.view === view), height: STEP * rows.filter((r) => r.view === view).length }));
  const { width = 0 } = graph.graph() as { width?: number };
  return { width: Math.ceil(width), height: STEP * rows.length, bands: bands.filter((b) => b.height > 0), boxes, ways };
}
