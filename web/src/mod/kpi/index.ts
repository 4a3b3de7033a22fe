import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand under reports.
export const kpi: Capability = {
  routes: [route("/scorecard", () => import("./scorecard")), route("/scorecard/map", () => import("./map"))],
  records: { indicators: lazy(() => import("./past")) },
};
