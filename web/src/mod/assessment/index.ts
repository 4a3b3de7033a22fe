import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";

export const assessment: Capability = {
  routes: [
    route("/campaigns/:id/results", () => import("./result/results")),
    route("/responses/:id", () => import("./answer/response")),
  ],
  navigation: {
    id: "assessment",
    to: "/assessments",
    icon: "radar",
    label: () => msg("ui.nav.assessment"),
    shown: () => may("campaign.read"),
    also: ["/campaigns", "/responses", "/sheets", "/target-levels", "/industry-averages"],
  },
};
