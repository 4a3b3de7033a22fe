import { registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { siteLinks, sitePaths } from "../site/links";

export const supplier: Capability = {
  routes: [],
  navigation: {
    id: "suppliers",
    to: "/suppliers",
    icon: "link",
    label: () => msg("ui.nav.suppliers"),
    shown: () => mayRead("suppliers"),
    under: [
      registerLink("suppliers"),
      registerLink("supplier-engagements"),
      registerLink("supplier-certificates"),
      registerLink("businesses"),
      ...siteLinks,
    ],
    also: sitePaths,
  },
};
