// What an annex says, from a contract and its points: pure, so that the page and the Markdown say the same.
import type { Contract, ContractPoint } from "../../gen/api";
import type { Language, Params } from "../../kernel/i18n";

type Say = (id: string, params?: Params) => string;

export interface AnnexPoint {
  id: string;
  title: string;
  demand: string;
  state: string;
  plan: string | null;
}

export interface Annex {
  title: string;
  about: string;
  clauses: string[];
  phases: { name: string; points: AnnexPoint[] }[];
}

const PHASES: ContractPoint["phase"][] = ["development", "normal", "emergency"];

// Only what both have agreed on binds, and only a plan that was approved is part of it.
const stateOf = (p: ContractPoint, say: Say): string => say(p.state === "sla" ? "annex.sla" : p.state === "target" ? "annex.target" : "annex.open");
const isAgreed = (p: ContractPoint): boolean => p.state === "sla" || p.state === "target";

function pointOf(p: ContractPoint, lang: Language, say: Say): AnnexPoint {
  const other = lang === "en";
  const level = say(`enum.requirement_level.${p.level}`);
  return {
    id: p.id,
    title: (other && p.title_en) || p.title,
    demand: (other && p.demand_en) || p.demand,
    state: [level, stateOf(p, say)].join(say("ui.list.comma")),
    plan: isAgreed(p) && p.plan ? say("annex.plan", { text: p.plan }) : null,
  };
}

export function annexOf(contract: Contract, points: ContractPoint[], lang: Language, say: Say): Annex {
  const clauses = [say("annex.first"), contract.audit_cooperation && say("annex.audit"), contract.last_tier && say("annex.tiers")];
  return {
    title: say("annex.title"),
    about: say("annex.text", { contract: contract.title, supplier: contract.supplier.title ?? "" }),
    clauses: clauses.filter((c): c is string => Boolean(c)),
    phases: PHASES.map((phase) => ({
      name: say(`enum.requirement_phase.${phase}`),
      points: points.filter((p) => p.phase === phase).map((p) => pointOf(p, lang, say)),
    })).filter((p) => p.points.length > 0),
  };
}

// Marks that people wrote are no marks of Markdown, nor of HTML in it.
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&").replace(/\s*\n\s*/g, " ");

export function markdownOf(annex: Annex): string {
  const lines = [`# ${plain(annex.title)}`, "", plain(annex.about), "", ...annex.clauses.flatMap((c) => [plain(c), ""])];
  for (const phase of annex.phases) {
    lines.push(`## ${plain(phase.name)}`, "");
    phase.points.forEach((p, i) => {
      lines.push(`${i + 1}. **${plain(p.title)}**  `, `   ${plain(p.demand)}  `, `   ${plain(p.state)}${p.plan ? "  " : ""}`);
      if (p.plan) lines.push(`   ${plain(p.plan)}`);
    });
    lines.push("");
  }
  return lines.join("\n");
}
