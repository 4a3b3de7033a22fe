import { route } from "../../app/router";
import type { Capability } from "../all";

export const register: Capability = {
  routes: [route("/:register", () => import("./list"))],
};
