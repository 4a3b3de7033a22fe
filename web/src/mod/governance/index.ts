import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { useGovernanceFacts, useStart } from "./start";

export const governance: Capability = {
  routes: [
    route("/units/add", () => import("./add_units")),
    route("/units/new", () => import("./unit_form")),
    route("/units/:id/edit", () => import("./unit_form")),
  ],
  lists: [{ register: "units", to: "/units/add?from=list", icon: "units", label: () => msg("governance.add") }],
  home: { useStart, useFacts: useGovernanceFacts },
  navigation: {
    id: "governance",
    to: "/units",
    icon: "units",
    label: () => msg("ui.nav.governance"),
    shown: () => mayRead("units") || mayRead("people"),
    under: [
      registerLink("units"),
      registerLink("people"),
      registerLink("role-assignments"),
      registerLink("policies"),
      registerLink("obligations"),
      registerLink("meetings"),
      registerLink("audit-findings"),
    ],
  },
};
