// Reports outside that wait, for who runs cases.
import type { WaitingDuties } from "../../gen/api";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";

export const useWaitingDuties = (): WaitingDuties | null | undefined => useQuery<WaitingDuties>(may("case_duty.read") ? "/waiting-duties" : null).data;
