// The pages of contracts and of what firms are asked, in the navigation under the entry that they share with suppliers.
import type { NavLink } from "../../app/nav";
import { registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";

export const contractLinks: NavLink[] = [
  { to: "/work-split", label: () => msg("split.title"), shown: () => mayRead("security-duties") },
  registerLink("security-duties"),
  registerLink("security-services"),
  registerLink("contracts"),
  { to: "/contract-grid", label: () => msg("contract.grid"), shown: () => mayRead("contract-points") },
  registerLink("contract-points"),
  registerLink("contract-checks"),
  registerLink("contract-findings"),
  registerLink("requirement-sets"),
  registerLink("requirement-points"),
];

export const askingLinks: NavLink[] = [
  { to: "/asking-lists", label: () => msg("asking.title"), shown: () => mayRead("supplier-asks") },
  registerLink("supplier-asks"),
  registerLink("ask-firms"),
  { to: "/joint-measures/overview", label: () => msg("joint.title"), shown: () => mayRead("joint-measures") },
  registerLink("joint-measures"),
  registerLink("joint-adoptions"),
  registerLink("supplier-attendances"),
  registerLink("mail-warnings"),
  registerLink("star-judgements"),
  registerLink("site-visits"),
];
