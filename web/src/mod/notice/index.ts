import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

export const notice: Capability = {
  routes: [
    route("/account/notices", () => import("./notices")),
    route("/settings/mail", () => import("./mail")),
  ],
  home: { cards: [{ id: "notices", place: "side", order: 1, card: lazy(() => import("./home_card")) }] },
};
