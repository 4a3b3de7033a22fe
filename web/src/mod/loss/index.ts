import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

const scenarioForm = () => import("./scenario_form");
const policyForm = () => import("./policy_form");
const causeForm = () => import("./small_form").then((m) => ({ default: m.CauseForm }));
const limitForm = () => import("./small_form").then((m) => ({ default: m.LimitForm }));
const record = (name: "ScenarioPage" | "PolicyPage" | "CausePage") => () => import("./record").then((m) => ({ default: m[name] }));

// Its place in the navigation is with the risks.
export const loss: Capability = {
  routes: [
    route("/loss", () => import("./front")),
    route("/loss/quick", () => import("./quick")),
    route("/loss-runs/:id", () => import("./run")),
    route("/loss-scenarios/new", scenarioForm),
    route("/loss-scenarios/:id", record("ScenarioPage")),
    route("/loss-scenarios/:id/edit", scenarioForm),
    route("/insurance-policies/new", policyForm),
    route("/insurance-policies/:id", record("PolicyPage")),
    route("/insurance-policies/:id/edit", policyForm),
    route("/loss-causes/new", causeForm),
    route("/loss-causes/:id", record("CausePage")),
    route("/loss-causes/:id/edit", causeForm),
    route("/loss-limits/new", limitForm),
    route("/loss-limits/:id/edit", limitForm),
  ],
  records: { measures: lazy(() => import("./measure_card")), "business-cases": lazy(() => import("./case_card")) },
  told: { "business-cases": ["loss_avoided", "loss_run", "loss_run_on", "loss_run_seed", "loss_how"] },
};
