// Decisions that wait for the reader.
import type { OwnRulings } from "../../gen/api";
import { useQuery } from "../../kernel/query";

export const useOwnRulings = (): OwnRulings["items"] => (useQuery<OwnRulings>("/own-rulings").data?.items ?? []).filter((i) => i.todo !== "none");
