import { registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";

export const tellingLinks = [
  registerLink("telling-templates"),
  { to: "/telling-templates/settings", label: () => msg("telling.ui.rule"), shown: () => mayRead("telling-templates") },
  registerLink("publication-decisions"),
  registerLink("rumours"),
  registerLink("sharing-points"),
  registerLink("sharing-stances"),
];
