import { lazy } from "react";
import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";
import { contactLinks } from "../contact/links";
import { continuityLinks } from "../continuity/links";
import { manualLinks } from "../manual/links";
import { responseLinks } from "../response/links";
import { tellingLinks } from "../telling/links";

export const incident: Capability = {
  routes: [route("/report-incident", () => import("./report"))],
  navigation: {
    id: "incident",
    to: "/incidents",
    icon: "alert",
    label: () => msg("ui.nav.incident"),
    shown: () => mayRead("incidents") || mayRead("exercises"),
    under: [registerLink("incidents"), registerLink("incident-reports"), registerLink("severity-criteria"), ...responseLinks, registerLink("reporting-regimes"), ...tellingLinks, registerLink("exercises"), { to: "/own-exercises", label: () => msg("exercise.ui.own"), shown: () => true }, registerLink("knowledge-articles"), ...contactLinks, ...manualLinks, ...continuityLinks],
  },
  pages: { incidents: lazy(() => import("./room")) },
  records: { "incident-reports": lazy(() => import("./triage")) },
  asked: { "incident-reports": ["join", "dismiss"] },
  home: {
    cards: [{ id: "incident.waiting", place: "side", order: -1, shown: () => may("incident_report.write"), card: lazy(() => import("./waiting")) }],
  },
};
