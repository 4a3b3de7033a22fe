import { lazy } from "react";
import { group, registerLink } from "../../app/nav_link";
import { route } from "../../app/router";
import { mayRead } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import type { Capability } from "../all";
import { askingLinks, contractLinks } from "../contract/links";
import { siteLinks, sitePaths } from "../site/links";

const PARTS = ["suppliers", "security-duties", "supplier-asks", "sites"];
const readsSuppliers = () => mayRead("suppliers");

export const supplier: Capability = {
  routes: [
    route("/suppliers-and-sites", () => import("./front")),
    route("/suppliers-and-sites/rules", () => import("./rules")),
    route("/suppliers-and-sites/duplicates", () => import("./duplicates")),
    route("/suppliers-and-sites/unplaced", () => import("./unplaced")),
    route("/suppliers-and-sites/declared", () => import("./declared")),
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
    "supplier-tickets": lazy(() => import("./ticket")),
    "supplier-seminars": lazy(() => import("./seminar")),
  },
  told: { suppliers: ["match_name"], "supplier-tickets": ["response"], "supplier-engagements": ["match_name"], "supplier-censuses": ["reminded_on"], "supplier-census-replies": ["return_reason"], "supplier-reviews": ["proposed_marks", "proposed_grade", "marks", "letter_subject", "letter"] },
  navigation: {
    id: "suppliers",
    to: "/suppliers-and-sites",
    icon: "link",
    label: () => msg("ui.nav.suppliers"),
    shown: () => PARTS.some(mayRead),
    under: [
      { to: "/suppliers-and-sites", label: () => msg("supplier.front"), shown: readsSuppliers },
      group(() => label("reg.suppliers"), [
        registerLink("suppliers"),
        registerLink("supplier-censuses"),
        registerLink("supplier-engagements"),
        registerLink("supplier-reviews"),
        registerLink("supplier-certificates"),
        registerLink("supplier-tickets"),
        registerLink("supplier-seminars"),
        registerLink("businesses"),
        registerLink("partners"),
        { to: "/suppliers-and-sites/rules", label: () => msg("supplier.rules"), shown: readsSuppliers },
      ]),
      group(() => label("reg.supplier-subcontracts"), [
        { to: "/suppliers-and-sites/chain", label: () => msg("supplier.chain"), shown: readsSuppliers },
        { to: "/suppliers-and-sites/concentration", label: () => msg("supplier.concentration"), shown: readsSuppliers },
        { to: "/suppliers-and-sites/business-chains", label: () => msg("supplier.followed"), shown: readsSuppliers },
        registerLink("supplier-subcontracts"),
        { to: "/suppliers-and-sites/declared", label: () => msg("supplier.declared"), shown: () => may("supplier.write") },
      ]),
      group(() => msg("ui.nav.contract"), contractLinks),
      group(() => msg("ui.nav.asking"), askingLinks),
      group(() => label("reg.sites"), siteLinks),
    ],
    also: [...sitePaths, "/supplier-census-replies", "/seminar-attendances"],
  },
};
