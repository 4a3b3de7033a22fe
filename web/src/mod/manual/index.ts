import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand with the incidents'.
export const manual: Capability = {
  routes: [route("/csirt-manual", () => import("./book"))],
  records: { "manual-pages": lazy(() => import("./page_cards")) },
};
