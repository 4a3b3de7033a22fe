// A table copied out of a spreadsheet, and where its cells belong in a grid of ours. No page.

export interface Named {
  id: string;
  name: string;
}

export interface Pasted {
  row: string;
  column: string;
  text: string;
}

export const folded = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

const CELL = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;

// Cells by row. One that holds lines, tabs or quotes stands in quotes, as spreadsheets write it.
export function readTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    CELL.lastIndex = at;
    const [all = "", quoted, plain = ""] = CELL.exec(text) ?? [];
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"').replaceAll("\r\n", "\n"));
    at += all.length;
    if (text[at] === "\t") {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (at >= text.length) return rows;
  }
}

// Where the cells of a pasted table belong, and the names in it that nothing here has. With names of columns in its
// first row and of rows in its first column they are found by name; otherwise they begin at the chosen cell.
export function placeTable(text: string, rows: Named[], columns: Named[], at: { row: number; column: number }): { cells: Pasted[]; unknown: string[] } {
  const table = readTable(text);
  const columnByName = new Map(columns.map((c) => [folded(c.name), c.id]));
  const rowByName = new Map(rows.map((r) => [folded(r.name), r.id]));
  const head = (table[0] ?? []).map((cell) => columnByName.get(folded(cell)));
  const named = head.some((id) => id !== undefined) && table.slice(1).some((r) => rowByName.has(folded(r[0] ?? "")));
  const body = named ? table.slice(1) : table;
  const cells = body.flatMap((line, r) =>
    line.flatMap((cell, c) => {
      const row = named ? rowByName.get(folded(line[0] ?? "")) : rows[at.row + r]?.id;
      const column = named ? head[c] : columns[at.column + c]?.id;
      return row && column && cell.trim() !== "" ? [{ row, column, text: cell }] : [];
    }),
  );
  const heads = (table[0] ?? []).filter((cell, c) => c > 0 && cell.trim() !== "" && head[c] === undefined);
  const lines = body.map((line) => line[0] ?? "").filter((cell) => cell.trim() !== "" && !rowByName.has(folded(cell)));
  return { cells, unknown: named ? [...heads, ...lines].map((name) => name.trim()) : [] };
}

// A line of CSV as an import reads it.
export const csvLine = (cells: readonly unknown[]): string => cells.map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`).join(",");
