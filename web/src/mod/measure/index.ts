import { lazy } from "react";
import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { useMeasureFacts, useMeasureFigures, useMeasureTasks } from "./home";

const requestContents = lazy(() => import("./request_contents"));

export const measure: Capability = {
  routes: [
    route("/measures/overview", () => import("./front")),
    route("/measures/templates", () => import("./templates")),
    route("/business-cases/:id/page", () => import("./case_page")),
  ],
  navigation: {
    id: "measure",
    to: "/measures/overview",
    icon: "measures",
    label: () => msg("ui.nav.measures"),
    shown: () => mayRead("measures"),
    under: [
      { to: "/measures/overview", label: () => msg("measure.front") },
      registerLink("measures"),
      registerLink("budgets"),
      registerLink("spendings"),
      registerLink("business-cases"),
      registerLink("resource-requests"),
      { to: "/measures/templates", label: () => msg("measure.templates") },
    ],
  },
  records: { "business-cases": lazy(() => import("./case_steps")), "resource-requests": requestContents },
  told: { "resource-requests": ["measures", "people_needed", "cost_low", "cost_high", "cost_yearly", "people", "contents"] },
  decided: { "resource-requests": requestContents },
  home: {
    useTasks: useMeasureTasks,
    useFigures: useMeasureFigures,
    useFacts: useMeasureFacts,
    cards: [
      {
        id: "measures.late",
        place: "wide",
        order: 50,
        shown: () => mayRead("measures"),
        card: lazy(() => import("./late")),
      },
    ],
  },
};
