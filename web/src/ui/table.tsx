// A table on the desk, cards on the phone. Rows are reached with the arrow keys and opened with
// Enter; only sorts that the server offers are shown as such.
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from "react";
import { Link, navigate } from "../app/router";
import { msg } from "../kernel/i18n";
import { CheckField } from "./field";
import { Icon, type IconName } from "./icon";
import { usePhone } from "./media";

export interface Column<T> {
  id: string;
  label: string;
  cell: (row: T) => ReactNode;
  sort?: string; // key of the sort, when there is one
  align?: "num" | "center";
  main?: boolean; // names the row: the heading of its card
  aside?: boolean; // on a card beside the heading (state, number)
  action?: boolean; // holds a button: its name is not shown
  className?: string;
}

export interface TableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  rowHref?: (row: T) => string | undefined;
  rowClass?: (row: T) => string | undefined;
  sort?: string; // "-due"
  onSort?: (sort: string) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  rowLabel?: (row: T) => string; // for the check box
  dense?: boolean;
  bare?: boolean;
  foot?: ReactNode;
  cards?: boolean; // false: a small table that fits a phone too
}

export function Table<T>(
  props: TableProps<T>,
) {
  const phone = usePhone() && props.cards !== false;
  return phone ? <CardList {...props} /> : <DeskTable {...props} />;
}

function sortState(column: string | undefined, sort: string | undefined) {
  if (!column || !sort) return "none" as const;
  const [first] = sort.split(",");
  if (first === column) return "ascending" as const;
  return first === `-${column}` ? ("descending" as const) : ("none" as const);
}

const SORT_ICONS: Record<"none" | "ascending" | "descending", IconName> = {
  none: "sort",
  ascending: "sort_up",
  descending: "sort_down",
};

interface HeadCellProps<T> {
  column: Column<T>;
  props: TableProps<T>;
}

function HeadCell<T>({ column, props }: HeadCellProps<T>) {
  const state = sortState(column.sort, props.sort);
  const { sort, align, className } = column;
  const classes = `${align ?? ""} ${className ?? ""} ${column.action ? "action" : ""}`.trim() || undefined;
  if (!sort || !props.onSort)
    return (
      <th scope="col" className={classes}>
        <span className={column.action ? "visually-hidden" : undefined}>{column.label}</span>
      </th>
    );
  return (
    <th scope="col" className={classes} aria-sort={state}>
      <button
        type="button"
        className="sort-button"
        onClick={() => props.onSort?.(state === "ascending" ? `-${sort}` : sort)}
      >
        {column.label}
        <Icon name={SORT_ICONS[state]} size={14} />
      </button>
    </th>
  );
}

// Arrow keys walk over the rows; Home and End go to the ends.
function walk(e: KeyboardEvent<HTMLTableRowElement>): boolean {
  const row = e.currentTarget;
  const to = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: row.parentElement?.firstElementChild,
    End: row.parentElement?.lastElementChild,
  }[e.key];
  if (!(to instanceof HTMLElement)) return false;
  e.preventDefault();
  to.focus();
  return true;
}

function useSelection<T>({ rows, rowKey, selected, onSelect }: TableProps<T>) {
  const last = useRef<string | null>(null);
  if (!selected || !onSelect) return null;
  const keys = rows.map(rowKey);
  const count = keys.filter((k) => selected.has(k)).length;
  return {
    all: count > 0 && count === keys.length,
    some: count > 0 && count < keys.length,
    has: (key: string) => selected.has(key),
    toggleAll: () => onSelect(count === keys.length ? new Set() : new Set(keys)),
    toggle: (key: string, range: boolean) => {
      const next = new Set(selected);
      const [from, to] = [keys.indexOf(last.current ?? key), keys.indexOf(key)].sort((a, b) => a - b);
      const on = !selected.has(key);
      for (const k of range && from !== undefined && from >= 0 ? keys.slice(from, (to ?? from) + 1) : [key])
        if (on) next.add(k);
        else next.delete(k);
      last.current = key;
      onSelect(next);
    },
  };
}

function DeskTable<T>(props: TableProps<T>) {
  const { columns, rows, rowKey, rowHref } = props;
  const selection = useSelection(props);
  const onKey = (e: KeyboardEvent<HTMLTableRowElement>, row: T) => {
    if (e.target !== e.currentTarget) return;
    const href = rowHref?.(row);
    if (walk(e)) return;
    if (e.key === "Enter" && href) void navigate(href);
    if (e.key === " " && selection) {
      e.preventDefault();
      selection.toggle(rowKey(row), e.shiftKey);
    }
  };
  const onClick = (e: MouseEvent<HTMLTableRowElement>, row: T) => {
    const href = rowHref?.(row);
    const target = e.target as HTMLElement;
    if (!href || target.closest("a, button, input, label, [role=button]")) return;
    if (window.getSelection()?.toString()) return;
    if (e.metaKey || e.ctrlKey) window.open(href, "_blank", "noopener");
    else void navigate(href);
  };
  return (
    <div className={props.bare ? "table-frame bare" : "table-frame"}>
      <table className={props.dense ? "table dense" : "table"} aria-label={props.label}>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="check-cell">
                <CheckField
                  label={msg("ui.select.all")}
                  hideLabel
                  value={selection.all}
                  indeterminate={selection.some}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            {columns.map((c) => (
              <HeadCell key={c.id} column={c} props={props} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const key = rowKey(row);
            const href = rowHref?.(row);
            const chosen = selection?.has(key);
            return (
              <tr
                key={key}
                tabIndex={href || selection ? (i === 0 ? 0 : -1) : undefined}
                className={`${href ? "pressable" : ""} ${chosen ? "selected" : ""} ${props.rowClass?.(row) ?? ""}`.trim() || undefined}
                aria-selected={selection ? chosen : undefined}
                onKeyDown={(e) => onKey(e, row)}
                onClick={(e) => onClick(e, row)}
              >
                {selection && (
                  <td className="check-cell">
                    <CheckField
                      label={msg("ui.select.row", { name: props.rowLabel?.(row) ?? "" })}
                      hideLabel
                      value={chosen ?? false}
                      onChange={() => selection.toggle(key, false)}
                    />
                  </td>
                )}
                {columns.map((c) => (
                  <td key={c.id} className={`${c.align ?? ""} ${c.main ? "main" : ""} ${c.action ? "action" : ""} ${c.className ?? ""}`.trim() || undefined}>
                    {c.main && href ? <Link to={href}>{c.cell(row)}</Link> : c.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        {props.foot && <tfoot>{props.foot}</tfoot>}
      </table>
    </div>
  );
}

function CardList<T>(props: TableProps<T>) {
  const { label, columns, rows, rowKey, rowHref, rowClass } = props;
  const selection = useSelection(props);
  const main = columns.find((c) => c.main) ?? columns[0];
  const asides = columns.filter((c) => c.aside && c !== main);
  const others = columns.filter((c) => c !== main && !c.aside);
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((row) => {
        const href = rowHref?.(row);
        return (
          <li key={rowKey(row)} className={`table-card ${selection?.has(rowKey(row)) ? "selected" : ""} ${rowClass?.(row) ?? ""}`.trim()}>
            {selection && (
              <CheckField
                label={msg("ui.select.row", { name: props.rowLabel?.(row) ?? "" })}
                hideLabel
                value={selection.has(rowKey(row))}
                onChange={() => selection.toggle(rowKey(row), false)}
              />
            )}
            {asides.length > 0 && (
              <div className="row spread small">
                {asides.map((c) => (
                  <span key={c.id}>{c.cell(row)}</span>
                ))}
              </div>
            )}
            <div className="title">{href ? <Link to={href}>{main?.cell(row)}</Link> : main?.cell(row)}</div>
            <dl>
              {others.map((c) => {
                const value = c.cell(row);
                return value === "" || value === null || value === undefined ? null : (
                  <div key={c.id}>
                    <dt className={c.action ? "visually-hidden" : undefined}>{c.label}</dt>
                    <dd>{value}</dd>
                  </div>
                );
              })}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
