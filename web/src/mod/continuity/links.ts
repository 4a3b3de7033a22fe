import { group, registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";

const sees = () => may("continuity.picture");

export const continuityLinks = [
  group(() => msg("continuity.ui.nav"), [
    { to: "/continuity", label: () => msg("continuity.ui.title"), shown: sees },
    { to: "/continuity/backups", label: () => msg("continuity.ui.backups"), shown: sees },
    { to: "/offline-pack", label: () => msg("pack.ui.title"), shown: () => mayRead("threat-responses") },
    registerLink("business-needs"),
    registerLink("recovery-procedures"),
    registerLink("backups"),
  ]),
];
