// The strategy map, drawn: bands, boxes that lead to their indicators, arrows from causes to effects. Whoever stands on a
// box, with the pointer or the keys, sees its own arrows brought out.
import { useMemo, useState } from "react";
import { Link } from "../../app/router";
import { Arrow, at, bendsOf } from "../../charts/arrow";
import { linesOf } from "../../charts/text";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { Icon } from "../../ui/icon";
import { TONE_SIGNS } from "../../ui/state";
import { type Arrow as Cause, type Box, BOX, mapOf, type StrategyMap } from "./map_layout";
import { figureText, type Indicator, STATUS_TONE } from "./model";

const PAD = 10;
const SIZE = 12;
const LINE = 17;
const READABLE = 0.85; // the smallest scale; what is wider then is scrolled

const valueText = (i: Indicator): string => (i.value === null ? msg("kpi.no_value") : figureText(i.figure, i.value));

// In which view a box stands and what its arrows are: for who hears it after what stands in the box.
function told(i: Indicator, arrows: Cause[]): string {
  const names = (list: (string | null | undefined)[]): string => list.join(msg("ui.list.comma"));
  const causes = arrows.filter((a) => a.effect.id === i.id).map((a) => a.cause.title);
  const effects = arrows.filter((a) => a.cause.id === i.id).map((a) => a.effect.title);
  return [
    msg("kpi.map.box", { view: optionLabel("indicator_perspective", i.perspective) }),
    causes.length > 0 ? msg("kpi.map.causes", { titles: names(causes) }) : "",
    effects.length > 0 ? msg("kpi.leads_to", { titles: names(effects) }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const toldId = (i: Indicator): string => `kpi-told-${i.id}`;

// The spaces between the texts are for who hears them one after the other.
function IndicatorBox({ box, onStand }: { box: Box; onStand: (id: string | null) => void }) {
  const i = box.indicator;
  const tone = STATUS_TONE[i.status];
  const stand = { onMouseEnter: () => onStand(i.id), onMouseLeave: () => onStand(null), onFocus: () => onStand(i.id), onBlur: () => onStand(null) };
  return (
    <Link to={recordPath("indicators", i)} aria-describedby={toldId(i)} className={`kpi-box tone-${tone}`} {...stand}>
      <g transform={`translate(${box.x} ${box.y})`}>
        <rect className="frame" width={BOX.width} height={BOX.height} rx={6} />
        <rect className="stripe" width={5} height={BOX.height} rx={2} />
        {linesOf(i.title, SIZE * 1.04, BOX.width - 2 * PAD - 4, 2).map((text, n) => (
          <text key={text} x={PAD + 4} y={20 + n * LINE} className="name">
            {text}
            <title>{i.title}</title>
          </text>
        ))}{" "}
        <text x={PAD + 4} y={BOX.height - 27}>
          {valueText(i)}
        </text>{" "}
        <g transform={`translate(${PAD + 3} ${BOX.height - 20})`} className="sign">
          <Icon name={TONE_SIGNS[tone]} size={13} />
        </g>
        <text x={PAD + 20} y={BOX.height - 9} className="status">
          {optionLabel("indicator_status", i.status)}
        </text>
      </g>
    </Link>
  );
}

function Bands({ map }: { map: StrategyMap }) {
  return map.bands.map((b, n) => (
    <g key={b.view} aria-hidden="true">
      <rect className={n % 2 === 0 ? "band" : "band even"} x={0} y={b.y} width={map.width} height={b.height} />
      <text x={12} y={b.y + 18} className="view">
        {optionLabel("indicator_perspective", b.view)}
      </text>
    </g>
  ));
}

export function MapPicture({ items, arrows }: { items: Indicator[]; arrows: Cause[] }) {
  const map = useMemo(() => mapOf(items, arrows), [items, arrows]);
  const [on, setOn] = useState<string | null>(null);
  const look = (a: Cause): string => (on === null ? "" : a.cause.id === on || a.effect.id === on ? "lit" : "dim");
  return (
    <div className="kpi-map" tabIndex={0} role="region" aria-label={msg("kpi.map")}>
      <svg viewBox={`0 0 ${map.width} ${map.height}`} width={map.width} height={map.height} style={{ minWidth: Math.round(map.width * READABLE) }} role="group" aria-label={msg("kpi.map.summary", { n: items.length, arrows: arrows.length })}>
        <Bands map={map} />
        {map.ways.map(({ arrow, points }) => (
          <g key={arrow.id} className={`way ${look(arrow)}`} aria-hidden="true">
            <path d={points[0] ? `M${at(points[0])}${bendsOf(points)}` : ""} />
            <Arrow tip={points.at(-1)} from={points.at(-2)} />
          </g>
        ))}
        {map.boxes.map((box) => (
          <IndicatorBox key={box.indicator.id} box={box} onStand={setOn} />
        ))}
      </svg>
      <div hidden>
        {items.map((i) => (
          <p key={i.id} id={toldId(i)}>
            {told(i, arrows)}
          </p>
        ))}
      </div>
    </div>
  );
}
