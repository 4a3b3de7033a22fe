// The capabilities of the UI, one line each. A special page of a capability comes before the
// generic pages of registers, which stand last: the first path that fits is taken.
import type { NavEntry } from "../app/nav";
import type { Route } from "../app/router";
import type { IconName } from "../ui/icon";
import { account } from "./account";
import { approval } from "./approval";
import { assessment } from "./assessment";
import { audit } from "./audit";
import { governance } from "./governance";
import { home } from "./home";
import type { HomePart } from "./home/parts";
import { incident } from "./incident";
import { measure } from "./measure";
import { notice } from "./notice";
import { people } from "./people";
import { register } from "./register";
import { report } from "./report";
import { risk } from "./risk";
import { search } from "./search";
import { sessionPages } from "./session";
import { setting } from "./setting";

// A way to make records other than the form, offered at the head of a register's list.
export interface ListLink {
  register: string;
  to: string;
  icon: IconName;
  label: () => string;
}

export interface Capability {
  routes: Route[];
  navigation?: NavEntry;
  lists?: ListLink[];
  home?: HomePart; // what it brings to the first page
}

// In the order of the navigation.
export const capabilities: Capability[] = [
  home,
  assessment,
  risk,
  measure,
  incident,
  people,
  governance,
  report,
  setting,
  notice,
  approval,
  account,
  audit,
  sessionPages,
  search,
  register,
];

export const routes: Route[] = capabilities.flatMap((c) => c.routes);
export const navigation: NavEntry[] = capabilities.flatMap((c) => (c.navigation ? [c.navigation] : []));
