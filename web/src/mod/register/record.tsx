// The page of one record: title line with state and the next action, facts left, history right.
import { Suspense, useState } from "react";
import { navigate, useParams } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import { actionLabel, fieldLabel, recordPath, recordTitle, registerLabel, type RegisterInfo, type Transition, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton, LinkButton } from "../../ui/button";
import { ChangedBar } from "../../ui/changed_bar";
import { copy } from "../../ui/copy";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { ask, confirm, Menu } from "../../ui/overlay";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { askedByCards, cardsOf, pageOf, toldByCards } from "../all";
import { useRecordTitle } from "../assessment/key_name";
import { ApprovalNote, SendForApproval, useDecidedByRound, useSending } from "../approval/panel";
import { Tasks } from "../task/card";
import { History } from "./history";
import { Comments, Links, RecordFiles } from "./items";
import { Readers } from "./readers";
import { toastRefused } from "./refused";
import { fieldValue } from "./value";

export interface RecordCardProps {
  register: RegisterInfo;
  record: RegisterRecord;
  etag: string | null;
}

export function openTransitions(register: RegisterInfo, record: RegisterRecord): Transition[] {
  if (!register.state_field) return [];
  const state = record[register.state_field];
  const elsewhere = askedByCards(register.name);
  return register.transitions.filter((t) => t.from === state && may(t.permission) && !elsewhere.includes(t.action));
}

async function transit({ register, record, etag }: RecordCardProps, t: Transition, began: () => void): Promise<void> {
  const reason = t.reason
    ? await ask({
        title: actionLabel(register, t.action),
        text: recordTitle(register, record),
        yes: actionLabel(register, t.action),
        reason: "required",
      })
    : "";
  if (reason === null) return;
  began();
  const path = `/${register.name}/${record.id}`;
  await api.post(`${path}/transitions`, { action: t.action, ...(reason ? { reason } : {}) }, { etag });
  toast(msg("ui.state.changed", { action: actionLabel(register, t.action) }));
}

export function Transitions(props: RecordCardProps) {
  const { register, record } = props;
  const [busy, setBusy] = useState<string | null>(null);
  const round = useDecidedByRound({ register: register.name, record });
  const open = openTransitions(register, record).filter((t) => !round.live && !round.actions.includes(t.action));
  const run = async (t: Transition) => {
    try {
      await transit(props, t, () => setBusy(t.action));
    } catch (e) {
      toastRefused(register, e);
    } finally {
      invalidate(`/${register.name}`);
      setBusy(null);
    }
  };
  // The next action stands last, at the edge, and is the only filled one.
  return [...open].reverse().map((t, i) => (
    <Button
      key={t.action}
      look={i === open.length - 1 ? "filled" : "outline"}
      pending={busy === t.action}
      isDisabled={busy !== null && busy !== t.action}
      onPress={() => void run(t)}
    >
      {actionLabel(register, t.action)}
    </Button>
  ));
}

export async function removeRecord({ register, record, etag }: RecordCardProps): Promise<void> {
  const title = recordTitle(register, record);
  const yes = await confirm({
    title: msg("ui.delete.ask", { name: title }),
    text: msg("ui.delete.text"),
    yes: msg("ui.delete"),
    look: "filled danger",
  });
  if (!yes) return;
  const path = `/${register.name}/${record.id}`;
  try {
    await api.remove(path, { etag });
    await navigate(`/${register.name}`, { replace: true });
    invalidate(`/${register.name}`); // now that nobody shows what is gone
    toast(msg("ui.delete.done", { name: title }), "ok", {
      label: msg("ui.undo"),
      run: () => {
        api
          .post(`${path}/restore`, undefined, { etag: "*" })
          .then(() => navigate(recordPath(register.name, record)))
          .catch(toastError)
          .finally(() => invalidate(`/${register.name}`));
      },
    });
  } catch (e) {
    toastError(e);
  }
}

export function RecordActions(props: RecordCardProps) {
  const { register, record } = props;
  const path = recordPath(register.name, record);
  const mayUpdate = may(register.permissions.update);
  const open = openTransitions(register, record);
  const state = String(record[register.state_field ?? ""] ?? "");
  const { live } = useDecidedByRound({ register: register.name, record });
  const sending = useSending({ register: register.name, record, state });
  const asked = register.transitions.some((t) => t.from === state && may(t.permission) && askedByCards(register.name).includes(t.action));
  const another = open.length > 0 || asked || live || sending.next; // something comes before editing
  return (
    <>
      <Menu
        label={msg("ui.more")}
        groups={[
          {
            entries: [
              { id: "print", icon: "print", label: msg("ui.print"), onAction: () => window.print() },
              {
                id: "link",
                icon: "link",
                label: msg("ui.copy_link"),
                onAction: () => void copy(window.location.href),
              },
            ],
          },
          ...(may(register.permissions.delete)
            ? [{ entries: [{ id: "delete", icon: "trash" as const, label: msg("ui.delete"), danger: true, onAction: () => void removeRecord(props) }] }]
            : []),
        ]}
      >
        <IconButton icon="more" label={msg("ui.more")} look="outline" />
      </Menu>
      {mayUpdate && (
        <LinkButton to={`${path}/edit`} icon="edit" look={another ? "outline" : "filled"}>
          {msg("ui.edit")}
        </LinkButton>
      )}
      <Transitions {...props} />
      {register.state_field && <SendForApproval register={register.name} record={record} state={state} />}
    </>
  );
}

export function RecordFacts({ register, record }: { register: RegisterInfo; record: RegisterRecord }) {
  const elsewhere = [register.title, register.state_field, ...toldByCards(register.name)];
  const shown = register.fields.filter((f) => !elsewhere.includes(f.key));
  const said = shown.filter((f) => record[f.key] !== null && record[f.key] !== undefined && record[f.key] !== "");
  const silent = shown.filter((f) => !f.readonly && !said.includes(f)); // what the program computes, nobody has left out
  return (
    <>
      <Facts>
        {said.map((f) => (
          <Fact key={f.key} name={fieldLabel(register, f.key)}>
            {fieldValue(register, f, record, "page")}
          </Fact>
        ))}
      </Facts>
      {silent.length > 0 && (
        <p className="muted small silent">
          {msg("ui.record.silent", { fields: silent.map((f) => fieldLabel(register, f.key)).join(msg("ui.list.comma")) })}
        </p>
      )}
    </>
  );
}

export function RecordView(props: RecordCardProps) {
  const { register, record } = props;
  const stateField = register.fields.find((f) => f.key === register.state_field);
  const title = useRecordTitle(register, record);
  return (
    <Page>
      <PageHead
        crumbs={[{ label: registerLabel(register), to: `/${register.name}` }]}
        title={title}
        number={record.number}
        state={stateField && <StateBadge set={stateField.options} value={record[stateField.key]} />}
        meta={msg("ui.record.updated", { at: dateTime(record.updated_at) })}
        actions={<RecordActions {...props} />}
      />
      <ChangedBar path={`/${register.name}`} id={record.id} />
      <ApprovalNote register={register.name} record={record} />
      <div className="columns">
        <div className="stack">
          <Card title={msg("ui.record.facts")}>
            <RecordFacts register={register} record={record} />
          </Card>
          <Suspense>
            {cardsOf(register.name).map((Cards, i) => (
              <Cards key={i} {...props} />
            ))}
          </Suspense>
          <Tasks register={register} record={record} />
          <Links register={register} record={record} />
          <RecordFiles register={register} record={record} />
        </div>
        <div className="stack">
          {register.readers && <Readers register={register} record={record} />}
          <Comments register={register} record={record} />
          <Card title={msg("ui.history")}>
            <History register={register} record={record} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

export default function RecordPage() {
  const { register: name, id } = useParams();
  const register = useRegister(name);
  const query = useQuery<RegisterRecord>(register ? `/${register.name}/${id}` : null);
  const gone = query.error instanceof ApiError && query.error.status === 404;
  if (!register || gone)
    return (
      <EmptyState
        icon="search"
        page title={msg("ui.not_found.title")}
        text={msg("ui.not_found.text")}
        action={
          register && <LinkButton to={`/${register.name}`}>{label(`reg.${register.name}`)}</LinkButton>
        }
      />
    );
  if (query.error && !query.data) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  if (!query.data) return <Loading />;
  const View = pageOf(register.name) ?? RecordView;
  return (
    <Suspense>
      <View register={register} record={query.data} etag={query.etag} />
    </Suspense>
  );
}
