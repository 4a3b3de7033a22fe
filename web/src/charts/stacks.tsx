// One bar a line, made of parts: how a whole was made up at one time after another. A table, so that it reads as one.
import type { ReactNode } from "react";
import { number } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { usePhone } from "../ui/media";

export interface StackPart {
  id: string;
  name: string;
  tone?: number; // of levels, 1 to 5; without one it is what nothing is known of
}

export interface StackRow {
  id: string;
  label: ReactNode;
  values: Record<string, number>; // by part
}

export function Stacks({ title, head, parts, rows }: { title: string; head: string; parts: StackPart[]; rows: StackRow[] }) {
  const sumOf = (row: StackRow): number => parts.reduce((n, p) => n + (row.values[p.id] ?? 0), 0);
  const most = Math.max(1, ...rows.map(sumOf));
  const phone = usePhone();
  const toneOf = (p: StackPart): string => (p.tone ? `level-${p.tone}` : "empty-cell");
  const bar = (row: StackRow) => (
    <div className="stack-bar" aria-hidden="true">
      {parts.map((p) => (
        <i key={p.id} className={toneOf(p)} style={{ width: `${(100 * (row.values[p.id] ?? 0)) / most}%` }} />
      ))}
    </div>
  );
  return (
    <figure className="chart" aria-label={title}>
      <div className="table-frame bare">
        <table className="table dense stacks" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {!phone && <th scope="col" aria-hidden="true" />}
              {parts.map((p) => (
                <th key={p.id} scope="col" className="num">
                  <i className={toneOf(p)} aria-hidden="true" />
                  {p.name}
                </th>
              ))}
              <th scope="col" className="num">
                {msg("ui.chart.sum")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.label}
                  {phone && bar(row)}
                </th>
                {!phone && (
                  <td className="stack-cell" aria-hidden="true">
                    {bar(row)}
                  </td>
                )}
                {parts.map((p) => (
                  <td key={p.id} className="num">
                    {number(row.values[p.id] ?? 0)}
                  </td>
                ))}
                <td className="num">{number(sumOf(row))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
