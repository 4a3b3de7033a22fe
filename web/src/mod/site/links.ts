// The pages of sites in the navigation, under the entry that they share with suppliers.
import type { NavLink } from "../../app/nav";
import { registerLink } from "../../app/nav_link";

export const siteLinks: NavLink[] = [registerLink("sites"), registerLink("site-check-lists"), registerLink("site-check-items")];
export const sitePaths = ["/site-check-texts"];
