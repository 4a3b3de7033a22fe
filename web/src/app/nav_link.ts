// The link of a register's list in the navigation, and a group of links.
import { mayRead } from "../kernel/describe";
import { label } from "../kernel/i18n";
import type { NavLink, NavPage } from "./nav";

export function registerLink(name: string, say?: () => string): NavLink {
  return { to: `/${name}`, label: say ?? (() => label(`reg.${name}`)), shown: () => mayRead(name) };
}

export const group = (name: () => string, under: NavLink[]): NavPage => ({ to: under[0]?.to ?? "/", label: name, under });
