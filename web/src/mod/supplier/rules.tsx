// Which work given out carries a risk, and to which class a supplier belongs, as the company sets it.
import { useState } from "react";
import type { SupplierRules } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ChecksField } from "../../ui/field";
import { AmountField } from "../../ui/money_field";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, Page, PageHead } from "../../ui/page";

const MARKS = ["internet", "information", "connection", "stops"] as const;
const MOST_YEARS = 20;

type Sizes = Pick<SupplierRules, "b_employees" | "b_sales" | "c_employees" | "c_sales">;

interface PartProps {
  sizes: Sizes;
  set: (more: Partial<Sizes>) => void;
  fields: Record<string, string>;
  disabled: boolean;
}

const NAMES = {
  b_employees: () => msg("supplier.rules.b_employees"),
  b_sales: () => msg("supplier.rules.b_sales"),
  c_employees: () => msg("supplier.rules.c_employees"),
  c_sales: () => msg("supplier.rules.c_sales"),
};

function Employees({ id, sizes, set, fields, disabled }: PartProps & { id: "b_employees" | "c_employees" }) {
  return <NumberField label={NAMES[id]()} optional min={0} max={10_000_000} value={sizes[id] ?? null} onChange={(n) => set({ [id]: n })} error={fields[id]} disabled={disabled} />;
}

function Sales({ id, sizes, set, fields, disabled }: PartProps & { id: "b_sales" | "c_sales" }) {
  const { currency } = useSession().organisation;
  return <AmountField label={NAMES[id]()} optional currency={currency} value={sizes[id] ?? null} onChange={(n) => set({ [id]: n })} error={fields[id]} disabled={disabled} />;
}

function Form({ rules, etag, reload }: { rules: SupplierRules; etag: string | null; reload: () => void }) {
  const [marks, setMarks] = useState<string[]>(MARKS.filter((m) => rules[m]));
  const [sizes, setSizes] = useState<Sizes>(rules);
  const [years, setYears] = useState<number | null>(rules.grace_years);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const manage = may("supplier.write");
  const part = { sizes, set: (more: Partial<Sizes>) => setSizes({ ...sizes, ...more }), fields, disabled: !manage };
  const save = async () => {
    const { b_employees, b_sales, c_employees, c_sales } = sizes;
    setBusy(true);
    setError(null);
    try {
      const on = Object.fromEntries(MARKS.map((m) => [m, marks.includes(m)]));
      await api.put("/supplier-rules", { ...on, b_employees, b_sales, c_employees, c_sales, grace_years: years }, { etag });
      toast(msg("supplier.rules.saved"));
      invalidate("/supplier-rules", "/suppliers", "/supplier-engagements", "/supplier-figures");
      reload();
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {!manage && <Note title={msg("supplier.rules.read_only")} />}
      {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
      <div className="stack">
        <Card>
          <ChecksField
            label={msg("supplier.rules.marks")}
            hint={msg("supplier.rules.marks.hint")}
            options={MARKS.map((id) => ({ id, label: optionLabel("supplier_risk_rule", id) }))}
            value={marks}
            onChange={setMarks}
            disabled={!manage}
          />
        </Card>
        <Card title={msg("supplier.rules.sizes")}>
          <div className="form">
            <p className="muted">{msg("supplier.rules.sizes.hint")}</p>
            <Employees id="b_employees" {...part} />
            <Sales id="b_sales" {...part} />
            <Employees id="c_employees" {...part} />
            <Sales id="c_sales" {...part} />
            <NumberField
              label={msg("supplier.rules.grace_years")}
              hint={msg("supplier.rules.grace_years.hint")}
              required
              min={0}
              max={MOST_YEARS}
              value={years}
              onChange={setYears}
              error={fields.grace_years}
              disabled={!manage}
            />
          </div>
        </Card>
        {manage && (
          <div>
            <Button look="filled" pending={busy} isDisabled={years === null} onPress={() => void save()}>
              {msg("ui.save")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

export default function SupplierRulesPage() {
  const query = useQuery<SupplierRules>("/supplier-rules");
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]} title={msg("supplier.rules")} meta={msg("supplier.rules.about")} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data && <Form key={query.data.version} rules={query.data} etag={query.etag} reload={() => void query.reload()} />}
    </Page>
  );
}
