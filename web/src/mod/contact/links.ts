import { group, registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";

const reads = () => mayRead("contacts");

export const contactLinks = [
  group(() => label("reg.contacts"), [
    { to: "/contact-lists/sheet", label: () => msg("contact.ui.sheet"), shown: reads },
    registerLink("contacts"),
    registerLink("contact-lists"),
    registerLink("contact-rounds"),
    { to: "/contact-lists/settings", label: () => msg("contact.ui.settings"), shown: reads },
    { to: "/own-contacts", label: () => msg("contact.ui.own"), shown: () => true },
  ]),
];
