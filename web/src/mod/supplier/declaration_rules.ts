// A table of subcontractors pasted from Excel. Pure. The order of columns is told to whoever pastes.
import type { DeclaredSubcontractor } from "../../gen/api";

export interface Fault {
  line: number; // from 1
  what: "bad" | "number" | "country";
  value: string;
}

export interface Pasted {
  rows: DeclaredSubcontractor[];
  faults: Fault[];
}

const plain = (cell: string): string => cell.normalize("NFKC").trim();

// "1,200" with or without a unit of one letter behind it; "many" is none.
function countOf(cell: string): number | null | undefined {
  const text = plain(cell).replace(/[,\s]/g, "").replace(/\D$/, "");
  if (text === "") return null;
  return /^\d{1,8}$/.test(text) ? Number(text) : undefined;
}

// `headings`: what the first cell says where the first line names the columns.
export function pastedRows(table: string, headings: readonly string[]): Pasted {
  const pasted: Pasted = { rows: [], faults: [] };
  for (const [at, text] of table.split(/\r?\n/).entries()) {
    const [name = "", work = "", size = "", land = "", corporate = "", serves = ""] = text.split("\t").map((cell) => cell.trim());
    if (text.trim() === "" || (at === 0 && headings.includes(plain(name)))) continue;
    const employees = countOf(size);
    const country = plain(land).toUpperCase();
    const fault = (what: Fault["what"], value = ""): void => void pasted.faults.push({ line: at + 1, what, value });
    if (!name || !work) fault("bad");
    else if (employees === undefined) fault("number", size);
    else if (country && !/^[A-Z]{2}$/.test(country)) fault("country", land);
    else pasted.rows.push({ name, work, employees, country: country || null, corporate_number: corporate || null, serves: serves || null, further: null });
  }
  return pasted;
}

// Those of `more` that are not in the list yet: a list used twice does not stand twice.
export function addedTo(list: DeclaredSubcontractor[], more: DeclaredSubcontractor[]): DeclaredSubcontractor[] {
  const key = (r: DeclaredSubcontractor): string => `${plain(r.name)}\n${r.work}`;
  const there = new Set(list.map(key));
  const added: DeclaredSubcontractor[] = [];
  for (const row of more) {
    if (there.has(key(row))) continue;
    there.add(key(row));
    added.push(row);
  }
  return [...list, ...added];
}
