// All sheets of this installation, for choosing one: some dozens at the most.
import type { Page } from "../../kernel/api";
import { type Query, useQuery } from "../../kernel/query";
import type { Sheet } from "./model";

export function useSheets(on = true): Query<Page<Sheet>> {
  return useQuery<Page<Sheet>>(on ? "/sheets" : null, { limit: 500 });
}
