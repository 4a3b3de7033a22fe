import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand under reports.
export const maturity: Capability = {
  routes: [route("/maturity", () => import("./maturity"))],
  records: { components: lazy(() => import("./past")) },
  told: { components: ["evaluation", "response", "mean", "mean_before", "scored_on"] },
};
