// What own incidents cost by form of loss, beside the estimates of losses to come.
import type { CaseCostFigures } from "../../gen/api";
import { plainNumber } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Card } from "../../ui/page";
import { Table } from "../../ui/table";
import { formLabel, yen } from "../loss/model";

export function CostFigures() {
  const { data } = useQuery<CaseCostFigures>(may("case_cost.read") ? "/case-costs" : null);
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={msg("aftercase.ui.figures")}>
      <p className="muted small">{msg("aftercase.ui.figures.text")}</p>
      <Table
        bare
        label={msg("aftercase.ui.figures")}
        rows={data.items}
        rowKey={(f) => f.form}
        columns={[
          { id: "form", label: msg("aftercase.ui.costs.form"), main: true, cell: (f) => formLabel(f.form) },
          { id: "cases", label: msg("aftercase.ui.figures.cases"), align: "num", cell: (f) => plainNumber(f.cases) },
          { id: "low", label: msg("aftercase.ui.figures.low"), align: "num", cell: (f) => yen(f.low) },
          { id: "high", label: msg("aftercase.ui.figures.high"), align: "num", cell: (f) => yen(f.high) },
          { id: "total", label: msg("aftercase.ui.figures.total"), align: "num", cell: (f) => yen(f.total) },
        ]}
      />
    </Card>
  );
}
