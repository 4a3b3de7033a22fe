// The exceedance curve: how probable it is that a year costs more than so much, against what the board accepts.
import { niceTicks } from "../../charts/trend";
import { ChartFrame, Legend, lookOf, r, type Series } from "../../charts/series";
import { msg } from "../../kernel/i18n";
import { usePhone } from "../../ui/media";
import { curvePath, curveRows } from "./curve_rules";
import { type Case, share, yen } from "./model";

export interface CurveLine {
  id: string;
  name: string;
  of: Case;
}

const DESK = { w: 1060, h: 320, left: 46, right: 22, top: 14, bottom: 44, every: 1 };
const PHONE = { w: 340, h: 240, left: 40, right: 14, top: 12, bottom: 42, every: 2 };
const RARE = 0.0004; // what is rarer than that is not drawn

// Losses on the axis: up to the last that still has a share of the height, and to what is accepted.
function ticksOf(lines: CurveLine[], appetite: Case["appetite"]): number[] {
  const seen = lines.flatMap((l) => l.of.curve.filter((p) => p.probability > RARE).map((p) => p.loss));
  return niceTicks(0, Math.max(1e6, ...seen, ...appetite.map((a) => 1.15 * a.loss)));
}

function topOf(lines: CurveLine[], appetite: Case["appetite"]): number {
  const most = Math.max(0.01, ...lines.flatMap((l) => l.of.curve.map((p) => p.probability)), ...appetite.map((a) => a.allowed));
  return [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1].find((t) => t >= most) ?? 1;
}

export function ExceedanceCurve({ lines, appetite }: { lines: CurveLine[]; appetite: Case["appetite"] }) {
  const phone = usePhone();
  const box = phone ? PHONE : DESK;
  const marks = ticksOf(lines, appetite);
  const high = marks.at(-1) ?? 1;
  const top = topOf(lines, appetite);
  const x = (loss: number) => box.left + (loss / high) * (box.w - box.left - box.right);
  const y = (p: number) => box.h - box.bottom - (p / top) * (box.h - box.top - box.bottom);
  const series: Series[] = lines.map((l) => ({ id: l.id, name: l.name, values: [] }));
  const title = msg("loss.curve");
  return (
    <ChartFrame title={title} summary={msg("loss.curve.how")} table={<CurveTable title={title} lines={lines} />}>
      <svg viewBox={`0 0 ${box.w} ${box.h}`} role="img" aria-label={title}>
        {[0, 0.25, 0.5, 0.75, 1].map((t) => (
          <g key={t}>
            <line className="grid" x1={box.left} x2={box.w - box.right} y1={r(y(t * top))} y2={r(y(t * top))} />
            <text className="faint" x={box.left - 6} y={r(y(t * top) + 4)} textAnchor="end">{share(t * top)}</text>
          </g>
        ))}
        {marks.map((m, i) => (
          <g key={m}>
            <line className="grid" x1={r(x(m))} x2={r(x(m))} y1={box.top} y2={box.h - box.bottom} />
            {i % box.every === 0 && <text className="faint" x={r(x(m))} y={box.h - box.bottom + 16} textAnchor={i === marks.length - 1 ? "end" : "middle"}>{yen(m)}</text>}
          </g>
        ))}
        <text className="faint" x={(box.left + box.w - box.right) / 2} y={box.h - 6} textAnchor="middle">{msg("loss.curve.axis")}</text>
        {[...lines].reverse().map((l) => (
          <path key={l.id} className={`series s${lookOf(series[lines.indexOf(l)]!, lines.indexOf(l))}`} d={curvePath(l.of.curve.filter((p) => p.loss <= high), (loss) => r(x(loss)), (p) => r(y(p)))} />
        ))}
        {appetite.map((a) => (
          <g key={a.loss} className={a.within ? "loss-limit" : "loss-limit beyond"}>
            <path d={`M${r(x(a.loss) - 7)} ${r(y(a.allowed))}h14M${r(x(a.loss))} ${r(y(a.allowed) - 7)}v14`} />
            <text className="strong" x={r(x(a.loss) + (x(a.loss) > box.w - 110 ? -10 : 10))} y={r(y(a.allowed) - 8)} textAnchor={x(a.loss) > box.w - 110 ? "end" : "start"}>{msg("loss.curve.limit", { loss: yen(a.loss), p: share(a.allowed) })}</text>
          </g>
        ))}
      </svg>
      <Legend series={series} />
      {appetite.length > 0 && <p className="small muted">{msg("loss.curve.cross")}</p>}
    </ChartFrame>
  );
}

// Each line has points of its own: its rows stand one after the other.
function CurveTable({ title, lines }: { title: string; lines: CurveLine[] }) {
  return (
    <div className="table-frame bare">
      <table className="table dense" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{msg("loss.curve.line")}</th>
            <th scope="col" className="num">{msg("loss.curve.axis")}</th>
            <th scope="col" className="num">{msg("loss.curve.probability")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.flatMap((l) =>
            curveRows(l.of.curve).map((p) => (
              <tr key={`${l.id}${p.loss}`}>
                <th scope="row">{l.name}</th>
                <td className="num">{yen(p.loss)}</td>
                <td className="num">{share(p.probability)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
