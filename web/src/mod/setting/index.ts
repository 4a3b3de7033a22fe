import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { may, mayAny } from "../../kernel/session";
import type { Capability } from "../all";

export const setting: Capability = {
  routes: [
    route("/settings", () => import("./settings")),
    route("/settings/sign-in", () => import("./sign_in")),
    route("/settings/sso", () => import("./sso")),
    route("/settings/provisioning", () => import("./provisioning")),
    route("/settings/sign-ins", () => import("./sign_ins")),
  ],
  navigation: {
    id: "setting",
    to: "/settings",
    icon: "settings",
    label: () => msg("ui.nav.settings"),
    shown: () => mayAny(["account.read", "audit.read", "approval.route"]),
    under: [
      { to: "/settings", label: () => msg("ui.settings.all") },
      { to: "/accounts", label: () => msg("ui.accounts"), shown: () => may("account.read") },
      { to: "/approval-routes", label: () => msg("approval.routes"), shown: () => may("approval.route") },
      { to: "/audit", label: () => msg("ui.audit"), shown: () => may("audit.read") },
    ],
  },
};
