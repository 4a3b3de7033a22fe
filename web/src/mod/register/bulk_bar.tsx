// Rows chosen in a list, page by page, and the bar that says how many and what to do with them.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { RegisterInfo } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { BULK_ROWS, bulkChoice } from "./bulk_model";
import { listFilters, type ListState } from "./list_state";

export interface Selection {
  chosen: ReadonlyMap<string, number>; // id → the version that was shown
  all: boolean; // whatever the filter meets
  onSelect: (ids: Set<string>) => void; // of the rows of this page
  chooseAll: () => void;
  clear: () => void;
}

// Rows stay chosen over pages and sorts; another filter begins anew.
export function useChosen(state: ListState, rows: RegisterRecord[]): Selection {
  const filter = JSON.stringify([state.q, state.filters]);
  const [kept, setKept] = useState({ filter, chosen: new Map<string, number>(), all: false });
  const now = kept.filter === filter ? kept : { filter, chosen: new Map<string, number>(), all: false };
  return {
    chosen: now.chosen,
    all: now.all,
    onSelect: (ids) => {
      const chosen = new Map(now.chosen);
      for (const row of rows)
        if (ids.has(row.id)) chosen.set(row.id, row.version);
        else chosen.delete(row.id);
      setKept({ filter, chosen, all: false });
    },
    chooseAll: () => setKept({ ...now, all: true }),
    clear: () => setKept({ filter, chosen: new Map(), all: false }),
  };
}

interface BulkBarProps {
  register: RegisterInfo;
  state: ListState;
  selection: Selection;
  total: number; // that the filter meets, or at least
  exact: boolean;
  onDone?: () => void; // leaves choosing, on a phone
}

export function BulkBar({ register, state, selection, total, exact, onDone }: BulkBarProps) {
  const n = selection.all ? total : selection.chosen.size;
  if (n === 0 && !onDone) return null;
  const go = () => {
    bulkChoice.set({
      register: register.name,
      records: [...selection.chosen].map(([id, version]) => ({ id, version })),
      all: selection.all ? { q: state.q, filters: listFilters(state) } : null,
      n,
    });
    void navigate(`/${register.name}/bulk`);
  };
  const counted = selection.all && !exact ? "ui.bulk.chosen_at_least" : "ui.bulk.chosen";
  const others = !selection.all && selection.chosen.size > 0 && (total > selection.chosen.size || !exact) && total <= BULK_ROWS;
  return (
    <section className="bulk-bar no-print" aria-label={msg("ui.bulk.bar")}>
      <strong role="status">{msg(counted, { n: number(n) })}</strong>
      <Button icon="edit" isDisabled={n === 0} onPress={go}>
        {msg("ui.bulk")}
      </Button>
      {others && (
        <Button onPress={selection.chooseAll}>{msg(exact ? "ui.bulk.all" : "ui.bulk.all_at_least", { n: number(total) })}</Button>
      )}
      <Button
        look="plain"
        onPress={() => {
          selection.clear();
          onDone?.();
        }}
      >
        {msg("ui.bulk.clear")}
      </Button>
    </section>
  );
}
