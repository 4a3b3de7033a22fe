import { lazy } from "react";
import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

const stances = lazy(() => import("./stances"));

// Its entries in the navigation stand with the incidents'.
export const sharing: Capability = {
  routes: [route("/sharing-points/starter", () => import("./starter"))],
  lists: [{ register: "sharing-points", to: "/sharing-points/starter", icon: "plus", label: () => msg("sharing.ui.starter") }],
  records: { "sharing-points": stances },
  decided: { "sharing-points": stances },
};
