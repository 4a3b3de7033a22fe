// A day with its clock time: loaded when a form needs it (see date_field.tsx).
import { type DateValue, now, parseAbsolute, toCalendarDateTime, toZoned } from "@internationalized/date";
import { zone } from "../kernel/format";
import type { DateFieldProps } from "./date_field";
import { DatePickerFrame } from "./date_picker";

function parse(text: string | null): DateValue | null {
  try {
    return text ? parseAbsolute(text, zone()) : null;
  } catch {
    return null;
  }
}

// A day chosen in the calendar has no time yet: it gets the present one.
function instant(date: DateValue): string {
  const full = "hour" in date ? date : toCalendarDateTime(date, now(zone()));
  const zoned = "timeZone" in full ? full : toZoned(full, zone());
  return zoned.toAbsoluteString();
}

export default function InstantPickerField({ min, max, value, onChange, ...props }: DateFieldProps) {
  return (
    <DatePickerFrame
      {...props}
      granularity="minute"
      value={parse(value)}
      onChange={(date) => onChange(date ? instant(date) : null)}
      minValue={parse(min ?? null) ?? undefined}
      maxValue={parse(max ?? null) ?? undefined}
    />
  );
}
