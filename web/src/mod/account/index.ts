import { route } from "../../app/router";
import type { Capability } from "../all";

export const account: Capability = {
  routes: [
    route("/accounts", () => import("./list")),
    route("/accounts/new", () => import("./new")),
    route("/accounts/:id", () => import("./account")),
  ],
};
