// The list of any register: server-paged, sorted by what is indexed, filtered, exported as shown.
import { type ReactNode, useRef, useState } from "react";
import { useParams } from "../../app/router";
import { download, type Page as ListPage } from "../../kernel/api";
import { type FieldInfo, fieldLabel, recordPath, recordTitle, registerLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import * as format from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useShortcuts } from "../../kernel/keys";
import { setPrefs, usePrefs } from "../../kernel/prefs";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton, LinkButton } from "../../ui/button";
import { ChangedBar } from "../../ui/changed_bar";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { usePhone } from "../../ui/media";
import { Menu } from "../../ui/overlay";
import { Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { capabilities } from "../all";
import { BulkBar, useChosen } from "./bulk_bar";
import { mayBulkEdit } from "./bulk_model";
import { FilterBar } from "./filter_bar";
import { listQuery, type ListState, useListState } from "./list_state";
import { Readerless } from "./readers";
import { fieldValue, isNumeric } from "./value";
import { ViewMenu } from "./view_menu";

const NUMBER = "number";

export function shownKeys(register: RegisterInfo, chosen: string[] | undefined): string[] {
  const listed = register.fields.filter((f) => f.listed).map((f) => f.key);
  return chosen ?? [...(register.prefix ? [NUMBER] : []), ...listed];
}

// A date, a word or a person's name stays on its line; other names take two lines at the most.
const ONE_LINE = new Set(["date", "instant", "enum", "bool", "period"]);

function cellClass(register: RegisterInfo, field: FieldInfo): string | undefined {
  if (field.key === register.title || field.type === "longtext") return undefined;
  return ONE_LINE.has(field.type) || isNumeric(field) || field.ref === "people" ? "nowrap" : "name";
}

function cell(register: RegisterInfo, field: FieldInfo, row: RegisterRecord): ReactNode {
  const value = fieldValue(register, field, row);
  return value !== "" && cellClass(register, field) === "name" ? <span className="clamp">{value}</span> : value;
}

function columnOf(register: RegisterInfo, field: FieldInfo): Column<RegisterRecord> {
  return {
    id: field.key,
    label: fieldLabel(register, field.key),
    cell: (row) => cell(register, field, row),
    sort: field.indexed && field.type !== "ref" ? field.key : undefined,
    align: isNumeric(field) ? "num" : undefined,
    main: field.key === register.title,
    aside: field.key === register.state_field,
    className: cellClass(register, field),
  };
}

export function registerColumns(register: RegisterInfo, keys: string[]): Column<RegisterRecord>[] {
  const number: Column<RegisterRecord> = {
    id: NUMBER,
    label: label("reg.number"),
    cell: (row) => row.number,
    sort: NUMBER,
    aside: true,
    className: "nowrap",
  };
  return keys.flatMap((key) => {
    if (key === NUMBER) return [number];
    const field = register.fields.find((f) => f.key === key);
    return field ? [columnOf(register, field)] : [];
  });
}

function ColumnMenu({ register, keys, state }: { register: RegisterInfo; keys: string[]; state: ListState }) {
  const { columns, density } = usePrefs();
  const all = [...(register.prefix ? [NUMBER] : []), ...register.fields.map((f) => f.key)];
  const toggle = (key: string) => {
    const next = keys.includes(key) ? keys.filter((k) => k !== key) : all.filter((k) => k === key || keys.includes(k));
    choose({ ...columns, [register.name]: next });
  };
  // A choice of one's own goes before the columns that a saved view names.
  const choose = (next: typeof columns) => {
    setPrefs({ columns: next });
    if (state.columns) state.change({ cols: null });
  };
  const { [register.name]: _, ...others } = columns;
  return (
    <>
      <IconButton
        icon="density"
        label={density === "dense" ? msg("ui.list.normal") : msg("ui.list.dense")}
        onPress={() => setPrefs({ density: density === "dense" ? "normal" : "dense" })}
      />
      <Menu
        label={msg("ui.list.columns")}
        groups={[
          {
            selected: keys,
            multiple: true,
            entries: all.map((key) => ({
              id: key,
              label: key === NUMBER ? label("reg.number") : fieldLabel(register, key),
              disabled: key === register.title,
              onAction: () => toggle(key),
            })),
          },
          {
            entries: [{ id: "\u0000reset", icon: "refresh", label: msg("ui.list.columns.reset"), onAction: () => choose(others) }],
          },
        ]}
      >
        <Button look="plain" icon="columns">
          {msg("ui.list.columns")}
        </Button>
      </Menu>
    </>
  );
}

export function ExportMenu({ register, state, keys }: { register: RegisterInfo; state: ListState; keys: string[] }) {
  const get = (kind: string) =>
    download(`/${register.name}`, { ...listQuery(state), format: kind, fields: keys.filter((k) => k !== NUMBER).join(",") });
  return (
    <Menu
      label={msg("ui.export")}
      groups={[
        {
          entries: [
            { id: "xlsx", icon: "table", label: msg("ui.export.xlsx"), onAction: () => get("xlsx") },
            { id: "csv", icon: "sheet", label: msg("ui.export.csv"), onAction: () => get("csv") },
          ],
        },
      ]}
    >
      <Button icon="download">{msg("ui.export")}</Button>
    </Menu>
  );
}

export function totalText(page: { total?: number | null; total_at_least?: number | null }): string {
  if (page.total != null) return msg("ui.list.total", { total: format.number(page.total) });
  return msg("ui.list.total_at_least", { total: format.number(page.total_at_least ?? 0) });
}

export function Pager({ page, state }: { page: ListPage<unknown>; state: ListState }) {
  const back = useRef<{ cursor: string | null; from: number }[]>([]);
  const to = state.from + page.items.length - 1;
  const previous = () => {
    const last = back.current.pop();
    state.turn(last?.cursor ?? null, last?.from ?? 1);
  };
  const next = () => {
    back.current.push({ cursor: state.cursor, from: state.from });
    state.turn(page.next, to + 1);
  };
  return (
    <nav className="pager" aria-label={msg("ui.list.pages")}>
      <span role="status">
        {msg("ui.list.range", { from: format.number(state.from), to: format.number(to), total: totalText(page) })}
      </span>
      {(state.from > 1 || page.next) && (
        <span className="row pager-buttons">
          <Button icon="chevron_left" isDisabled={state.from <= 1} onPress={previous}>
            {msg("ui.list.previous")}
          </Button>
          <Button iconAfter="chevron_right" isDisabled={!page.next} onPress={next}>
            {msg("ui.list.next")}
          </Button>
        </span>
      )}
    </nav>
  );
}

export function isFiltered(state: ListState): boolean {
  return state.q !== "" || Object.keys(state.filters).length > 0;
}

function Nothing({ register, state, mayCreate }: { register: RegisterInfo; state: ListState; mayCreate: boolean }) {
  const filtered = isFiltered(state);
  const name = registerLabel(register);
  if (filtered) return <EmptyState icon="search" title={msg("ui.list.no_match")} text={msg("ui.list.no_match.text")} />;
  return (
    <EmptyState
      title={msg("ui.list.empty", { name })}
      text={label(`reg.${register.singular}.empty`, "")}
      action={
        mayCreate && (
          <LinkButton to={`/${register.name}/new`} look="filled" icon="plus">
            {msg("ui.list.first")}
          </LinkButton>
        )
      }
    />
  );
}

function totalOf(page: ListPage<unknown> | undefined): { total: number; exact: boolean } {
  return { total: page?.total ?? page?.total_at_least ?? 0, exact: page?.total != null };
}

function ListActions({ register, state, keys, first }: { register: RegisterInfo; state: ListState; keys: string[]; first: boolean }) {
  const mayCreate = may(register.permissions.create);
  return (
    <>
      <ExportMenu register={register} state={state} keys={keys} />
      {mayCreate && (
        <LinkButton to={`/${register.name}/import`} icon="upload">
          {msg("ui.import")}
        </LinkButton>
      )}
      {mayCreate &&
        capabilities
          .flatMap((c) => c.lists ?? [])
          .filter((l) => l.register === register.name)
          .map((l) => (
            <LinkButton key={l.to} to={l.to} icon={l.icon}>
              {l.label()}
            </LinkButton>
          ))}
      {mayCreate && !first && (
        <LinkButton to={`/${register.name}/new`} look="filled" icon="plus">
          {msg("ui.create")}
        </LinkButton>
      )}
    </>
  );
}

function RegisterList({ register }: { register: RegisterInfo }) {
  const state = useListState(register);
  const { density, columns, page: limit } = usePrefs();
  const search = useRef<HTMLInputElement>(null);
  const list = useQuery<ListPage<RegisterRecord>>(`/${register.name}`, {
    ...listQuery(state),
    cursor: state.cursor,
    limit,
  });
  const keys = shownKeys(register, state.columns ?? columns[register.name]);
  const mayCreate = may(register.permissions.create);
  const page = list.data;
  const phone = usePhone();
  const [choosing, setChoosing] = useState(false); // a phone shows the boxes only when asked
  const selection = useChosen(state, page?.items ?? []);
  const mayChoose = mayBulkEdit(register) && (page?.items.length ?? 0) > 0;
  const boxes = mayChoose && (!phone || choosing);
  const empty = page?.items.length === 0 && !isFiltered(state); // then the first is offered below
  useShortcuts({ "/": () => search.current?.focus() });
  return (
    <Page>
      <PageHead
        title={registerLabel(register)}
        meta={page && totalText(page)}
        actions={<ListActions register={register} state={state} keys={keys} first={empty} />}
      />
      <Readerless register={register} />
      <FilterBar register={register} state={state} searchRef={search}>
        <span className="row only-desk">
          <ViewMenu register={register} keys={keys} />
          <ColumnMenu register={register} keys={keys} state={state} />
        </span>
        {mayChoose && phone && !choosing && (
          <Button look="plain" icon="check" onPress={() => setChoosing(true)}>
            {msg("ui.bulk.choose")}
          </Button>
        )}
      </FilterBar>
      <ChangedBar path={`/${register.name}`} />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {page && page.items.length === 0 && <Nothing register={register} state={state} mayCreate={mayCreate} />}
      {page && page.items.length > 0 && (
        <>
          <Table
            label={registerLabel(register)}
            columns={registerColumns(register, keys)}
            rows={page.items}
            rowKey={(row) => row.id}
            rowHref={(row) => recordPath(register.name, row)}
            rowLabel={(row) => recordTitle(register, row)}
            sort={state.sort}
            onSort={(sort) => state.change({ sort })}
            dense={density === "dense"}
            selected={boxes ? new Set(selection.all ? page.items.map((row) => row.id) : selection.chosen.keys()) : undefined}
            onSelect={boxes ? selection.onSelect : undefined}
          />
          <Pager page={page} state={state} />
          {boxes && (
            <BulkBar
              register={register}
              state={state}
              selection={selection}
              {...totalOf(page)}
              onDone={phone ? () => setChoosing(false) : undefined}
            />
          )}
        </>
      )}
    </Page>
  );
}

export default function RegisterListPage() {
  const { register: name } = useParams();
  const register = useRegister(name);
  if (!register)
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  return <RegisterList key={register.name} register={register} />;
}
