// A table from Excel pasted over the grid of firms and joint measures: what it says of which adoption. No page.
import type { JointGrid } from "../../gen/api";
import { csvLine, folded, placeTable } from "../../ui/paste_rules";

export type State = JointGrid["items"][number]["cells"][number]["state"];
export const STATES: State[] = ["asked", "agreed", "doing", "not_doing"];

export interface PastedStates {
  table: { csv: string; columns: string[] };
  changed: number;
  same: number;
  unread: string[]; // texts that are no state
  unknown: string[]; // names that no row or column has
  unasked: number; // cells of firms that were not asked for the measure
}

// `names`: of the states, as the page calls them. `at`: the chosen cell, among the columns of measures.
export function readPasted(text: string, grid: Pick<JointGrid, "measures" | "items">, names: readonly string[], at: { row: number; column: number }): PastedStates {
  const rows = grid.items.map((firm, i) => ({ id: String(i), name: firm.name }));
  const { cells, unknown } = placeTable(text, rows, grid.measures.map((m) => ({ id: m.id, name: m.title })), at);
  const lines: string[] = [];
  const unread: string[] = [];
  let [same, unasked] = [0, 0];
  for (const cell of cells) {
    const found = grid.items[Number(cell.row)]?.cells.find((c) => c.measure === cell.column);
    const want = folded(cell.text);
    const state = STATES.find((key, i) => want === key || want === folded(names[i] ?? ""));
    if (!state) unread.push(cell.text.trim());
    else if (!found) unasked += 1;
    else if (found.state === state) same += 1;
    else lines.push(csvLine([found.number, state]));
  }
  const columns = ["number", "state"];
  return { table: { csv: [columns.join(","), ...lines].join("\r\n"), columns }, changed: lines.length, same, unread: [...new Set(unread)], unknown: [...new Set(unknown)], unasked };
}
