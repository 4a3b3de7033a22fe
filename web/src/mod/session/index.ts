import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

export const sessionPages: Capability = {
  routes: [
    route("/setup", () => import("./setup"), { public: true }),
    route("/sign-in", () => import("./sign_in"), { public: true }),
    route("/sign-in/oidc", () => import("./sso_return"), { public: true }),
    route("/forgot", () => import("./forgot"), { public: true }),
    route("/reset", () => import("./reset"), { public: true }),
    route("/account", () => import("./account")),
  ],
  home: {
    cards: [
      { id: "odd", place: "side", order: 0, card: lazy(() => import("./sign_ins")) },
      { id: "own-mail", place: "side", order: 0, card: lazy(() => import("./mail")) },
    ],
  },
};
