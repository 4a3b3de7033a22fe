import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand with the incidents'.
export const continuity: Capability = {
  routes: [route("/continuity", () => import("./front")), route("/continuity/backups", () => import("./backups"))],
};
