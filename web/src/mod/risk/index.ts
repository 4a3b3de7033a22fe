import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const risk: Capability = {
  routes: [route("/risk/damage", () => import("./damage/damage"))],
  navigation: {
    id: "risk",
    to: "/systems",
    icon: "shield",
    label: () => msg("ui.nav.risk"),
    shown: () => mayRead("systems"),
    under: [
      registerLink("systems"),
      { to: "/risk/damage", label: () => msg("damage.title.short"), shown: () => mayRead("damage-scenarios") },
      registerLink("protections"),
      registerLink("information-assets"),
      registerLink("network-segments"),
      registerLink("network-connections"),
      { to: "/loss", label: () => msg("loss.title"), shown: () => mayRead("loss-scenarios") },
    ],
    also: ["/loss-scenarios", "/loss-runs", "/loss-causes", "/loss-limits", "/insurance-policies", "/damage-scenarios", "/attack-trees", "/attack-steps", "/attack-defences"],
  },
};
