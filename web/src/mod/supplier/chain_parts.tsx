// What the pages on the chain of suppliers have in common: finding a firm, and how a firm is told.
import { useCallback } from "react";
import { Link, navigate } from "../../app/router";
import type { ChainFirm, Supplier } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { date, number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { LinkButton } from "../../ui/button";
import { ComboField } from "../../ui/combo_field";
import { Note } from "../../ui/note";
import { Badge, type Tone } from "../../ui/state";
import type { Column } from "../../ui/table";

export const CHAIN = "/suppliers-and-sites/chain";
export const around = (id: string): string => `${CHAIN}/${id}`;

const FOUND = 30;

export function FindFirm() {
  const find = useCallback(async (text: string, signal: AbortSignal) => {
    const { data } = await api.get<ListPage<Supplier>>("/suppliers", { query: { q: text, limit: FOUND }, signal });
    return data.items.map((s) => ({ id: s.id, label: s.name, hint: s.number ?? undefined }));
  }, []);
  return (
    <div className="chain-find no-print">
      <ComboField label={msg("supplier.chain.find")} placeholder={msg("supplier.chain.find.hint")} find={find} value={null} onChange={(o) => o && void navigate(around(o.id))} />
    </div>
  );
}

export const KNOWN_TONES: Record<ChainFirm["known"], Tone> = { declared: "ok", assured: "info", none: "neutral", missing: "warn" };

export function Known({ firm }: { firm: ChainFirm }) {
  return (
    <span className="stack tight">
      <span>
        <Badge tone={KNOWN_TONES[firm.known]}>{optionLabel("supplier_chain_below", firm.known)}</Badge>
      </span>
      {firm.unknown > 0 && <span className="muted small">{msg("supplier.chain.unknown", { n: number(firm.unknown) })}</span>}
      {firm.assured_reason && <span className="muted small">{firm.assured_reason}</span>}
    </span>
  );
}

export const tierText = (tier: number | null | undefined): string => (tier ? msg("supplier.chain.tier_no", { n: number(tier) }) : msg("supplier.chain.no_tier"));

export const names = (list: readonly string[]): string => list.join(msg("ui.list.comma"));

export const riskText = (risk: string | null | undefined): string => (risk ? optionLabel("supplier_risk", risk) : msg("supplier.front.unknown"));

// When measures were checked last and how they were found.
export function lastAnswer(firm: ChainFirm): string {
  if (!firm.surveyed_on) return msg("supplier.chain.never");
  return [date(firm.surveyed_on, "short"), firm.grade && optionLabel("supplier_grade", firm.grade), firm.concern && optionLabel("supplier_concern", firm.concern)].filter(Boolean).join(msg("ui.list.comma"));
}

export const nameColumn = (): Column<ChainFirm> => ({
  id: "name",
  label: msg("supplier.chain.firm"),
  main: true,
  className: "chain-name",
  cell: (f) => <Link to={around(f.id)}>{f.name}</Link>,
});

export const firmColumns = (): Column<ChainFirm>[] => [
  { id: "tier", label: msg("supplier.chain.tier"), align: "num", aside: true, className: "nowrap", cell: (f) => tierText(f.tier) },
  { id: "known", label: msg("supplier.chain.known"), cell: (f) => <Known firm={f} /> },
  { id: "risk", label: msg("reg.supplier.risk"), className: "nowrap", cell: (f) => riskText(f.risk) },
];

export function Incomplete({ complete }: { complete: boolean | undefined }) {
  return complete === false ? <Note title={msg("supplier.chain.incomplete")} /> : null;
}

export function ChainLinks({ but }: { but: "tree" | "concentration" | "business" }) {
  return (
    <>
      {but !== "tree" && <LinkButton to={CHAIN}>{msg("supplier.chain")}</LinkButton>}
      {but !== "concentration" && <LinkButton to="/suppliers-and-sites/concentration">{msg("supplier.concentration")}</LinkButton>}
      {but !== "business" && <LinkButton to="/suppliers-and-sites/business-chains">{msg("supplier.followed")}</LinkButton>}
    </>
  );
}
