// Many units at once: a line each, typed or pasted from a table (name, kind).
import { useState } from "react";
import { navigate, useSearch } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import type { RefValue } from "../../kernel/record";
import { label, msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { Button, LinkButton } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { errorText, ErrorNote, Note, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { useTopUnit } from "./top_unit";

// Those below the organisation itself, the usual one first.
const KINDS = ["department", "head_office", "shop", "factory", "office", "subsidiary", "division", "overseas_site", "other"];

interface Line {
  name: string;
  kind: string;
}

const folded = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

// "本社\t本社" says its kind; a name that is a kind's ("本社", "Head office") is of that kind.
export function linesOf(text: string, usual: string): Line[] {
  const known = new Map(KINDS.map((kind) => [folded(label(`enum.unit_kind.${kind}`)), kind]));
  return text
    .split(/\r?\n/)
    .map((line) => line.split("\t").map((cell) => cell.trim()))
    .filter(([name]) => name)
    .map(([name = "", kind = ""]) => ({ name, kind: known.get(folded(kind)) ?? known.get(folded(name)) ?? usual }));
}

function Preview({ lines }: { lines: Line[] }) {
  const columns: Column<Line & { no: number }>[] = [
    { id: "name", label: label("reg.unit.name"), main: true, cell: (l) => l.name },
    { id: "kind", label: label("reg.unit.kind"), cell: (l) => label(`enum.unit_kind.${l.kind}`) },
  ];
  return <Table bare label={msg("governance.add.preview")} columns={columns} rows={lines.map((l, no) => ({ ...l, no }))} rowKey={(l) => String(l.no)} />;
}

function useAdding(top: RefValue | undefined) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ line: Line; why: string } | null>(null);
  // What was added does not come twice when one line fails: the caller keeps the rest.
  const add = async (lines: Line[]): Promise<Line[]> => {
    setBusy(true);
    setFailed(null);
    for (const [i, line] of lines.entries()) {
      try {
        await api.post("/units", { name: line.name, kind: line.kind, head_office: line.kind === "head_office", parent: top?.id });
      } catch (e) {
        const fields = e instanceof ApiError ? Object.values(e.fields()) : [];
        setFailed({ line, why: fields[0] ?? errorText(e) });
        setBusy(false);
        return lines.slice(i);
      }
    }
    setBusy(false);
    return [];
  };
  return { busy, failed, add };
}

export default function AddUnitsPage() {
  const [search] = useSearch();
  const { top, error } = useTopUnit();
  const [text, setText] = useState("");
  const [usual, setUsual] = useState("department");
  const { busy, failed, add } = useAdding(top);
  const lines = linesOf(text, usual);
  const save = async () => {
    const rest = await add(lines);
    invalidate("/units");
    setText(rest.map((l) => `${l.name}\t${label(`enum.unit_kind.${l.kind}`)}`).join("\n"));
    if (rest.length > 0) return;
    toast(msg("governance.add.done", { n: lines.length }));
    await navigate(search.get("from") === "list" ? "/units" : "/", { replace: true });
  };
  return (
    <Page narrow>
      <PageHead title={msg("governance.add")} crumbs={[{ label: label("reg.units"), to: "/units" }]} meta={msg("governance.add.text")} />
      <ErrorNote error={error} />
      {failed && (
        <Note tone="bad" title={msg("governance.add.failed", { name: failed.line.name })}>
          {failed.why}
        </Note>
      )}
      <Card title={msg("governance.add.list")}>
        <div className="form">
          <TextField label={msg("governance.add.names")} hint={msg("governance.add.names.hint")} required lines={8} value={text} onChange={setText} />
          <SelectField
            label={msg("governance.add.usual")}
            hint={msg("governance.add.usual.hint")}
            options={KINDS.map((id) => ({ id, label: label(`enum.unit_kind.${id}`) }))}
            value={usual}
            onChange={(kind) => kind && setUsual(kind)}
          />
        </div>
      </Card>
      {lines.length > 0 && (
        <Card title={msg("governance.add.preview")} flush>
          <Preview lines={lines} />
        </Card>
      )}
      <div className="form-foot row">
        <Button look="filled" size="large" pending={busy} isDisabled={!top || lines.length === 0} onPress={() => void save()}>
          {msg("governance.add.go", { n: lines.length })}
        </Button>
        <LinkButton size="large" to="/units/new">
          {msg("governance.add.one")}
        </LinkButton>
      </div>
    </Page>
  );
}
