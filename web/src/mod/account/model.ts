// Accounts as the API gives them.
import type { RefValue } from "../../kernel/describe";

export interface RoleGrant {
  role: string;
  unit: RefValue;
}

export interface Account {
  id: string;
  version: number;
  login: string;
  name: string;
  person: RefValue | null;
  lang: string | null;
  state: "active" | "disabled" | "invited";
  locked_until: string | null;
  password_set: boolean;
  last_sign_in_at: string | null;
  created_at: string;
  roles: RoleGrant[];
}

export interface SignInLink {
  url: string;
  expires_at: string;
}
