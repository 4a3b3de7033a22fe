import type { Capability } from "../all";

export const sessionPages: Capability = { routes: [] };
