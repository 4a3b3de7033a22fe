import { lazy } from "react";
import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";

export const contract: Capability = {
  routes: [
    route("/work-split", () => import("./split")),
    route("/contracts/:id/annex", () => import("./annex")),
  ],
  records: { contracts: lazy(() => import("./card")) },
  navigation: {
    id: "contract",
    to: "/work-split",
    icon: "clip",
    label: () => msg("ui.nav.contract"),
    shown: () => mayRead("security-duties"),
    under: [
      { to: "/work-split", label: () => msg("split.title") },
      registerLink("security-duties"),
      registerLink("security-services"),
      registerLink("contracts"),
      registerLink("contract-points"),
      registerLink("contract-checks"),
      registerLink("contract-findings"),
      registerLink("requirement-sets"),
      registerLink("requirement-points"),
    ],
  },
};

// What firms are asked besides a contract, in an entry of its own.
export const asking: Capability = {
  routes: [route("/asking-lists", () => import("./asking"))],
  navigation: {
    id: "asking",
    to: "/asking-lists",
    icon: "comment",
    label: () => msg("ui.nav.asking"),
    shown: () => mayRead("supplier-asks"),
    under: [
      { to: "/asking-lists", label: () => msg("asking.title") },
      registerLink("supplier-asks"),
      registerLink("ask-firms"),
      registerLink("star-judgements"),
      registerLink("site-visits"),
    ],
  },
};
