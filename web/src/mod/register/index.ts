import { route } from "../../app/router";
import type { Capability } from "../all";

// The generic pages of every register. A capability that wants a page of its own for one of its
// registers names the path; it stands before these.
export const register: Capability = {
  routes: [
    route("/:register", () => import("./list")),
    route("/:register/new", () => import("./edit")),
    route("/:register/import", () => import("./import")),
    route("/:register/import/:import", () => import("./import")),
    route("/:register/bulk", () => import("./bulk")),
    route("/:register/bulk/:bulk", () => import("./bulk")),
    route("/:register/:id", () => import("./record")),
    route("/:register/:id/edit", () => import("./edit")),
  ],
};
