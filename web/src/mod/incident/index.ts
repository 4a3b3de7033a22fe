import { lazy } from "react";
import { group, registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";
import { contactLinks } from "../contact/links";
import { continuityLinks } from "../continuity/links";
import { manualLinks } from "../manual/links";
import { responseLinks } from "../response/links";
import { tellingLinks } from "../telling/links";
import { useWaitingReports } from "./waiting_query";

export const incident: Capability = {
  routes: [route("/report-incident", () => import("./report"))],
  navigation: {
    id: "incident",
    to: "/incidents",
    icon: "alert",
    label: () => msg("ui.nav.incident"),
    shown: () => mayRead("incidents") || mayRead("exercises"),
    // What one works in while it happens, what tells others, what was prepared, and what remains: nine at most.
    under: [
      registerLink("incidents"),
      group(() => label("reg.incident-reports"), [registerLink("incident-reports"), registerLink("alerts"), registerLink("severity-criteria")]),
      group(() => msg("incident.ui.nav.outside"), [registerLink("reporting-regimes"), ...tellingLinks]),
      ...responseLinks,
      ...contactLinks,
      ...continuityLinks,
      group(() => label("reg.exercises"), [registerLink("exercises"), { to: "/own-exercises", label: () => msg("exercise.ui.own"), shown: () => true }]),
      group(() => msg("incident.ui.nav.knowledge"), [...manualLinks, registerLink("knowledge-articles")]),
    ],
  },
  pages: { incidents: lazy(() => import("./room")) },
  records: { "incident-reports": lazy(() => import("./triage")) },
  asked: { "incident-reports": ["join", "dismiss"] },
  home: {
    useAsks: () => (useWaitingReports()?.items.length ?? 0) > 0,
    cards: [{ id: "incident.waiting", place: "side", order: -1, shown: () => may("incident_report.write"), card: lazy(() => import("./waiting")) }],
  },
};
