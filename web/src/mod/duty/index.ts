import { lazy } from "react";
import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";
import { useWaitingDuties } from "./waiting_query";

// Its entry in the navigation stands with the incidents'.
export const duty: Capability = {
  routes: [route("/reporting-regimes/starter", () => import("./starter"))],
  lists: [{ register: "reporting-regimes", to: "/reporting-regimes/starter", icon: "plus", label: () => msg("duty.ui.starter") }],
  home: {
    useAsks: () => (useWaitingDuties()?.items.length ?? 0) > 0,
    cards: [{ id: "duty.waiting", place: "side", order: -2, shown: () => may("case_duty.read"), card: lazy(() => import("./waiting")) }],
  },
};
