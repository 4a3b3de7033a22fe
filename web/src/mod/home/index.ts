import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const home: Capability = {
  routes: [route("/", () => import("./home"))],
  navigation: { id: "home", to: "/", icon: "home", label: () => msg("ui.nav.home"), also: ["/approvals", "/absences"] },
};
