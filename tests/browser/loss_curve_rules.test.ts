// The exceedance curve without a page: what is drawn between the points that the server gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import { curvePath, curveRows } from "../../web/src/mod/loss/curve_rules.ts";

const path = (points: [number, number][]): string => curvePath(points.map(([loss, probability]) => ({ loss, probability })), (n) => n, (p) => p);

test("where many years cost the very same, the probability stays up to that loss and falls there", () => {
  assert.equal(path([[0, 0.12], [265, 0.008], [530, 0.0005]]), "M0 0.12H265V0.008H530V0.0005");
});

test("points of many different losses are joined", () => {
  assert.equal(path([[10, 0.1], [20, 0.075], [40, 0.055]]), "M10 0.1L20 0.075L40 0.055");
});

test("the table leaves out no loss at which the probability falls, nor any of few points", () => {
  const few = [[0, 0.12], [265, 0.008], [530, 0.0005]].map(([loss = 0, probability = 0]) => ({ loss, probability }));
  assert.deepEqual(curveRows(few), few);
  const many = Array.from({ length: 40 }, (_, i) => ({ loss: i, probability: 0.5 * 0.75 ** i }));
  const shown = curveRows([...many.slice(0, 20), ...many.slice(20).map((p) => ({ ...p, probability: p.probability / 10 }))]);
  assert.equal(shown.length, 15);
  assert.ok(shown.some((p) => p.loss === 20));
});
