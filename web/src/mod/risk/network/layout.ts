// Where segments and connections stand in the sketch: in layers from the outside to the inside, by dagre (ADR 22). The same
// ledgers give the same sketch: nothing depends on chance or on the order in which records were asked for.
import { Graph, layout } from "@dagrejs/dagre";
import type { Point } from "../../../charts/arrow";
import type { Network, Place } from "./model";

export interface Box extends Point {
  place: Place;
  width: number;
  height: number;
}

export interface Route {
  index: number; // of the network's line
  points: Point[]; // from its beginning to its end
  label: Point & { width: number };
}

export interface Drawing {
  width: number;
  height: number;
  boxes: Box[];
  routes: Route[];
}

export interface Measures {
  box: (place: Place) => { width: number; height: number };
  label: (index: number) => number; // width of the text at a line
  downwards: boolean; // layers below each other, for a narrow screen
}

const LABEL_HEIGHT = 20;

// How far inside a kind of segment usually lies. Lines are laid from the outer to the inner one, whichever begins them.
const DEPTH: Record<string, number> = { internet: 0, partner: 1, cloud: 1, guest: 1, remote: 1, dmz: 2, wireless: 2, office: 2, server: 3, control: 4 };
const INSIDE = 3;
const depthOf = (place: Place): number => DEPTH[place.segment.kind] ?? INSIDE;

function isOutwards(from: Place, to: Place): boolean {
  const apart = depthOf(to) - depthOf(from);
  return apart < 0 || (apart === 0 && (from.segment.number ?? "") > (to.segment.number ?? ""));
}

export function layoutOf(network: Network, measures: Measures): Drawing {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: measures.downwards ? "TB" : "LR", nodesep: 28, edgesep: 16, ranksep: measures.downwards ? 36 : 28, marginx: 16, marginy: 16 });
  const places = [...network.places].sort((a, b) => depthOf(a) - depthOf(b) || ((a.segment.number ?? "") < (b.segment.number ?? "") ? -1 : 1));
  const byId = new Map(places.map((p) => [p.segment.id, p]));
  for (const place of places) graph.setNode(place.segment.id, { ...measures.box(place) });
  const turned = network.lines.map((line) => isOutwards(byId.get(line.from) as Place, byId.get(line.to) as Place));
  network.lines.forEach((line, i) => {
    const [from, to] = turned[i] ? [line.to, line.from] : [line.from, line.to];
    graph.setEdge(from, to, { width: measures.label(i), height: LABEL_HEIGHT, labelpos: "c" }, String(i));
  });
  layout(graph);
  return drawingOf(network, graph, places, turned);
}

function drawingOf(network: Network, graph: Graph, places: Place[], turned: boolean[]): Drawing {
  const boxes = places.map((place): Box => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(place.segment.id) as Partial<Box>;
    return { place, x: x - width / 2, y: y - height / 2, width, height };
  });
  const routes = network.lines.map((line, index): Route => {
    const [v, w] = turned[index] ? [line.to, line.from] : [line.from, line.to];
    const { points = [], x = 0, y = 0, width = 0 } = graph.edge(v, w, String(index)) as { points?: Point[] } & Partial<Box>;
    return { index, points: turned[index] ? [...points].reverse() : points, label: { x, y, width } };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width: Math.ceil(width), height: Math.ceil(height), boxes, routes };
}
