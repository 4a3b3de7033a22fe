import type { ReactNode } from "react";
import { ApiError } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { TextField } from "../../ui/field";

// The code of a second factor, wherever it is asked for.
export function CodeField({ value, onChange, error, hint }: { value: string; onChange: (code: string) => void; error?: string; hint?: ReactNode }) {
  return (
    <TextField
      label={msg("ui.factor.code")}
      hint={hint ?? msg("ui.factor.code.hint")}
      value={value}
      onChange={onChange}
      name="code"
      autoComplete="one-time-code"
      autoFocus
      error={error}
    />
  );
}

// What is wrong with the code, if that is what went wrong.
export function codeError(error: unknown): string | undefined {
  return error instanceof ApiError ? error.fields().code : undefined;
}
