import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";
import { useAskedExercises } from "./own_query";

// Its entries in the navigation stand with the incidents'.
export const exercise: Capability = {
  routes: [route("/own-exercises", () => import("./own_list")), route("/own-exercises/:id", () => import("./own"))],
  records: { exercises: lazy(() => import("./board")) },
  home: {
    useAsks: () => useAskedExercises().length > 0,
    cards: [{ id: "exercise.own", place: "side", order: 3, card: lazy(() => import("./home")) }],
  },
};
