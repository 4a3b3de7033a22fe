import { lazy } from "react";
import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";

// Its entries in the navigation stand with the incidents'.
export const telling: Capability = {
  routes: [
    route("/confirm-telling", () => import("./confirm"), { public: true }),
    route("/telling-templates/starter", () => import("./starter")),
    route("/telling-templates/settings", () => import("./settings")),
    route("/incidents/:id/tellings/:no", () => import("./page")),
  ],
  home: {
    cards: [{ id: "telling.waiting", place: "side", order: -2, shown: () => may("case_telling.read"), card: lazy(() => import("./waiting")) }],
  },
  lists: [{ register: "telling-templates", to: "/telling-templates/starter", icon: "plus", label: () => msg("telling.ui.starter") }],
};
