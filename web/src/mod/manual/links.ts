import { registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";

export const manualLinks = [
  { to: "/csirt-manual", label: () => msg("manual.ui.title"), shown: () => mayRead("manual-pages") },
  registerLink("manual-pages"),
  registerLink("manual-feedbacks"),
];
