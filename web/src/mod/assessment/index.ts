import { lazy } from "react";
import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";
import { useAssessmentFacts } from "./facts";
import { useAssessmentFigures, useAssessmentStart, useAssessmentTasks, useAssessmentWaits } from "./home";

export const assessment: Capability = {
  routes: [
    route("/assessments", () => import("./front")),
    route("/assessments/targets", () => import("./target/targets")),
    route("/assessments/trend", () => import("./trend/trend")),
    route("/assessments/averages", () => import("./average/averages")),
    route("/assessments/averages/import", () => import("./average/import")),
    route("/sheets", () => import("./sheet/list")),
    route("/sheets/import", () => import("./sheet/import")),
    route("/sheets/:id", () => import("./sheet/sheet")),
    route("/mappings", () => import("./sheet/mapping")),
    route("/campaigns/new", () => import("./campaign/new")),
    route("/campaigns/:id", () => import("./campaign/campaign")),
    route("/campaigns/:id/results", () => import("./result/results")),
    route("/campaigns/:id/gap-plan", () => import("./result/gap_plan")),
    route("/responses/:id", () => import("./answer/response")),
  ],
  navigation: {
    id: "assessment",
    to: "/assessments",
    icon: "radar",
    label: () => msg("ui.nav.assessment"),
    shown: () => may("campaign.read"),
    under: [
      { to: "/assessments", label: () => msg("assessment.front") },
      { to: "/assessments/trend", label: () => msg("assessment.trend"), shown: () => may("result.read") && may("sheet.read") },
      { to: "/assessments/targets", label: () => msg("assessment.targets"), shown: () => may("target.read") && may("sheet.read") },
      { to: "/assessments/averages", label: () => msg("assessment.averages"), shown: () => may("average.read") && may("sheet.read") },
      { to: "/sheets", label: () => msg("assessment.sheets"), shown: () => may("sheet.read") },
      registerLink("inquiries"),
      registerLink("statements"),
    ],
    also: ["/campaigns", "/responses", "/mappings", "/targets", "/industry-averages", "/outside-scores"],
  },
  home: {
    useTasks: useAssessmentTasks,
    useWaits: useAssessmentWaits,
    useFigures: useAssessmentFigures,
    useStart: useAssessmentStart,
    useFacts: useAssessmentFacts,
    cards: [{ id: "assessment.radar", place: "wide", order: 10, shown: () => may("result.read"), card: lazy(() => import("./home_radar")) }],
  },
};
