// What an import would do, row by row, and what it did.
import type { ReactNode } from "react";
import type { Import, ImportChange, ImportFault } from "../../gen/api";
import { optionLabel, type RegisterInfo } from "../../kernel/describe";
import { number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { LinkButton } from "../../ui/button";
import { Note } from "../../ui/note";
import { Card, Fact, Facts } from "../../ui/page";
import { Badge } from "../../ui/state";
import { Table } from "../../ui/table";
import { Difference, Kept, more } from "./differences";
import { columnName, importLabel } from "./import_model";

export function ImportCounts({ got }: { got: Import }) {
  const counts: [string, number][] = [
    [msg("ui.import.rows"), got.rows ?? 0],
    [msg("ui.import.added"), got.added ?? 0],
    [msg("ui.import.changed"), got.changed ?? 0],
    [msg("ui.import.unchanged"), got.unchanged ?? 0],
    [msg("ui.import.refused"), got.refused ?? 0],
  ];
  return (
    <Facts>
      {counts.map(([name, n]) => (
        <Fact key={name} name={name}>
          {msg("ui.import.n_rows", { n: number(n) })}
        </Fact>
      ))}
    </Facts>
  );
}

function place(register: RegisterInfo, fault: ImportFault): string {
  const field = fault.field ? importLabel(register, fault.field) : "";
  if (!fault.column) return field;
  return msg("ui.import.place", { column: columnName(fault.column), field });
}

export function ImportFaults({ register, got }: { register: RegisterInfo; got: Import }) {
  return (
    <>
      <Lines register={register} title={msg("ui.import.faults")} lines={got.faults} rest={got.more_faults} />
      <Choices register={register} faults={got.faults} />
      <Lines register={register} title={msg("ui.import.warnings")} lines={got.warnings} />
    </>
  );
}

// What may stand in the columns of choices that could not be read.
function Choices({ register, faults }: { register: RegisterInfo; faults: ImportFault[] }) {
  const fields = register.fields.filter((f) => f.type === "enum" && faults.some((fault) => fault.field === f.key && fault.column));
  return fields.map((f) => (
    <Note key={f.key} title={msg("ui.import.choices", { field: importLabel(register, f.key) })}>
      {(f.option_keys ?? []).map((key) => optionLabel(f.options, key)).join(msg("ui.list.comma"))}
    </Note>
  ));
}

function Lines({ register, title, lines, rest }: { register: RegisterInfo; title: string; lines: ImportFault[]; rest?: number | null | undefined }) {
  if (lines.length === 0) return null;
  return (
    <Card flush title={title} foot={more(rest)}>
      <Table
        dense
        label={title}
        rows={lines.map((fault, i) => ({ ...fault, i }))}
        rowKey={(f) => String(f.i)}
        columns={[
          { id: "line", label: msg("ui.import.line"), cell: (f) => msg("ui.import.line_n", { n: f.line }), className: "nowrap", main: true },
          { id: "place", label: msg("ui.import.column"), cell: (f) => place(register, f), className: "nowrap" },
          { id: "message", label: msg("ui.import.reason"), cell: (f) => f.message },
        ]}
      />
    </Card>
  );
}

export function ImportChanges({ register, got }: { register: RegisterInfo; got: Import }) {
  if (got.changes.length === 0) return null;
  const rest = (got.added ?? 0) + (got.changed ?? 0) - got.changes.length;
  return (
    <Card flush title={msg("ui.import.changes")} foot={more(rest > 0 ? rest : 0)}>
      <Table
        dense
        label={msg("ui.import.changes")}
        rows={got.changes}
        rowKey={(c) => String(c.line)}
        columns={[
          { id: "line", label: msg("ui.import.line"), cell: (c) => msg("ui.import.line_n", { n: c.line }), className: "nowrap" },
          {
            id: "action",
            label: msg("ui.import.action"),
            aside: true,
            cell: (c) =>
              c.action === "added" ? <Badge tone="ok" icon="plus">{msg("ui.import.added")}</Badge> : <Badge tone="info" icon="edit">{msg("ui.import.changed")}</Badge>,
          },
          { id: "title", label: msg("ui.import.record"), cell: (c) => c.title ?? c.number, main: true },
          ...(got.changed ? [{ id: "fields", label: msg("ui.import.difference"), cell: (c: ImportChange) => (c.action === "added" ? null : <Difference register={register} fields={c.fields} />) }] : []),
        ]}
      />
    </Card>
  );
}

export function ImportDone({ register, got, undo }: { register: RegisterInfo; got: Import; undo: ReactNode }) {
  const undone = got.state === "undone";
  const actions = (
    <>
      <LinkButton to={`/${register.name}`} look="filled">
        {msg("ui.import.to_list")}
      </LinkButton>
      {!undone && undo}
      <LinkButton to={`/${register.name}/import`}>{msg("ui.import.another")}</LinkButton>
    </>
  );
  return (
    <>
      <Note
        tone={undone ? "info" : "ok"}
        live
        title={undone ? msg("ui.import.undone", { n: number(got.undone ?? 0) }) : msg("ui.import.taken")}
        actions={actions}
      >
        {!undone && msg("ui.import.taken.text")}
      </Note>
      {!undone && (
        <Card title={msg("ui.import.result")}>
          <ImportCounts got={got} />
        </Card>
      )}
      {!undone && <ImportFaults register={register} got={got} />}
      <Kept kept={got.kept} rest={got.more_kept} />
    </>
  );
}
