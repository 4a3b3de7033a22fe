// Horizontal bars with a mark for what they are compared with; the value stands beside each.
import { Link } from "../app/router";
import { msg } from "../kernel/i18n";
import { ChartFrame } from "./series";

export interface BarRow {
  id: string;
  label: string;
  value: number | null;
  mark?: number | null; // target or mean
  to?: string;
}

export function Bars({
  title,
  rows,
  max,
  format,
  valueName,
  markName,
  summary,
}: {
  title: string;
  rows: BarRow[];
  max?: number;
  format: (n: number) => string;
  valueName: string;
  markName?: string;
  summary?: string;
}) {
  const top = max ?? Math.max(1e-9, ...rows.flatMap((row) => [row.value ?? 0, row.mark ?? 0]));
  const share = (n: number) => `${Math.min(100, Math.max(0, (n / top) * 100))}%`;
  const hasMark = rows.some((row) => row.mark !== null && row.mark !== undefined);
  return (
    <ChartFrame title={title} summary={summary}>
      <div className="table-frame bare">
        <table className="table dense" aria-label={title}>
          <thead className={hasMark ? undefined : "visually-hidden"}>
            <tr>
              <th scope="col">{msg("ui.chart.axis")}</th>
              <th scope="col" className="num">
                {valueName}
              </th>
              <th scope="col" aria-hidden="true" />
              {hasMark && (
                <th scope="col" className="num">
                  {markName}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.to ? <Link to={row.to}>{row.label}</Link> : row.label}</th>
                <td className="num">{row.value === null ? msg("ui.none") : format(row.value)}</td>
                <td className="bar-cell" aria-hidden="true">
                  <div className="meter">
                    {row.value !== null && <i style={{ width: share(row.value) }} />}
                    {row.mark !== null && row.mark !== undefined && <b style={{ left: share(row.mark) }} />}
                  </div>
                </td>
                {hasMark && (
                  <td className="num">{row.mark === null || row.mark === undefined ? msg("ui.none") : format(row.mark)}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}
