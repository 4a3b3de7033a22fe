import { route } from "../../app/router";
import type { Capability } from "../all";

export const search: Capability = {
  routes: [route("/search", () => import("./search"))],
};
