// The date field with its calendar: loaded when a form needs it (see date_field.tsx).
import { type ClipboardEvent, useState } from "react";
import { type DateValue, getDayOfWeek, isToday, parseDate } from "@internationalized/date";
import { Button as AriaButton } from "react-aria-components/Button";
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from "react-aria-components/Calendar";
import { DateInput, DateSegment } from "react-aria-components/DateField";
import { DatePicker } from "react-aria-components/DatePicker";
import { Dialog } from "react-aria-components/Dialog";
import { Group } from "react-aria-components/Group";
import { Popover } from "react-aria-components/Popover";
import { readDate } from "../kernel/date_rules";
import { msg } from "../kernel/i18n";
import { Icon } from "./icon";
import { fieldClass, FieldHint, FieldLabel, FieldProblem } from "./field";
import type { DateFieldProps } from "./date_field";

function parse(text: string | null | undefined): DateValue | null {
  try {
    return text ? parseDate(text) : null;
  } catch {
    return null;
  }
}

function dayClass(date: DateValue): string {
  const sunday = getDayOfWeek(date, "ja-JP", "sun") === 0;
  const today = isToday(date, Intl.DateTimeFormat().resolvedOptions().timeZone);
  return `calendar-day${sunday ? " sunday" : ""}${today ? " today" : ""}`;
}

// A date that is pasted is read as imports read it: 令和8年4月1日, R8.4.1, 2026/4/1.
export default function DatePickerField(props: DateFieldProps) {
  const [unread, setUnread] = useState<string | null>(null);
  const change = (date: string | null) => {
    setUnread(null);
    props.onChange(date);
  };
  const paste = (e: ClipboardEvent) => {
    const text = e.clipboardData.getData("text/plain").trim();
    if (text === "" || props.disabled) return;
    e.preventDefault();
    const date = readDate(text);
    if (date) change(date);
    else setUnread(text);
  };
  return (
    <div className="date-paste" onPasteCapture={paste}>
      <DatePickerFrame
        {...props}
        error={unread === null ? props.error : msg("ui.date.unread", { text: unread.slice(0, 40) })}
        value={parse(props.value)}
        onChange={(date) => change(date ? date.toString() : null)}
        minValue={parse(props.min) ?? undefined}
        maxValue={parse(props.max) ?? undefined}
      />
    </div>
  );
}

export interface DatePickerFrameProps extends Omit<DateFieldProps, "value" | "onChange" | "min" | "max"> {
  value: DateValue | null;
  onChange: (value: DateValue | null) => void;
  minValue?: DateValue;
  maxValue?: DateValue;
  granularity?: "day" | "minute";
}

export function DatePickerFrame(props: DatePickerFrameProps) {
  return (
    <DatePicker
      className={fieldClass(props.className)}
      value={props.value}
      onChange={props.onChange}
      minValue={props.minValue}
      maxValue={props.maxValue}
      granularity={props.granularity}
      hourCycle={24}
      hideTimeZone
      isRequired={props.required}
      isInvalid={props.error !== undefined}
      isDisabled={props.disabled}
      firstDayOfWeek="mon"
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <FieldLabel {...props} />
      <FieldHint hint={props.hint} />
      <Group className="input-group">
        <DateInput className="date-segments">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        <AriaButton className="button plain icon-only">
          <Icon name="calendar" />
        </AriaButton>
      </Group>
      <FieldProblem error={props.error} />
      <Popover className="popover">
        <Dialog className="dialog">
          <Calendar className="calendar">
            <header>
              <AriaButton slot="previous" className="button plain icon-only small">
                <Icon name="chevron_left" size={16} />
              </AriaButton>
              <Heading />
              <AriaButton slot="next" className="button plain icon-only small">
                <Icon name="chevron_right" size={16} />
              </AriaButton>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>
                {(date) => <CalendarCell date={date} className={dayClass(date)} />}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
