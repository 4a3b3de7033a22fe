import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand with the incidents'.
export const exercise: Capability = {
  routes: [route("/own-exercises", () => import("./own_list")), route("/own-exercises/:id", () => import("./own"))],
  records: { exercises: lazy(() => import("./board")) },
  home: {
    cards: [{ id: "exercise.own", place: "side", order: 3, card: lazy(() => import("./home")) }],
  },
};
