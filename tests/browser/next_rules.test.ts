// What the first page offers next, by the facts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Facts, MOST, nextThings } from "../../web/src/mod/home/next_rules.ts";

const TODAY = "2026-11-22";
const ids = (facts: Facts, later: Record<string, string> = {}): string[] => nextThings(facts, TODAY, later).map((n) => n.id);

test("nothing is offered where nothing is to do, or the reader may not do it", () => {
  assert.deepEqual(ids({}), []);
  const done: Facts = { gaps: { n: 0, to: "/g" }, late: { n: 0, to: "/l" }, year: 2026, assessed: 2026, units: 4, people: 9, unanswering: 0, averages: "2025-03-31", administrators: 2, factor: true };
  assert.deepEqual(ids(done), []);
});

test("each fact brings its own thing with one place to go", () => {
  assert.deepEqual(nextThings({ answered: "/campaigns/K-1" }, TODAY, {}), [{ id: "close", to: "/campaigns/K-1" }]);
  assert.deepEqual(nextThings({ gaps: { n: 14, to: "/g" } }, TODAY, {}), [{ id: "gaps", n: 14, to: "/g" }]);
  assert.deepEqual(ids({ late: { n: 1, to: "/l" } }), ["late"]);
  assert.deepEqual(ids({ unreported: "/report-issues/new" }), ["report"]);
  assert.deepEqual(ids({ units: 1, unanswering: 1 }), ["units"], "one unit alone has nobody else to ask");
  assert.deepEqual(ids({ units: 7, unanswering: 2 }), ["answerers"]);
  assert.deepEqual(ids({ people: 1 }), ["people"]);
  assert.deepEqual(ids({ administrators: 1, factor: false }), ["administrator", "factor"]);
  assert.deepEqual(ids({ untargeted: "/assessments/targets" }), ["targets"]);
});

test("a new fiscal year asks for an assessment, once there has been one", () => {
  assert.deepEqual(ids({ year: 2026, assessed: 2025 }), ["assess"]);
  assert.deepEqual(ids({ year: 2026 }), []);
});

test("averages are old after two years to the day", () => {
  assert.deepEqual(ids({ averages: "2024-11-22" }), []);
  assert.deepEqual(ids({ averages: "2024-11-21" }), ["averages"]);
});

test("five at the most, what ends a piece of work first; what is put off makes room until its day is over", () => {
  const all: Facts = { answered: "/c", gaps: { n: 3, to: "/g" }, late: { n: 2, to: "/l" }, unreported: "/r", year: 2026, assessed: 2025, units: 1, people: 1, administrators: 1, factor: false };
  assert.deepEqual(ids(all), ["close", "late", "gaps", "report", "assess"]);
  assert.equal(ids(all).length, MOST);
  assert.deepEqual(ids(all, { close: TODAY, gaps: "2026-12-01", late: "2026-11-21" }), ["late", "report", "assess", "units", "administrator"]);
});
