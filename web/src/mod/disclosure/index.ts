import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

const warnings = lazy(() => import("./warnings").then((m) => ({ default: m.PointWarnings })));

// Its place in the navigation is with the reports.
export const disclosure: Capability = {
  routes: [route("/disclosure", () => import("./front"))],
  records: { "disclosure-points": warnings },
  asked: { "disclosure-points": ["publish"] }, // an entry in the publications does it
  decided: { "disclosure-points": warnings },
};
