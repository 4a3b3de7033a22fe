// A table from a file or from Excel's clipboard into a register: columns matched, a dry run by line,
// the import as one step, its undo.
import { useCallback, useState } from "react";
import { navigate, useParams } from "../../app/router";
import { FILE_BYTES, type Import, type ImportList, type ImportSummary } from "../../gen/api";
import { api } from "../../kernel/api";
import { registerLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import { dateTime, megabytes, number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FileDrop } from "../../ui/file_field";
import { EmptyState, ErrorNote, Loading, Note, Progress } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { confirm } from "../../ui/overlay";
import { Card, More, Page, PageHead } from "../../ui/page";
import { Table } from "../../ui/table";
import { ImportColumns } from "./import_columns";
import { bodyOf, importLabel, importPath, type Place, type Plan, planOf, uploadTable } from "./import_model";
import { ImportChanges, ImportCounts, ImportDone, ImportFaults } from "./import_result";
import { isWorking, useWork } from "./work";

const MOST = FILE_BYTES.measure_import_add; // the same for every register

function Head({ register, name }: { register: RegisterInfo; name?: string }) {
  const list = registerLabel(register);
  return (
    <PageHead
      crumbs={[
        { label: list, to: `/${register.name}` },
        ...(name ? [{ label: msg("ui.import.title", { name: list }), to: `/${register.name}/import` }] : []),
      ]}
      title={name ?? msg("ui.import.title", { name: list })}
    />
  );
}

// ---- choosing a file ----

function FileChoice({ pending, onFile }: { pending: boolean; onFile: (file: File) => void }) {
  return (
    <FileDrop className="drop-place" accept=".xlsx,.csv,.txt,.tsv,text/csv,text/tab-separated-values" onFile={onFile}>
      {(choose) => (
        <>
          <Button look="filled" icon="upload" pending={pending} onPress={choose}>
            {msg("ui.import.choose")}
          </Button>
          <span className="muted small">{msg("ui.import.choose.hint")}</span>
        </>
      )}
    </FileDrop>
  );
}

function Choose({ register }: { register: RegisterInfo }) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [pasted, setPasted] = useState("");
  const [place, setPlace] = useState<Place>({ sheet: "", line: null });
  const send = async (body: Blob, name: string) => {
    if (body.size > MOST) {
      setError(new Error("size"));
      return;
    }
    setPending(true);
    setError(null);
    try {
      const got = await uploadTable(register, body, name, place);
      invalidate(importPath(register));
      await navigate(`/${register.name}/import/${got.id}`);
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      {error instanceof Error && error.message === "size" ? (
        <Note tone="bad" live title={msg("ui.import.too_large", { limit: megabytes(MOST) })} />
      ) : (
        <ErrorNote error={error} />
      )}
      <Card title={msg("ui.import.file")}>
        <div className="stack">
          <FileChoice pending={pending} onFile={(file) => void send(file, file.name)} />
          <More label={msg("ui.import.where")}>
            <div className="stack">
              <TextField label={msg("ui.import.where.sheet")} hint={msg("ui.import.where.sheet.hint")} optional maxLength={200} value={place.sheet} onChange={(sheet) => setPlace({ ...place, sheet })} />
              <NumberField label={msg("ui.import.where.line")} hint={msg("ui.import.where.line.hint")} optional min={1} max={30} digits={0} value={place.line} onChange={(line) => setPlace({ ...place, line })} />
            </div>
          </More>
        </div>
      </Card>
      <Card title={msg("ui.import.paste")}>
        <div className="stack">
          <TextField label={msg("ui.import.paste.label")} hint={msg("ui.import.paste.hint")} lines={6} value={pasted} onChange={setPasted} />
          <div className="row">
            <Button
              isDisabled={pasted.trim() === ""}
              pending={pending}
              onPress={() => void send(new Blob([pasted]), msg("ui.import.paste.name"))}
            >
              {msg("ui.import.paste.do")}
            </Button>
          </div>
        </div>
      </Card>
      <Earlier register={register} />
    </>
  );
}

function Earlier({ register }: { register: RegisterInfo }) {
  const { data } = useQuery<ImportList>(importPath(register));
  if (!data || data.items.length === 0) return null;
  const rows = (one: ImportSummary) => (one.rows == null ? "" : number(one.rows));
  return (
    <Card flush title={msg("ui.import.earlier")}>
      <Table
        dense
        label={msg("ui.import.earlier")}
        rows={data.items}
        rowKey={(one) => one.id}
        rowHref={(one) => `/${register.name}/import/${one.id}`}
        columns={[
          { id: "name", label: msg("ui.import.file_name"), cell: (one) => one.name, main: true },
          { id: "state", label: msg("ui.import.state"), cell: (one) => label(`enum.import_state.${one.state}`), aside: true },
          { id: "rows", label: msg("ui.import.rows"), cell: rows, align: "num" },
          { id: "at", label: msg("ui.import.at"), cell: (one) => dateTime(one.created_at, "short"), className: "nowrap" },
        ]}
      />
    </Card>
  );
}

// ---- one import ----

function workText(got: Import): string {
  if (got.state === "taking") return msg("ui.import.taking");
  return got.state === "undoing" ? msg("ui.import.undoing") : msg("ui.import.checking");
}

function TakeButtons({ got, pending, onTake }: { got: Import; pending: boolean; onTake: (partial: boolean) => void }) {
  const right = (got.added ?? 0) + (got.changed ?? 0);
  if (right === 0) return <Note title={msg("ui.import.nothing")} />;
  if (!got.refused)
    return (
      <div className="row">
        <Button look="filled" icon="check" pending={pending} onPress={() => onTake(false)}>
          {msg("ui.import.take", { n: number(right) })}
        </Button>
      </div>
    );
  return (
    <Note tone="warn" title={msg("ui.import.some_refused", { n: number(got.refused) })} actions={
      <Button pending={pending} onPress={() => onTake(true)}>
        {msg("ui.import.take_valid", { n: number(right) })}
      </Button>
    }>
      {msg("ui.import.some_refused.text")}
    </Note>
  );
}

// Taken in as they are, they would stand in the register twice.
function Alike({ register, got, pending, onMatch }: { register: RegisterInfo; got: Import; pending: boolean; onMatch: () => void }) {
  if (!got.alike) return null;
  const field = importLabel(register, register.title);
  return (
    <Note tone="warn" title={msg("ui.import.alike", { n: number(got.alike), field })} actions={
      <Button icon="link" pending={pending} onPress={onMatch}>
        {msg("ui.import.alike.match", { field })}
      </Button>
    }>
      {msg("ui.import.alike.text", { field })}
    </Note>
  );
}

function OneImport({ register, id }: { register: RegisterInfo; id: string }) {
  const done = useCallback(() => invalidate(`/${register.name}`), [register]);
  const { got, setGot, error, setError } = useWork<Import>(importPath(register, id), done);
  const [changed, setChanged] = useState<Plan | null>(null);
  const [pending, setPending] = useState(false);
  const act = async (work: () => Promise<{ data: Import }>) => {
    setPending(true);
    setError(null);
    try {
      const { data } = await work();
      setChanged(null);
      setGot(data);
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  const path = importPath(register, id);
  const undo = async () => {
    const yes = await confirm({ title: msg("ui.import.undo.ask"), text: msg("ui.import.undo.text"), yes: msg("ui.import.undo"), look: "filled danger" });
    if (yes) await act(() => api.post<Import>(`${path}/undo`));
  };
  if (!got) return error ? <ErrorNote error={error} /> : <Loading />;
  if (isWorking(got.state)) return <Progress label={workText(got)} value={null} />;
  if (got.state === "taken" || got.state === "undone")
    return (
      <>
        <ErrorNote error={error} />
        {got.error && <Note tone="bad" live title={got.error} />}
        <ImportDone
          register={register}
          got={got}
          undo={
            <Button pending={pending} icon="history" onPress={() => void undo()}>
              {msg("ui.import.undo")}
            </Button>
          }
        />
      </>
    );
  const plan = changed ?? planOf(register, got);
  const checked = got.state === "checked" && changed === null;
  return (
    <>
      <ErrorNote error={error} />
      {got.state === "failed" && <Note tone="bad" live title={got.error ?? msg("ui.error.unknown")} />}
      {checked && (
        <>
          <Card title={msg("ui.import.checked")}>
            <div className="stack">
              <ImportCounts got={got} />
              <Alike register={register} got={got} pending={pending} onMatch={() => void act(() => api.put<Import>(`${path}/mapping`, bodyOf({ ...plan, key: register.title })))} />
              <TakeButtons got={got} pending={pending} onTake={(partial) => void act(() => api.post<Import>(`${path}/commit`, { partial }))} />
            </div>
          </Card>
          <ImportFaults register={register} got={got} />
          <ImportChanges register={register} got={got} />
        </>
      )}
      <ImportColumns
        register={register}
        got={got}
        plan={plan}
        onChange={setChanged}
        filled={!checked}
        pending={pending}
        onCheck={() => void act(() => api.put<Import>(`${path}/mapping`, bodyOf(plan)))}
      />
    </>
  );
}

function ImportOf({ register, id }: { register: RegisterInfo; id: string | undefined }) {
  const { data } = useQuery<Import>(id ? importPath(register, id) : null);
  return (
    <Page>
      <Head register={register} name={id ? (data?.name ?? "…") : undefined} />
      <div className="stack">{id ? <OneImport key={id} register={register} id={id} /> : <Choose register={register} />}</div>
    </Page>
  );
}

export default function ImportPage() {
  const { register: name, import: id } = useParams();
  const register = useRegister(name);
  if (!register || !may(register.permissions.create))
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  return <ImportOf register={register} id={id} />;
}
