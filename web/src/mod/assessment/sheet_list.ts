// All sheets of this installation, for choosing one: some dozens at the most.
import type { Page } from "../../kernel/api";
import { type Query, useQuery } from "../../kernel/query";
import type { Sheet } from "./model";

export function useSheets(): Query<Page<Sheet>> {
  return useQuery<Page<Sheet>>("/sheets", { limit: 500 });
}
