// How the points of an exceedance curve become a line and a table. The server gives points at evenly falling
// probabilities and, of those with one loss, only the last: where many years cost the very same (an estimate of one
// value), the probability falls at that loss and not on the way to it.

export interface CurvePoint {
  loss: number; // a year costs more than this …
  probability: number; // … with this probability
}

// Neighbours are at most a factor of 0.7 apart (40 points over the years of a run); what falls further skipped points.
const STEP = 0.6;

const falls = (from: CurvePoint, to: CurvePoint): boolean => to.probability < STEP * from.probability;

export function curvePath(points: CurvePoint[], x: (loss: number) => string | number, y: (probability: number) => string | number): string {
  return points
    .map((p, i) => {
      const before = points[i - 1];
      if (!before) return `M${x(p.loss)} ${y(p.probability)}`;
      return falls(before, p) ? `H${x(p.loss)}V${y(p.probability)}` : `L${x(p.loss)} ${y(p.probability)}`;
    })
    .join("");
}

const ROWS = 14; // about as many as one reads

// Every so many points, and each at which the probability falls.
export function curveRows(points: CurvePoint[]): CurvePoint[] {
  const every = Math.max(1, Math.ceil(points.length / ROWS));
  return points.filter((p, i) => i % every === 0 || falls(points[i - 1] ?? p, p));
}
