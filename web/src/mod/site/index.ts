import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand with the suppliers'.
export const site: Capability = {
  routes: [
    route("/sites/overview", () => import("./overview")),
    route("/sites/settings", () => import("./settings")),
    route("/site-duties/table", () => import("./duties")),
  ],
  records: {
    sites: lazy(() => import("./card")),
    "site-audits": lazy(() => import("./audit")),
    meetings: lazy(() => import("./meeting")),
  },
};
