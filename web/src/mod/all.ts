// The capabilities of the UI, one line each. A special page of a capability comes before the
// generic pages of registers, which stand last: the first path that fits is taken.
import type { ComponentType, LazyExoticComponent } from "react";
import type { NavEntry } from "../app/nav";
import type { Route } from "../app/router";
import type { IconName } from "../ui/icon";
import { account } from "./account";
import { approval } from "./approval";
import { assessment } from "./assessment";
import { audit } from "./audit";
import { contact } from "./contact";
import { continuity } from "./continuity";
import { contract } from "./contract";
import { disclosure } from "./disclosure";
import { duty } from "./duty";
import { exercise } from "./exercise";
import { governance } from "./governance";
import { guestPages } from "./guest";
import { home } from "./home";
import type { HomePart } from "./home/parts";
import { incident } from "./incident";
import { inquiry } from "./inquiry";
import { intel } from "./intel";
import { joint } from "./joint";
import { kpi } from "./kpi";
import { loss } from "./loss";
import { manual } from "./manual";
import { maturity } from "./maturity";
import { measure } from "./measure";
import { notice } from "./notice";
import { pack } from "./pack";
import { people } from "./people";
import { register } from "./register";
import type { RecordCardProps } from "./register/record";
import { report } from "./report";
import { response } from "./response";
import { risk } from "./risk";
import { ruling } from "./ruling";
import { search } from "./search";
import { sessionPages } from "./session";
import { setting } from "./setting";
import { sharing } from "./sharing";
import { supplier } from "./supplier";
import { site } from "./site";
import { task } from "./task";
import { telling } from "./telling";
import { webhook } from "./webhook";

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
  records?: { [register: string]: LazyExoticComponent<ComponentType<RecordCardProps>> }; // cards on a record's page
  pages?: { [register: string]: LazyExoticComponent<ComponentType<RecordCardProps>> }; // the whole page of a record, in place of the usual one
  asked?: { [register: string]: string[] }; // transitions that such a card offers, together with what they need
  told?: { [register: string]: string[] }; // fields whose values such a card tells in words
  values?: { [register: string]: { [field: string]: LazyExoticComponent<ComponentType<{ value: string }>> } }; // how people read a field that holds a key
  decided?: { [register: string]: LazyExoticComponent<ComponentType<RecordCardProps>> }; // such a card that is also what a round decides on
}

// In the order of the navigation.
export const capabilities: Capability[] = [
  home,
  task,
  assessment,
  inquiry,
  risk,
  loss,
  measure,
  supplier,
  contract,
  joint,
  site,
  incident,
  exercise,
  response,
  contact,
  continuity,
  manual,
  pack,
  duty,
  ruling,
  telling,
  sharing,
  people,
  governance,
  intel,
  kpi,
  maturity,
  report,
  disclosure,
  setting,
  notice,
  webhook,
  approval,
  account,
  audit,
  guestPages,
  sessionPages,
  search,
  register,
];

export const routes: Route[] = capabilities.flatMap((c) => c.routes);
export const navigation: NavEntry[] = capabilities.flatMap((c) => (c.navigation ? [c.navigation] : []));

// What capabilities add to the page of a register's record.
export const cardsOf = (register: string) => capabilities.flatMap((c) => c.records?.[register] ?? []);

export const pageOf = (register: string) => capabilities.map((c) => c.pages?.[register]).find((p) => p !== undefined);

export const askedByCards = (register: string): string[] => capabilities.flatMap((c) => c.asked?.[register] ?? []);

export const toldByCards = (register: string): string[] => capabilities.flatMap((c) => c.told?.[register] ?? []);

export const valueOf = (register: string, field: string) => capabilities.map((c) => c.values?.[register]?.[field]).find((v) => v !== undefined);

// On the page of a round: what is decided on, where fields alone do not say it.
export const decidedCardsOf = (register: string) => capabilities.flatMap((c) => c.decided?.[register] ?? []);
