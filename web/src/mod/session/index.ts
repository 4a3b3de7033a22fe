import { route } from "../../app/router";
import type { Capability } from "../all";

export const sessionPages: Capability = {
  routes: [
    route("/setup", () => import("./setup"), { public: true }),
    route("/sign-in", () => import("./sign_in"), { public: true }),
    route("/account", () => import("./account")),
  ],
};
