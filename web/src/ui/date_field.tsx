import { late } from "../kernel/late";
import type { FieldFrame } from "./field";
import { Skeleton } from "./note";

export interface DateFieldProps extends FieldFrame {
  value: string | null; // YYYY-MM-DD
  onChange: (value: string | null) => void;
  min?: string;
  max?: string;
  disabled?: boolean;
}

const Picker = late(() => import("./date_picker"), Waiting);
const InstantPicker = late(() => import("./instant_picker"), Waiting);

// A date in the reader's order of year, month and day.
export function DateField(props: DateFieldProps) {
  return <Picker {...props} />;
}

// A day with its clock time in the organisation's zone; the value is an instant (RFC 3339).
export function InstantField(props: DateFieldProps) {
  return <InstantPicker {...props} />;
}

export function Waiting({ label }: { label: string }) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <Skeleton lines={1} />
    </div>
  );
}
