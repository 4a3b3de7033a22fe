import { route } from "../../app/router";
import type { Capability } from "../all";

// Its entry in the navigation stands with the incidents'.
export const pack: Capability = { routes: [route("/offline-pack", () => import("./page"))] };
