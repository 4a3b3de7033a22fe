import { lazy } from "react";
import { group, registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { useRiskTasks } from "./home";

const readsRisks = () => mayRead("risks");

// Before the measures, and again after them.
const RATED = ["vulnerability", "likelihood", "importance", "likelihood_used", "importance_used", "value"];

export const risk: Capability = {
  routes: [
    route("/risk", () => import("./front")),
    route("/risk/threats", () => import("./known")),
    route("/risk/matrix", () => import("./matrix")),
    route("/risk/ranking", () => import("./views")),
    route("/risk/movement", () => import("./movement")),
    route("/risk/methods", () => import("./methods")),
    route("/risk/damage", () => import("./damage/damage")),
    route("/risk/defence", () => import("./defence/defence")),
    route("/risk/network", () => import("./network/network")),
  ],
  lists: [{ register: "threats", to: "/risk/threats", icon: "check", label: () => msg("risk.known") }],
  records: { risks: lazy(() => import("./worth")) },
  asked: { risks: ["ask"] },
  values: { risks: { accepted_method: lazy(() => import("./method_name")) } },
  told: { risks: [...RATED, ...RATED.map((key) => `residual_${key}`), "threat_level", "value_now", "band", "accepted_band", "accepted_method"] },
  home: { useTasks: useRiskTasks },
  navigation: {
    id: "risk",
    to: "/risk",
    icon: "shield",
    label: () => msg("ui.nav.risk"),
    shown: readsRisks,
    under: [
      { to: "/risk", label: () => msg("risk.overview"), shown: readsRisks },
      group(() => msg("ui.nav.risk.rating"), [
        registerLink("risks", () => msg("risk.register")),
        { to: "/risk/matrix", label: () => msg("risk.matrix"), shown: readsRisks },
        { to: "/risk/ranking", label: () => msg("risk.ranking"), shown: readsRisks },
        { to: "/risk/movement", label: () => msg("risk.movement"), shown: readsRisks },
        { to: "/risk/methods", label: () => msg("risk.methods"), shown: readsRisks },
      ]),
      group(() => msg("ui.nav.risk.ledgers"), [registerLink("systems"), registerLink("information-assets"), registerLink("threats")]),
      group(() => msg("defence.title"), [
        { to: "/risk/defence", label: () => msg("defence.title"), shown: () => mayRead("protections") },
        registerLink("protections"),
        { to: "/risk/network", label: () => msg("sketch.title"), shown: () => mayRead("network-segments") },
        registerLink("network-segments"),
        registerLink("network-connections"),
      ]),
      { to: "/risk/damage", label: () => msg("damage.title.short"), shown: () => mayRead("damage-scenarios") },
      { to: "/loss", label: () => msg("loss.title"), shown: () => mayRead("loss-scenarios") },
    ],
    also: ["/loss-scenarios", "/loss-runs", "/loss-causes", "/loss-limits", "/insurance-policies", "/damage-scenarios", "/attack-trees", "/attack-steps", "/attack-defences"],
  },
};
