// A record of a register as the API gives it. Types only: rules that know no server use them, too.
export interface RefValue {
  id: string;
  number?: string | null;
  title?: string | null;
}

export interface RegisterRecord {
  id: string;
  number?: string | null;
  version: number;
  created_at?: string;
  updated_at?: string;
  [field: string]: unknown;
}
