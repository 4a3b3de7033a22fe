import { route } from "../../app/router";
import type { Capability } from "../all";
import { useAccountFacts, useStart } from "./start";

export const account: Capability = {
  home: { useStart, useFacts: useAccountFacts },
  routes: [
    route("/accounts", () => import("./list")),
    route("/accounts/new", () => import("./new")),
    route("/accounts/:id", () => import("./account")),
  ],
};
