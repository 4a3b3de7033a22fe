import { msg } from "../../kernel/i18n";
import { mayAny } from "../../kernel/session";
import type { Capability } from "../all";

export const setting: Capability = {
  routes: [],
  navigation: {
    id: "setting",
    to: "/settings",
    icon: "settings",
    label: () => msg("ui.nav.settings"),
    shown: () => mayAny(["account.read", "audit.read"]),
  },
};
