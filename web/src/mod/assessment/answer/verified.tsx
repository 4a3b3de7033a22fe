// What the records here say about a level claimed: how far they support it, what is missing, and
// where it is put right.
import { useMemo } from "react";
import { Link } from "../../../app/router";
import { mayRead } from "../../../kernel/describe";
import { date } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { Icon } from "../../../ui/icon";
import { Note } from "../../../ui/note";
import { Badge } from "../../../ui/state";
import { type RuleResult, type VerifiedItem, type Verified, words } from "../model";

// By item; empty where no rules speak about the sheet. While answers change the claim is the one on
// the page: the rules tell what each level would need.
export function useVerified(response: string): { items: Map<string, VerifiedItem>; frozenOn: string | null } {
  const { data } = useQuery<Verified>(`/responses/${response}/evidence`);
  const items = useMemo(() => new Map(data?.evidence?.items.map((i) => [i.item, i])), [data]);
  return { items, frozenOn: data?.frozen ? (data.evidence?.judged_on ?? null) : null };
}

export function failedRules(verified: VerifiedItem | undefined, level: unknown): RuleResult[] {
  if (!verified || typeof level !== "number") return [];
  return verified.rules.filter((r) => !r.holds && r.level <= level);
}

export function UnsupportedBadge() {
  return (
    <Badge tone="warn" icon="alert">
      {msg("assessment.unsupported")}
    </Badge>
  );
}

// What is missing, rule by rule, with the way to the register.
export function Missing({ rules }: { rules: RuleResult[] }) {
  // Where nothing is on file yet, that is said once a register.
  const none = (r: RuleResult) => r.share && r.of === 0;
  const said = rules.filter((r, i) => !none(r) || rules.findIndex((x) => none(x) && x.register === r.register) === i);
  return (
    <ul className="missing">
      {said.map((r) => (
        <li key={r.rule}>
          {none(r) ? msg("assessment.unsupported.nothing", { register: label(`reg.${r.register}`) }) : words(r.missing)}{" "}
          {r.share && r.of > 0 && <span className="muted nowrap">{msg("assessment.unsupported.count", { n: r.met, of: r.of })}</span>}{" "}
          {mayRead(r.register) && (
            <Link className="nowrap" to={`/${r.register}`}>
              {msg("assessment.unsupported.where", { register: label(`reg.${r.register}`) })}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

export function VerifiedNote({ verified, level, live = false }: { verified?: VerifiedItem; level: unknown; live?: boolean }) {
  if (!verified || typeof level !== "number") return null;
  const failed = failedRules(verified, level);
  const asked = verified.rules.some((r) => r.level <= level);
  if (failed.length > 0)
    return (
      <Note tone="warn" title={msg("assessment.unsupported.title", { level })}>
        <Missing rules={failed} />
        <p className="small muted">
          {verified.supported === null ? msg("assessment.unsupported.none") : msg("assessment.unsupported.upto", { level: verified.supported })}
          <br />
          {msg("assessment.unsupported.meaning")} {live && msg("assessment.unsupported.live")}
        </p>
      </Note>
    );
  if (!asked || verified.supported === null) return null;
  return (
    <p className="small verified">
      <Icon name="check_circle" size={14} /> {msg("assessment.verified.ok", { level: verified.supported })}
    </p>
  );
}

export function JudgedOn({ on }: { on: string | null }) {
  return on === null ? null : <span className="muted small">{msg("assessment.verified.frozen", { date: date(on) })}</span>;
}
