import { registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const incident: Capability = {
  routes: [],
  navigation: {
    id: "incident",
    to: "/exercises",
    icon: "alert",
    label: () => msg("ui.nav.incident"),
    shown: () => mayRead("exercises"),
    under: [registerLink("exercises"), registerLink("contacts")],
  },
};
