import { useCallback } from "react";
import { api, type Page } from "../kernel/api";
import { recordTitle, registerOf } from "../kernel/describe";
import type { RefValue, RegisterRecord } from "../kernel/record";
import { late } from "../kernel/late";
import { Waiting } from "./date_field";
import type { FieldFrame, Option } from "./field";

export interface ComboFieldProps extends FieldFrame {
  value: Option | null;
  onChange: (value: Option | null) => void;
  find: (text: string, signal: AbortSignal) => Promise<Option[]>;
  placeholder?: string;
  disabled?: boolean;
}

const Combo = late(() => import("./combo_box"), Waiting);

export function ComboField(props: ComboFieldProps) {
  return <Combo {...props} />;
}

export interface RefFieldProps extends FieldFrame {
  register: string; // plural name
  value: RefValue | null;
  onChange: (value: RefValue | null) => void;
  disabled?: boolean;
}

// A record of another register, found by its words.
export function RefField({ register, value, onChange, ...frame }: RefFieldProps) {
  const find = useCallback(
    async (text: string, signal: AbortSignal) => {
      const { data } = await api.get<Page<RegisterRecord>>(`/${register}`, {
        query: { q: text, limit: 30 },
        signal,
      });
      const info = registerOf(register);
      return data.items.map((r) => ({
        id: r.id,
        label: info ? recordTitle(info, r) : String(r.number ?? r.id),
        hint: r.number ?? undefined,
      }));
    },
    [register],
  );
  return (
    <ComboField
      {...frame}
      find={find}
      value={value ? { id: value.id, label: value.title ?? value.number ?? value.id, hint: value.number ?? undefined } : null}
      onChange={(o) => onChange(o ? { id: o.id, title: o.label, number: o.hint } : null)}
    />
  );
}
