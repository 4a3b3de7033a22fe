// Many records changed at once: what is to be changed, a preview by record, the edit as one step,
// its undo.
import { type ReactNode, useCallback, useState } from "react";
import { useParams } from "../../app/router";
import type { BulkChange, BulkEdit, BulkEditList, BulkEditSummary, BulkRefusal } from "../../gen/api";
import { api } from "../../kernel/api";
import { actionLabel, fieldLabel, recordPath, registerLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import { date, dateTime, number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { useStore } from "../../kernel/store";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note, Progress } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { Table } from "../../ui/table";
import { BulkForm } from "./bulk_form";
import { bulkChoice, bulkPath, mayBulkEdit } from "./bulk_model";
import { Difference, Kept, more } from "./differences";
import { isWorking, useWork } from "./work";

function whatOf(register: RegisterInfo, one: BulkEditSummary | BulkEdit): string {
  const names = (one.fields as string[]).map((key) => fieldLabel(register, key));
  if (one.action) names.push(actionLabel(register, one.action));
  return names.join(msg("ui.list.dot"));
}

// ---- what is to be changed, and what was ----

function Earlier({ register, alone }: { register: RegisterInfo; alone: boolean }) {
  const { data } = useQuery<BulkEditList>(bulkPath(register));
  if (!data) return null;
  if (data.items.length === 0)
    return alone ? (
      <EmptyState
        icon="edit"
        title={msg("ui.bulk.none")}
        text={msg("ui.bulk.none.text")}
        action={<LinkButton to={`/${register.name}`} look="filled">{msg("ui.import.to_list")}</LinkButton>}
      />
    ) : null;
  return (
    <Card flush title={msg("ui.bulk.earlier")}>
      <Table
        dense
        label={msg("ui.bulk.earlier")}
        rows={data.items}
        rowKey={(one) => one.id}
        rowHref={(one) => `/${register.name}/bulk/${one.id}`}
        columns={[
          { id: "what", label: msg("ui.bulk.changed_what"), cell: (one) => whatOf(register, one), main: true },
          { id: "state", label: msg("ui.import.state"), cell: (one) => label(`enum.bulk_state.${one.state}`), aside: true },
          { id: "rows", label: msg("ui.bulk.changed"), cell: (one) => number(one.changed ?? 0), align: "num" },
          { id: "at", label: msg("ui.import.at"), cell: (one) => dateTime(one.created_at, "short"), className: "nowrap" },
        ]}
      />
    </Card>
  );
}

function Begin({ register }: { register: RegisterInfo }) {
  const choice = useStore(bulkChoice);
  const chosen = choice?.register === register.name ? choice : null;
  return (
    <>
      {chosen && <BulkForm register={register} choice={chosen} />}
      <Earlier register={register} alone={chosen === null} />
    </>
  );
}

// ---- one bulk edit ----

function Counts({ got }: { got: BulkEdit }) {
  const counts: [string, number][] = [
    [msg("ui.bulk.rows"), got.rows ?? 0],
    [msg("ui.bulk.changed"), got.changed ?? 0],
    [msg("ui.bulk.unchanged"), got.unchanged ?? 0],
    [msg("ui.bulk.refused"), got.refused ?? 0],
  ];
  return (
    <Facts>
      {counts.map(([name, n]) => (
        <Fact key={name} name={name}>
          {msg("ui.bulk.n", { n: number(n) })}
        </Fact>
      ))}
    </Facts>
  );
}

function Refusals({ register, got }: { register: RegisterInfo; got: BulkEdit }) {
  if (got.refusals.length === 0) return null;
  const reason = (r: BulkRefusal) => (r.field ? msg("ui.bulk.at_field", { field: fieldLabel(register, r.field), message: r.message }) : r.message);
  return (
    <Card flush title={msg("ui.bulk.refusals")} foot={more(got.more_refusals)}>
      <Table
        dense
        label={msg("ui.bulk.refusals")}
        rows={got.refusals}
        rowKey={(r) => r.id}
        rowHref={(r) => (r.title === null ? undefined : recordPath(register.name, r))}
        columns={[
          { id: "number", label: msg("ui.import.number"), cell: (r) => r.number, className: "nowrap", aside: true },
          { id: "title", label: msg("ui.import.record"), cell: (r) => r.title ?? msg("ui.bulk.gone"), main: true },
          { id: "message", label: msg("ui.import.reason"), cell: reason },
        ]}
      />
    </Card>
  );
}

function Changes({ register, got }: { register: RegisterInfo; got: BulkEdit }) {
  if (got.changes.length === 0) return null;
  const rest = (got.changed ?? 0) - got.changes.length;
  return (
    <Card flush title={msg("ui.bulk.changes")} foot={more(rest > 0 ? rest : 0)}>
      <Table
        dense
        label={msg("ui.bulk.changes")}
        rows={got.changes}
        rowKey={(c) => c.id}
        columns={[
          { id: "number", label: msg("ui.import.number"), cell: (c) => c.number, className: "nowrap", aside: true },
          { id: "title", label: msg("ui.import.record"), cell: (c) => c.title, main: true },
          { id: "fields", label: msg("ui.import.difference"), cell: (c: BulkChange) => <Difference register={register} fields={c.fields} /> },
        ]}
      />
    </Card>
  );
}

function TakeButtons({ got, pending, onTake }: { got: BulkEdit; pending: boolean; onTake: (partial: boolean) => void }) {
  const right = got.changed ?? 0;
  if (right === 0) return <Note title={msg("ui.bulk.nothing")} />;
  if (!got.refused)
    return (
      <div className="row">
        <Button look="filled" icon="check" pending={pending} onPress={() => onTake(false)}>
          {msg("ui.bulk.take", { n: number(right) })}
        </Button>
      </div>
    );
  const take = (
    <Button pending={pending} onPress={() => onTake(true)}>
      {msg("ui.bulk.take_valid", { n: number(right) })}
    </Button>
  );
  return (
    <Note tone="warn" title={msg("ui.bulk.some_refused", { n: number(got.refused) })} actions={take}>
      {msg("ui.bulk.some_refused.text")}
    </Note>
  );
}

function Done({ register, got, undo }: { register: RegisterInfo; got: BulkEdit; undo: ReactNode }) {
  const undone = got.state === "undone";
  return (
    <>
      <Note
        tone={undone ? "info" : "ok"}
        live
        title={undone ? msg("ui.bulk.undone", { n: number(got.undone ?? 0) }) : msg("ui.bulk.taken", { n: number(got.changed ?? 0) })}
        actions={
          <>
            <LinkButton to={`/${register.name}`} look="filled">
              {msg("ui.import.to_list")}
            </LinkButton>
            {!undone && undo}
          </>
        }
      >
        {!undone && got.undo_until && msg("ui.bulk.taken.text", { date: date(got.undo_until.slice(0, 10)) })}
      </Note>
      {!undone && <Refusals register={register} got={got} />}
      <Kept kept={got.kept} rest={got.more_kept} />
    </>
  );
}

function workText(got: BulkEdit): string {
  if (got.state === "taking") return msg("ui.bulk.taking");
  return got.state === "undoing" ? msg("ui.bulk.undoing") : msg("ui.bulk.checking");
}

function OneEdit({ register, id }: { register: RegisterInfo; id: string }) {
  const path = bulkPath(register, id);
  const done = useCallback(() => invalidate(`/${register.name}`), [register]);
  const { got, setGot, error, setError } = useWork<BulkEdit>(path, done);
  const [pending, setPending] = useState(false);
  const act = async (work: () => Promise<{ data: BulkEdit }>) => {
    setPending(true);
    setError(null);
    try {
      setGot((await work()).data);
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  const undo = async () => {
    const yes = await confirm({ title: msg("ui.bulk.undo.ask"), text: msg("ui.bulk.undo.text"), yes: msg("ui.bulk.undo"), look: "filled danger" });
    if (yes) await act(() => api.post<BulkEdit>(`${path}/undo`));
  };
  if (!got) return error ? <ErrorNote error={error} /> : <Loading />;
  if (isWorking(got.state)) return <Progress label={workText(got)} value={got.progress ?? null} />;
  if (got.state === "failed")
    return (
      <Note
        tone="bad"
        live
        title={got.error ?? msg("ui.error.unknown")}
        actions={<LinkButton to={`/${register.name}`}>{msg("ui.import.to_list")}</LinkButton>}
      />
    );
  if (got.state === "taken" || got.state === "undone")
    return (
      <>
        <ErrorNote error={error} />
        {got.error && <Note tone="bad" live title={got.error} />}
        <Done
          register={register}
          got={got}
          undo={
            <Button pending={pending} icon="history" onPress={() => void undo()}>
              {msg("ui.bulk.undo")}
            </Button>
          }
        />
      </>
    );
  return (
    <>
      <ErrorNote error={error} />
      <Card title={msg("ui.bulk.checked", { what: whatOf(register, got) })}>
        <div className="stack">
          <Counts got={got} />
          <TakeButtons got={got} pending={pending} onTake={(partial) => void act(() => api.post<BulkEdit>(`${path}/commit`, { partial }))} />
        </div>
      </Card>
      <Refusals register={register} got={got} />
      <Changes register={register} got={got} />
    </>
  );
}

export default function BulkPage() {
  const { register: name, bulk: id } = useParams();
  const register = useRegister(name);
  if (!register || !mayBulkEdit(register))
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  const list = registerLabel(register);
  const title = msg("ui.bulk.title", { name: list });
  return (
    <Page>
      <PageHead
        crumbs={[{ label: list, to: `/${register.name}` }, ...(id ? [{ label: title, to: `/${register.name}/bulk` }] : [])]}
        title={id ? msg("ui.bulk.one") : title}
      />
      <div className="stack">{id ? <OneEdit key={id} register={register} id={id} /> : <Begin register={register} />}</div>
    </Page>
  );
}
