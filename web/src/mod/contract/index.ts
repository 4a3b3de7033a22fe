import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand with the suppliers'.
export const contract: Capability = {
  routes: [
    route("/work-split", () => import("./split")),
    route("/contract-grid", () => import("./grid")),
    route("/contracts/:id/annex", () => import("./annex")),
    route("/asking-lists", () => import("./asking")),
  ],
  records: { contracts: lazy(() => import("./card")), "requirement-sets": lazy(() => import("./set_card")) },
};
