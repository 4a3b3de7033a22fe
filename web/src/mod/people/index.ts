import { lazy } from "react";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const people: Capability = {
  routes: [],
  records: { people: lazy(() => import("./address")) },
  told: { people: ["email_twice"] },
  navigation: {
    id: "people",
    to: "/trainings",
    icon: "person",
    label: () => msg("ui.nav.people"),
    shown: () => mayRead("trainings"),
  },
};
