import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const measure: Capability = {
  routes: [],
  navigation: {
    id: "measure",
    to: "/measures",
    icon: "measures",
    label: () => msg("ui.nav.measures"),
    shown: () => mayRead("measures"),
  },
};
