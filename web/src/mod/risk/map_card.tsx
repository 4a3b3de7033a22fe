// The heat map as a card: as the risks are now or were kept, before the measures, or after them.
import { useState } from "react";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Segments } from "../../ui/field";
import { ErrorNote, Skeleton } from "../../ui/note";
import { Card } from "../../ui/page";
import type { Method } from "./method_rules";
import { type MapCell, RiskMap, RiskMapTable, type Side } from "./risk_map";

interface HeatMapAnswer {
  inherent: MapCell[];
  residual: MapCell[];
  unknown: number;
}

const sum = (cells: MapCell[]): number => cells.reduce((n, c) => n + c.count, 0);

export function MapCard({ method, unit, snapshot, title = msg("risk.map") }: { method: Method; unit?: string | null; snapshot?: string; title?: string }) {
  const [side, setSide] = useState<Side>("inherent");
  const map = useQuery<HeatMapAnswer>("/risk-heat-map", { unit, snapshot });
  const cells = map.data?.[side] ?? [];
  return (
    <Card
      title={title}
      aside={
        <Segments
          label={msg("risk.side")}
          value={side}
          onChange={(id) => setSide(id as Side)}
          options={[
            { id: "inherent", label: msg("risk.side.inherent") },
            { id: "residual", label: msg("risk.side.residual") },
          ]}
        />
      }
    >
      <div className="stack">
        <ErrorNote error={map.error} onRetry={() => void map.reload()} />
        {map.loading && <Skeleton lines={6} />}
        {map.data && (
          <>
            <RiskMap method={method} cells={cells} side={side} unit={unit} past={snapshot !== undefined} />
            <p className="small muted">{snapshot ? msg("risk.map.past.text", { n: sum(cells) }) : side === "inherent" ? msg("risk.map.inherent.text", { n: sum(cells) }) : msg("risk.map.residual.text", { n: sum(cells) })}</p>
            <RiskMapTable method={method} before={map.data.inherent} after={map.data.residual} />
          </>
        )}
      </div>
    </Card>
  );
}
