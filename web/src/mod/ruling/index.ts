import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

export const ruling: Capability = {
  routes: [route("/asked-decisions", () => import("./own"))],
  home: { cards: [{ id: "ruling.waiting", place: "side", order: -2, card: lazy(() => import("./waiting")) }] },
};
