import { route } from "../../app/router";
import type { Capability } from "../all";

export const audit: Capability = {
  routes: [route("/audit", () => import("./audit"))],
};
