// Industry averages as the API gives them: what one source brought for one sheet at one date.
import { label } from "../../../kernel/i18n";

export interface AverageSet {
  sheet_key: string;
  source: string;
  as_of: string;
  sample: boolean;
  industries: string[];
  rows: number;
  loaded_at: string;
}

export interface AverageRow {
  line: number;
  industry: string;
  level_line: string | null;
  section_key: string | null;
  item_key: string | null;
  mean: number;
  n: number | null;
}

export interface AverageImport {
  rows: number;
  replaced: number;
  created: number;
  dry_run: boolean;
  preview?: AverageRow[];
}

export const industryLabel = (key: string): string => label(`enum.industry.${key}`, key);
