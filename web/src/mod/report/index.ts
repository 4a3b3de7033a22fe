import { lazy } from "react";
import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";
import { useReportFacts } from "./facts";
import { useReportStart, useReportTasks } from "./home";

export const report: Capability = {
  routes: [
    route("/report-issues", () => import("./list")),
    route("/report-issues/new", () => import("./new")),
    route("/report-issues/:id", () => import("./issue")),
    route("/report-types", () => import("./types")),
    route("/report-types/new", () => import("./type")),
    route("/report-types/:id", () => import("./type")),
  ],
  navigation: {
    id: "report",
    to: "/report-issues",
    icon: "report",
    label: () => msg("ui.nav.reports"),
    shown: () => may("report.read"),
    under: [{ to: "/report-issues", label: () => msg("report.ui.issues"), shown: () => may("report.read") }, { to: "/report-types", label: () => msg("report.types"), shown: () => may("report.read") }, registerLink("report-decisions"), registerLink("report-schedules"), { to: "/disclosure", label: () => msg("disclosure.title"), shown: () => may("disclosure.read") }, { to: "/scorecard", label: () => msg("kpi.title"), shown: () => may("indicator.read") }, { to: "/scorecard/map", label: () => msg("kpi.map"), shown: () => may("indicator.read") }, registerLink("indicators"), { to: "/maturity", label: () => msg("maturity.title"), shown: () => may("component.read") }, registerLink("customer-requests")],
    also: ["/disclosure-points", "/disclosure-exceptions", "/disclosure-publications", "/indicator-values", "/indicator-causes", "/components", "/component-scorings"],
  },
  records: { "report-schedules": lazy(() => import("./schedule")) },
  told: { "report-schedules": ["cycle", "month", "rule", "day", "covers", "next_on", "words_days", "remind_before", "remind_every", "meeting_days"] },
  home: { useTasks: useReportTasks, useStart: useReportStart, useFacts: useReportFacts },
};
