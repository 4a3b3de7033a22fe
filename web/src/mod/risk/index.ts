import { registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const risk: Capability = {
  routes: [],
  navigation: {
    id: "risk",
    to: "/systems",
    icon: "shield",
    label: () => msg("ui.nav.risk"),
    shown: () => mayRead("systems"),
    under: [
      registerLink("systems"),
      registerLink("information-assets"),
      registerLink("network-segments"),
      registerLink("network-connections"),
      { to: "/loss", label: () => msg("loss.title"), shown: () => mayRead("loss-scenarios") },
    ],
    also: ["/loss-scenarios", "/loss-runs", "/loss-causes", "/loss-limits", "/insurance-policies", "/damage-scenarios", "/attack-trees", "/attack-steps", "/attack-defences", "/protections"],
  },
};
