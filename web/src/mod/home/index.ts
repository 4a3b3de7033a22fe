import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";

export const home: Capability = {
  routes: [route("/", () => import("./home"))],
  navigation: {
    id: "home",
    to: "/",
    icon: "home",
    label: () => msg("ui.nav.home"),
    under: [
      { to: "/", label: () => msg("ui.nav.home") },
      { to: "/tasks/mine", label: () => msg("task.mine"), shown: () => mayRead("tasks") },
      { to: "/tasks", label: () => msg("task.all"), shown: () => mayRead("tasks") },
      { to: "/tasks/load", label: () => msg("task.load"), shown: () => may("task.load") },
    ],
    also: ["/approvals", "/absences"],
  },
};
