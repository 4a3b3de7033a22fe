import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand with what suppliers are asked.
export const joint: Capability = {
  routes: [route("/joint-measures/overview", () => import("./overview"))],
  records: { meetings: lazy(() => import("./meeting")), "mail-warnings": lazy(() => import("./warning")) },
};
