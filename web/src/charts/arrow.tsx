// Lines with rounded corners and arrows at their ends, for drawings of boxes.
export interface Point {
  x: number;
  y: number;
}

const ARROW = 9;

export const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

// Corners are rounded: the line goes from middle to middle of its parts.
export function bendsOf(points: Point[]): string {
  const [, ...rest] = points;
  const last = points.at(-1);
  if (!last) return "";
  const bends = rest.slice(0, -1).map((p, i) => `Q${at(p)} ${at(middle(p, rest[i + 1] as Point))}`);
  return `${bends.join("")}L${at(last)}`;
}

export function Arrow({ tip, from }: { tip: Point | undefined; from: Point | undefined }) {
  if (!tip || !from) return null;
  const turn = (Math.atan2(tip.y - from.y, tip.x - from.x) * 180) / Math.PI;
  return <path className="arrow" d={`M0 0l${-ARROW} ${-ARROW / 2}v${ARROW}z`} transform={`translate(${at(tip)}) rotate(${Math.round(turn)})`} />;
}
