import { route } from "../../app/router";
import type { Capability } from "../all";

export const webhook: Capability = {
  routes: [
    route("/settings/webhooks", () => import("./list")),
    route("/settings/webhooks/new", () => import("./edit")),
    route("/settings/webhooks/:id", () => import("./webhook")),
    route("/settings/webhooks/:id/edit", () => import("./edit")),
  ],
};
