import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";
import { useOwnRulings } from "./own_query";

export const ruling: Capability = {
  routes: [route("/asked-decisions", () => import("./own"))],
  home: { useAsks: () => useOwnRulings().length > 0, cards: [{ id: "ruling.waiting", place: "side", order: -2, card: lazy(() => import("./waiting")) }] },
};
