import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const contract: Capability = {
  routes: [route("/work-split", () => import("./split"))],
  navigation: {
    id: "contract",
    to: "/work-split",
    icon: "clip",
    label: () => msg("ui.nav.contract"),
    shown: () => mayRead("security-duties"),
    under: [{ to: "/work-split", label: () => msg("split.title") }, registerLink("security-duties"), registerLink("security-services")],
  },
};
