// The subcontractors that a supplier declared with its answers, as those see them who review the answers; and whom a
// campaign asks to declare them.
import { useState } from "react";
import { Link } from "../../app/router";
import type { SubcontractorDeclaration, SubcontractorsAsked, SupplierDeclaredComparison } from "../../gen/api";
import { api } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";

function Gone({ steps }: { steps: SupplierDeclaredComparison["gone"] }) {
  if (steps.length === 0) return null;
  return (
    <>
      <h3>{msg("supplier.declared.gone")}</h3>
      <p className="small muted">{msg("supplier.declared.gone.text")}</p>
      <ul className="plain-list">
        {steps.map(({ subcontract }) => (
          <li key={subcontract.id}>
            <Link to={recordPath("supplier-subcontracts", subcontract)}>{subcontract.number} {subcontract.title}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

export function DeclaredCard({ response: r }: { response: { id: string; state: string } }) {
  const told = useQuery<SubcontractorDeclaration>(may("guest.read") ? `/responses/${r.id}/subcontractors` : null);
  const placed = useQuery<SupplierDeclaredComparison>(may("guest.read") && may("supplier.read") ? `/responses/${r.id}/subcontractors/placed` : null);
  if (!told.data?.asked || !placed.data) return null;
  const { items, gone } = placed.data;
  const waits = items.some((i) => i.outcome === null);
  return (
    <Card
      title={msg("supplier.declared.card")}
      aside={
        waits && r.state === "accepted" && may("supplier.write") && (
          <LinkButton size="small" to="/suppliers-and-sites/declared">{msg("supplier.declared.card.place")}</LinkButton>
        )
      }
    >
      <div className="stack">
        {items.length === 0 && <p className="muted">{msg("supplier.declared.card.nothing")}</p>}
        {items.length > 0 && (
          <ul className="plain-list">
            {items.map((i) => (
              <li key={`${i.name} ${i.work}`}>
                {i.name ? <><b>{i.name}</b> {i.work}</> : msg("supplier.declared.says_none")}{" "}
                <span className="muted small">
                  {i.outcome ? label(`enum.supplier_declared_outcome.${i.outcome}`) : msg("supplier.declared.card.undecided")}{" "}
                  {i.subcontract && <Link to={recordPath("supplier-subcontracts", i.subcontract)}>{i.subcontract.number}</Link>}
                </span>
              </li>
            ))}
          </ul>
        )}
        {waits && r.state === "submitted" && <p className="small muted">{msg("supplier.declared.card.waits")}</p>}
        <Gone steps={gone} />
      </div>
    </Card>
  );
}

const WHOM = ["important", "all", "nobody"];

export function WhoDeclares({ campaign, open }: { campaign: string; open: boolean }) {
  const path = `${campaign}/subcontractors`;
  const { data } = useQuery<SubcontractorsAsked>(may("guest.read") ? path : null);
  const [busy, setBusy] = useState(false);
  if (!data) return null;
  const change = async (whom: string | null) => {
    if (!whom || whom === data.whom) return;
    setBusy(true);
    try {
      await api.put(path, { whom });
      toast(msg("ui.declare.asked.saved"));
    } catch (e) {
      toastError(e);
    }
    invalidate(path);
    setBusy(false);
  };
  return (
    <SelectField
      label={msg("ui.declare.asked")}
      hint={msg("ui.declare.asked.hint")}
      disabled={busy || !open || !may("guest.write")}
      options={WHOM.map((id) => ({ id, label: label(`enum.supplier_declaring.${id}`) }))}
      value={data.whom}
      onChange={(whom) => void change(whom)}
    />
  );
}
