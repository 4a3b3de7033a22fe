// Its entries in the navigation stand with the incidents'.
import { group, registerLink } from "../../app/nav_link";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";

const reads = () => mayRead("threat-responses");

export const responseLinks = [
  group(() => msg("response.nav"), [
    { to: "/threat-table", label: () => msg("response.table"), shown: reads },
    { to: "/threat-table/cards", label: () => msg("response.cards"), shown: reads },
    registerLink("threat-responses"),
    { to: "/analysis-table", label: () => msg("plan.page"), shown: () => mayRead("analysis-plans") },
    registerLink("analysis-plans"),
  ]),
  group(() => msg("decision.title"), [{ to: "/decision-matrix", label: () => msg("decision.title"), shown: () => mayRead("response-decisions") }, registerLink("response-decisions", () => msg("decision.list"))]),
];
