// The link of a register's list in the navigation.
import { mayRead } from "../kernel/describe";
import { label } from "../kernel/i18n";
import type { NavLink } from "./nav";

export function registerLink(name: string): NavLink {
  return { to: `/${name}`, label: () => label(`reg.${name}`), shown: () => mayRead(name) };
}
