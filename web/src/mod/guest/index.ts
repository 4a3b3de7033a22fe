import { route } from "../../app/router";
import type { Capability } from "../all";

export const guestPages: Capability = { routes: [route("/answer", () => import("./page"), { public: true })] };
