// How far the first assessment is, by its units; where one goes on after a unit's answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptedShare, answeredShare, type Begun, nextTurn } from "../../web/src/mod/assessment/start_rules.ts";

const begun = (units: number, submitted: number, accepted: number, state: Begun["state"] = "open"): Begun => ({ state, counts: { units, submitted, accepted } });

test("a step is through when every unit is, not when the first one is", () => {
  assert.deepEqual(answeredShare([begun(7, 2, 1)]), { done: 3, all: 7, through: false });
  assert.deepEqual(answeredShare([begun(7, 4, 3)]), { done: 7, all: 7, through: true });
  assert.deepEqual(acceptedShare([begun(7, 4, 3)]), { done: 3, all: 7, through: false });
});

test("a closed assessment is through with what came in, and with nothing it is not", () => {
  assert.equal(answeredShare([begun(7, 1, 2, "closed")]).through, true);
  assert.equal(answeredShare([begun(7, 0, 0, "closed")]).through, false);
  assert.equal(acceptedShare([begun(7, 3, 0, "closed")]).through, false);
});

test("a second assessment does not bring the first steps back", () => {
  assert.equal(answeredShare([begun(7, 0, 0), begun(4, 0, 4, "closed")]).through, true);
});

test("drafts and assessments that one may not follow say nothing", () => {
  assert.deepEqual(answeredShare([begun(3, 3, 0, "draft"), { state: "open", counts: null }]), { done: 0, all: 0, through: false });
});

test("after a unit comes what can be accepted, then what is to be answered, of the same assessment", () => {
  const at = (id: string, campaign = "spring") => ({ id, campaign: { id: campaign } });
  const here = at("east");
  assert.deepEqual(nextTurn(here, [here, at("other", "autumn"), at("west")], [at("north")]), { kind: "review", response: at("west") });
  assert.deepEqual(nextTurn(here, [here], [at("north")]), { kind: "answer", response: at("north") });
  assert.equal(nextTurn(here, [at("x", "autumn")], []), null);
});
