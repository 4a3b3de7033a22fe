// The pages of sites in the navigation, under the entry that they share with suppliers.
import type { NavLink } from "../../app/nav";
import { registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";

const reads = () => mayRead("sites");

export const siteLinks: NavLink[] = [
  { to: "/sites/overview", label: () => msg("site.ui.title"), shown: reads },
  registerLink("sites"),
  registerLink("site-check-lists"),
  registerLink("site-check-items"),
  registerLink("site-audits"),
  registerLink("site-minutes"),
  registerLink("site-follow-ups"),
  { to: "/site-duties/table", label: () => msg("site.ui.duties"), shown: reads },
  { to: "/sites/settings", label: () => msg("site.ui.settings"), shown: reads },
];
export const sitePaths = ["/site-check-texts", "/site-audit-answers", "/site-attendances", "/site-duties"];
