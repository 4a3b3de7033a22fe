import type { Capability } from "../all";

// Its entries in the navigation stand with the suppliers'.
export const site: Capability = {
  routes: [],
};
