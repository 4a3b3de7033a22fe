// On a measure's page: what is lost in a year without it, and what each yen of it spares.
import { plainNumber } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { Card, Fact, Facts } from "../../ui/page";
import type { RecordCardProps } from "../register/record";
import { AvoidedSource, NotDone, perYen, useAvoided } from "./avoided";
import { yen } from "./model";

export default function MeasureLoss({ record }: RecordCardProps) {
  const avoided = useAvoided();
  if (!avoided) return null;
  const of = avoided.of(record.number);
  const rank = of ? avoided.rank(of.measure) : 0;
  return (
    <Card title={msg("loss.avoided")} foot={<AvoidedSource avoided={avoided} />}>
      <Facts>
        <Fact name={msg("loss.not_done")}>
          <NotDone of={of} />
        </Fact>
        {of && <Fact name={msg("loss.avoided.range")}>{msg("loss.avoided.error", { error: yen(1.96 * of.standard_error) })}</Fact>}
        {of && <Fact name={msg("loss.cost")}>{of.cost === null ? msg("loss.cost.none") : yen(of.cost)}</Fact>}
        {of && of.per_yen !== null && <Fact name={msg("loss.per_yen")}>{perYen(of.per_yen)}</Fact>}
        {rank > 0 && <Fact name={msg("loss.ranking.rank")}>{msg("loss.ranking.of", { rank, n: plainNumber(avoided.priced) })}</Fact>}
      </Facts>
      {!of && avoided.run && <p className="muted small">{msg("loss.unplayed.why")}</p>}
    </Card>
  );
}
