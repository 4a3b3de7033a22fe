import { lazy, Suspense } from "react";
import type { FieldFrame } from "./field";
import { Skeleton } from "./note";

export interface DateFieldProps extends FieldFrame {
  value: string | null; // YYYY-MM-DD
  onChange: (value: string | null) => void;
  min?: string;
  max?: string;
  disabled?: boolean;
}

const Picker = lazy(() => import("./date_picker"));
const InstantPicker = lazy(() => import("./instant_picker"));

// A date in the reader's order of year, month and day.
export function DateField(props: DateFieldProps) {
  return (
    <Suspense fallback={<Waiting label={props.label} />}>
      <Picker {...props} />
    </Suspense>
  );
}

// A day with its clock time in the organisation's zone; the value is an instant (RFC 3339).
export function InstantField(props: DateFieldProps) {
  return (
    <Suspense fallback={<Waiting label={props.label} />}>
      <InstantPicker {...props} />
    </Suspense>
  );
}

export function Waiting({ label }: { label: string }) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <Skeleton lines={1} />
    </div>
  );
}
