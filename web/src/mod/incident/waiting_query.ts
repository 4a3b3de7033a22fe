// Reports that nobody has judged yet, the oldest first, for who judges them.
import type { Page as ListPage } from "../../kernel/api";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";

const SHOWN = 5;

export const useWaitingReports = (): ListPage<RegisterRecord> | null | undefined =>
  useQuery<ListPage<RegisterRecord>>(may("incident_report.write") ? "/incident-reports" : null, { "filter[state][eq]": "new", sort: "received_at", limit: SHOWN }).data;
