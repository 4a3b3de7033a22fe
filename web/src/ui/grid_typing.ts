// What grids have in common in which cells are chosen with the keys and changed where they stand: moving, and steps
// that can be taken back.
import { useState } from "react";

export interface Place {
  row: number;
  column: number;
}

export function placeAfter(at: Place, key: string, rows: number, columns: number): Place | null {
  const to = {
    ArrowUp: { row: at.row - 1, column: at.column },
    ArrowDown: { row: at.row + 1, column: at.column },
    Enter: { row: at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: at.column - 1 },
    ArrowRight: { row: at.row, column: at.column + 1 },
    Home: { row: at.row, column: 0 },
    End: { row: at.row, column: columns - 1 },
  }[key];
  if (!to) return null;
  return { row: Math.min(rows - 1, Math.max(0, to.row)), column: Math.min(columns - 1, Math.max(0, to.column)) };
}

export function focusCell(place: Place): void {
  document.querySelector<HTMLElement>(`[data-place="${place.row}.${place.column}"]`)?.focus();
}

// What was typed, and how to take the last step back.
export function useSteps<T>(none: T) {
  const [steps, setSteps] = useState<T[]>([none]);
  return {
    edits: steps.at(-1) ?? none,
    set: (next: T) => setSteps([...steps, next]),
    undo: () => setSteps(steps.length > 1 ? steps.slice(0, -1) : steps),
    clear: () => setSteps([none]),
    mayUndo: steps.length > 1,
  };
}
