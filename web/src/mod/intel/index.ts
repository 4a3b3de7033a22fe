import { lazy } from "react";
import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const intel: Capability = {
  routes: [route("/outside-cases/veris", () => import("./veris"))],
  records: { "outside-cases": lazy(() => import("./here")) },
  lists: [{ register: "outside-cases", to: "/outside-cases/veris", icon: "upload", label: () => msg("intel.ui.veris") }],
  navigation: {
    id: "intel",
    to: "/outside-cases",
    icon: "flag",
    label: () => msg("ui.nav.intel"),
    shown: () => mayRead("outside-cases"),
    under: [registerLink("outside-cases"), registerLink("attack-counts")],
  },
};
