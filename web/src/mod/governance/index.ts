import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { useStart } from "./start";

export const governance: Capability = {
  routes: [route("/units/add", () => import("./add_units"))],
  home: { useStart },
  navigation: {
    id: "governance",
    to: "/units",
    icon: "units",
    label: () => msg("ui.nav.governance"),
    shown: () => mayRead("units") || mayRead("people"),
    under: [
      { to: "/units", label: () => label("reg.units"), shown: () => mayRead("units") },
      { to: "/people", label: () => label("reg.people"), shown: () => mayRead("people") },
    ],
  },
};
