import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entries in the navigation stand with the incidents'.
export const contact: Capability = {
  routes: [
    route("/confirm-contact", () => import("./confirm"), { public: true }),
    route("/contact-lists/sheet", () => import("./sheet")),
    route("/contact-lists/settings", () => import("./settings")),
    route("/own-contacts", () => import("./own")),
  ],
  home: { cards: [{ id: "contact.stale", place: "side", order: 3, card: lazy(() => import("./stale")) }] },
  records: { "contact-rounds": lazy(() => import("./round")) },
};
