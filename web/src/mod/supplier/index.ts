import { lazy } from "react";
import { registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { siteLinks, sitePaths } from "../site/links";

const readsSuppliers = () => mayRead("suppliers");

export const supplier: Capability = {
  routes: [
    route("/suppliers-and-sites", () => import("./front")),
    route("/suppliers-and-sites/rules", () => import("./rules")),
    route("/suppliers-and-sites/duplicates", () => import("./duplicates")),
    route("/suppliers-and-sites/unplaced", () => import("./unplaced")),
    route("/suppliers-and-sites/chain", () => import("./chain")),
    route("/suppliers-and-sites/chain/:id", () => import("./around")),
    route("/suppliers-and-sites/concentration", () => import("./concentration")),
    route("/suppliers-and-sites/business-chains", () => import("./business_chain")),
  ],
  lists: [{ register: "suppliers", to: "/suppliers-and-sites/duplicates", icon: "copy", label: () => msg("supplier.same") }],
  records: {
    suppliers: lazy(() => import("./card")),
    "supplier-censuses": lazy(() => import("./census")),
    "supplier-census-replies": lazy(() => import("./census_reply")),
    "supplier-reviews": lazy(() => import("./review")),
  },
  told: { suppliers: ["match_name"], "supplier-engagements": ["match_name"], "supplier-censuses": ["reminded_on"], "supplier-census-replies": ["return_reason"], "supplier-reviews": ["proposed_marks", "proposed_grade", "marks", "letter_subject", "letter"] },
  navigation: {
    id: "suppliers",
    to: "/suppliers-and-sites",
    icon: "link",
    label: () => msg("ui.nav.suppliers"),
    shown: readsSuppliers,
    under: [
      { to: "/suppliers-and-sites", label: () => msg("supplier.front"), shown: readsSuppliers },
      registerLink("suppliers"),
      registerLink("supplier-censuses"),
      registerLink("supplier-engagements"),
      registerLink("supplier-subcontracts"),
      { to: "/suppliers-and-sites/chain", label: () => msg("supplier.chain"), shown: readsSuppliers },
      { to: "/suppliers-and-sites/concentration", label: () => msg("supplier.concentration"), shown: readsSuppliers },
      { to: "/suppliers-and-sites/business-chains", label: () => msg("supplier.followed"), shown: readsSuppliers },
      registerLink("supplier-reviews"),
      registerLink("supplier-certificates"),
      registerLink("businesses"),
      ...siteLinks,
      { to: "/suppliers-and-sites/rules", label: () => msg("supplier.rules"), shown: readsSuppliers },
    ],
    also: [...sitePaths, "/supplier-census-replies"],
  },
};
