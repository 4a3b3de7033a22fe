// Where firms stand in the picture around one of them: a column a level, work flowing from left to right. The columns are
// ours; dagre (ADR 22) orders what stands in each and leads the lines.
import { Graph, layout } from "@dagrejs/dagre";
import type { Point } from "../../charts/arrow";
import type { ChainFirm, SupplierAround } from "../../gen/api";

export type Work = SupplierAround["works"][number];

export const BOX = { width: 190, height: 78 };

export interface Way {
  from: string;
  to: string;
  works: Work[];
  points: Point[];
  back: boolean; // against the flow: two firms that give each other work
}

export interface Picture {
  width: number;
  height: number;
  boxes: (Point & { firm: ChainFirm })[];
  ways: Way[];
}

// One line for all work between two firms.
export function pairsOf(works: Work[]): { from: string; to: string; works: Work[] }[] {
  const pairs = new Map<string, { from: string; to: string; works: Work[] }>();
  for (const work of works) {
    if (!work.from || !work.to || work.from === work.to) continue;
    const key = `${work.from} ${work.to}`;
    const pair = pairs.get(key) ?? { from: work.from, to: work.to, works: [] };
    pair.works.push(work);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

export function pictureOf(firms: ChainFirm[], works: Work[]): Picture {
  const least = Math.min(...firms.map((f) => f.level));
  const levelOf = new Map(firms.map((f) => [f.id, f.level]));
  const level = (id: string): number => levelOf.get(id) ?? 0;
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", ranker: "none", nodesep: 14, edgesep: 8, ranksep: 34, marginx: 12, marginy: 12 });
  // Every second rank: dagre turns lines in those between.
  for (const f of firms) graph.setNode(f.id, { ...BOX, rank: 2 * (f.level - least) });
  const pairs = pairsOf(works).filter((p) => levelOf.has(p.from) && levelOf.has(p.to));
  for (const p of pairs) if (level(p.from) < level(p.to)) graph.setEdge(p.from, p.to, {});
  layout(graph);
  const centre = (id: string): Point => graph.node(id) as Point;
  const ways = pairs.map((p): Way => {
    const back = level(p.from) >= level(p.to);
    const [a, b] = [centre(p.from), centre(p.to)];
    if (back) return { ...p, back, points: aside(a, b) };
    const { points = [] } = graph.edge(p.from, p.to) as { points?: Point[] };
    const start = { x: a.x + BOX.width / 2, y: a.y };
    return { ...p, back, points: [start, ...points.slice(1, -1), { x: b.x - BOX.width / 2, y: b.y }] };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: firms.map((firm) => ({ firm, x: centre(firm.id).x - BOX.width / 2, y: centre(firm.id).y - BOX.height / 2 })),
    ways,
  };
}

// Against the flow, or within a column: from edge to edge of the boxes, below the line that goes with it.
function aside(a: Point, b: Point): Point[] {
  const down = BOX.height / 2;
  if (a.x === b.x) {
    const up = a.y > b.y ? -1 : 1;
    return [{ x: a.x, y: a.y + up * down }, { x: b.x, y: b.y - up * down }];
  }
  return [{ x: a.x - BOX.width / 2, y: a.y + down / 2 }, { x: b.x + BOX.width / 2, y: b.y + down / 2 }];
}
