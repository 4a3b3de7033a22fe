// The value of a field as people read it, in tables and on record pages.
import { type ReactNode, Suspense } from "react";
import { Link } from "../../app/router";
import { type FieldInfo, optionLabel, recordPath, type RegisterInfo } from "../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import * as format from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { Badge, StateBadge } from "../../ui/state";
import { valueOf } from "../all";
import { KeyName } from "../assessment/key_name";

export type ValueStyle = "cell" | "page";

function reference(field: FieldInfo, value: RefValue, style: ValueStyle): ReactNode {
  const text = value.title ?? value.number ?? value.id;
  return style === "page" && field.ref ? <Link to={recordPath(field.ref, value)}>{text}</Link> : text;
}

const NEAR = 7; // days

export function dueText(days: number): string {
  if (days < 0) return msg("ui.due.late", { n: -days });
  return days === 0 ? msg("ui.due.today") : msg("ui.due.in", { n: days });
}

// A due date that has passed, or is near, says so in words and colour.
export function DueBadge({ value }: { value: string }) {
  const days = format.daysUntil(value);
  if (days > NEAR) return null;
  return (
    <Badge tone={days < 0 ? "bad" : "warn"} icon="clock">
      {dueText(days)}
    </Badge>
  );
}

export function DueDate({ value, done, style = "short" }: { value: string; done?: boolean; style?: "long" | "short" }) {
  return (
    <span className="nowrap due">
      {format.date(value, style)}
      {!done && <DueBadge value={value} />}
    </span>
  );
}

const FINISHED = new Set(["done", "reviewed", "closed", "accepted", "rejected", "cancelled", "withdrawn", "completed", "dropped"]);

export function isFinished(register: RegisterInfo, record: RegisterRecord): boolean {
  return register.state_field !== null && FINISHED.has(String(record[register.state_field]));
}

// Short in tables and lists, long on pages.
const dateStyle = (style: ValueStyle): "long" | "short" => (style === "page" ? "long" : "short");

function dateValue(register: RegisterInfo, field: FieldInfo, record: RegisterRecord, value: string, style: ValueStyle): ReactNode {
  if (field.key === "due") return <DueDate value={value} done={isFinished(register, record)} style={dateStyle(style)} />;
  return <span className="nowrap">{format.date(value, dateStyle(style))}</span>;
}

// "2026-05-31 Design agreed": the day as people write it, then the rest.
const DATED = /^(\d{4}-\d\d-\d\d)( .*)?$/;

function listItem(value: unknown, style: ValueStyle): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const dated = DATED.exec(value);
  return dated ? `${format.date(dated[1]!, dateStyle(style))}${dated[2] ?? ""}` : value;
}

// On a page a line each, when they are more than a few words.
function list(value: unknown[], style: ValueStyle): ReactNode {
  const items = value.map((item) => listItem(item, style));
  const lines = style === "page" && items.some((i) => i.length > 16);
  return lines ? <span className="prewrap">{items.join("\n")}</span> : items.join(msg("ui.list.comma"));
}

export function fieldValue(
  register: RegisterInfo,
  field: FieldInfo,
  record: RegisterRecord,
  style: ValueStyle = "cell",
): ReactNode {
  const value = record[field.key];
  if (value === null || value === undefined || value === "") return style === "page" ? msg("ui.none") : "";
  if (field.key_of) return <KeyName register={register} field={field} record={record} brief={style === "cell"} />;
  const Named = field.type === "text" ? valueOf(register.name, field.key) : undefined;
  if (Named)
    return (
      <Suspense fallback="">
        <Named value={String(value)} />
      </Suspense>
    );
  switch (field.type) {
    case "enum":
      return field.key === register.state_field ? (
        <StateBadge set={field.options} value={value} />
      ) : (
        optionLabel(field.options, value)
      );
    case "ref":
      return reference(field, value as RefValue, style);
    case "bool":
      return value ? msg("ui.yes") : msg("ui.no");
    case "date":
      return dateValue(register, field, record, String(value), style);
    case "instant":
      return <span className="nowrap">{format.dateTime(String(value), dateStyle(style))}</span>;
    case "period":
      return format.period(String(value));
    case "money":
      return format.money(value as format.Money, style === "page" ? "exact" : "large");
    case "int":
    case "num":
      return field.tenths ? format.score(Number(value) / 10) : format.plainNumber(Number(value));
    case "texts":
      return pick(value as { ja?: string; en?: string });
    case "longtext":
      return style === "page" ? <span className="prewrap">{String(value)}</span> : String(value).slice(0, 80);
    case "list":
      return list(value as unknown[], style);
    case "object":
    case "any":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

export function isNumeric(field: FieldInfo): boolean {
  return field.type === "int" || field.type === "num" || field.type === "money";
}
