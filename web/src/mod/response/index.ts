import { route } from "../../app/router";
import type { Capability } from "../all";

export const response: Capability = {
  routes: [
    route("/cards", () => import("./open"), { public: true }),
    route("/threat-table", () => import("./table")),
    route("/threat-table/cards", () => import("./cards")),
    route("/decision-matrix", () => import("./decision")),
    route("/analysis-table", () => import("./plans")),
  ],
};
