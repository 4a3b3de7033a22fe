// One round: what is asked, by whom, how far it is, and – when it is my turn – the decision. On
// paper the same page is the approval sheet (稟議書).
import { Suspense, useState } from "react";
import { useParams } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import { fieldLabel, recordPath, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { date, dateTime, money } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { useSession } from "../../kernel/session";
import { Button, IconButton, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { ask, Menu } from "../../ui/overlay";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { decidedCardsOf, toldByCards } from "../all";
import { fieldValue } from "../register/value";
import { afterChange, Decide, type RoundProps } from "./decide";
import { type Approval, personText, routeName, stepName } from "./model";
import { Reassign } from "./reassign";
import { Stamps } from "./stamps";

async function act({ round, etag }: RoundProps, what: string, done: string, question: Parameters<typeof ask>[0]): Promise<void> {
  const comment = await ask(question);
  if (comment === null) return;
  try {
    await api.post(`/approvals/${round.id}/${what}`, comment ? { comment } : {}, { etag });
    toast(done);
  } catch (e) {
    toastError(e);
  } finally {
    afterChange(round);
  }
}

function Actions(props: RoundProps & { onReassign: () => void }) {
  const { round, onReassign } = props;
  const withdraw = () => act(props, "withdrawal", msg("approval.did.withdraw"), { title: msg("approval.withdraw.title"), text: round.record.title, yes: msg("approval.do.withdraw"), reason: "optional" });
  const resend = () => act(props, "resending", msg("approval.did.resend"), { title: msg("approval.resend.title"), text: msg("approval.resend.text"), yes: msg("approval.do.resend"), reason: "optional", reasonLabel: msg("approval.resend.answer") });
  const say = () => act(props, "comments", msg("approval.did.comment"), { title: msg("approval.say.title"), yes: msg("approval.do.comment"), reason: "required", reasonLabel: msg("approval.comment") });
  return (
    <>
      <Menu
        label={msg("ui.more")}
        groups={[
          {
            entries: [
              { id: "print", icon: "print", label: msg("approval.print"), onAction: () => window.print() },
              { id: "say", icon: "comment", label: msg("approval.say.title"), onAction: () => void say() },
              ...(round.mine.reassign ? [{ id: "reassign", icon: "people" as const, label: msg("approval.reassign.title"), onAction: onReassign }] : []),
            ],
          },
          ...(round.mine.withdraw ? [{ entries: [{ id: "withdraw", icon: "close" as const, label: msg("approval.do.withdraw"), danger: true, onAction: () => void withdraw() }] }] : []),
        ]}
      >
        <IconButton icon="more" label={msg("ui.more")} look="outline" />
      </Menu>
      <Button icon="print" onPress={() => window.print()}>{msg("approval.print")}</Button>
      {round.mine.resend && <Button look="filled" icon="send" onPress={() => void resend()}>{msg("approval.do.resend")}</Button>}
    </>
  );
}

function RoundFacts({ round }: { round: Approval }) {
  return (
    <Facts>
      <Fact name={msg("approval.number")}>{round.number}</Fact>
      <Fact name={msg("approval.drafter")}>{personText(round.drafter)}</Fact>
      <Fact name={msg("approval.sent_at")}>{dateTime(round.sent_at)}</Fact>
      {round.unit && <Fact name={msg("approval.unit")}>{round.unit}</Fact>}
      {round.amount && <Fact name={msg("approval.amount")}>{money(round.amount, "exact")}</Fact>}
      <Fact name={msg("approval.route")}>{routeName(round)}</Fact>
      {round.due && <Fact name={msg("approval.due")}>{date(round.due)}</Fact>}
      {round.ended_at && <Fact name={msg("approval.ended_at")}>{dateTime(round.ended_at)}</Fact>}
      {round.note && <Fact name={msg("approval.note")}>{round.note}</Fact>}
    </Facts>
  );
}

// What is decided on; documents are read on their own page.
function Content({ round, register }: { round: Approval; register: RegisterInfo }) {
  const query = useQuery<RegisterRecord>(`/${register.name}/${round.record.id}`);
  const record = query.data;
  const cards = decidedCardsOf(register.name);
  const told = cards.length > 0 ? toldByCards(register.name) : [];
  const shown = record ? register.fields.filter((f) => f.key !== register.state_field && !told.includes(f.key) && !f.readonly && record[f.key] !== null && record[f.key] !== undefined && record[f.key] !== "") : [];
  return (
    <>
      <Card title={msg("approval.content")} aside={<LinkButton size="small" iconAfter="arrow_right" to={recordPath(register.name, round.record)}>{msg("approval.open_record")}</LinkButton>}>
        {query.error && <ErrorNote error={query.error} onRetry={() => void query.reload()} />}
        {record && (
          <Facts>
            {shown.map((f) => (
              <Fact key={f.key} name={fieldLabel(register, f.key)}>{fieldValue(register, f, record, "page")}</Fact>
            ))}
          </Facts>
        )}
        {round.digest && (
          <p className="small muted">
            {msg("approval.digest")} <code className="report-digest">{round.digest}</code>
          </p>
        )}
      </Card>
      {record && <Suspense>{cards.map((Decided, i) => <Decided key={i} register={register} record={record} etag={query.etag} />)}</Suspense>}
    </>
  );
}

function Events({ round }: { round: Approval }) {
  const step = (no: number | null | undefined): string => {
    const s = round.steps.find((x) => x.no === no);
    return s ? stepName(s) : msg("approval.drafted");
  };
  return (
    <Card title={msg("approval.history")}>
      <ol className="approval-events">
        {round.events.map((e, i) => (
          <li key={i}>
            <span className="small muted nowrap">{dateTime(e.at, "short")}</span>
            <span>
              <strong>{label(`enum.approval_event.${e.kind}`)}</strong>{" "}
              {e.person ? personText(e.person) : msg("approval.by_itself")}
              {e.instead_of && <span className="muted"> {label(e.kind === "leave" || e.kind === "reassign" ? "approval.was" : "approval.for", undefined, { name: e.instead_of })}</span>}
              {e.to_step !== null && e.to_step !== undefined && <span className="muted"> {msg("approval.to_step", { step: step(e.to_step) })}</span>}
              {e.comment && <span className="approval-said">{e.comment}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function RoundView(props: RoundProps) {
  const { round } = props;
  const register = useRegister(round.register);
  const { organisation } = useSession();
  const [reassigning, setReassigning] = useState(false);
  const last = round.events.filter((e) => e.kind === "return").at(-1);
  return (
    <Page>
      <p className="print-only approval-sheet-title">{msg("approval.sheet", { organisation: organisation.name })}</p>
      <PageHead
        crumbs={[{ label: msg("approval.title"), to: "/approvals" }]}
        title={round.record.title}
        number={round.number}
        state={<StateBadge set="approval_state" value={round.state} />}
        actions={<Actions {...props} onReassign={() => setReassigning(true)} />}
      />
      {round.state === "returned" && last && <Note tone="warn" title={msg("approval.returned.note", { name: last.person?.name ?? "" })}>{last.comment}</Note>}
      {round.alone && <Note tone="warn" title={msg("approval.alone")} />}
      {round.mine.decide && <div className="no-print"><Decide {...props} /></div>}
      <Card title={msg("approval.progress")}>
        <Stamps round={round} />
      </Card>
      <div className="columns">
        <div className="stack">
          <Card title={msg("approval.facts")}>
            <RoundFacts round={round} />
          </Card>
          {register && <Content round={round} register={register} />}
        </div>
        <Events round={round} />
      </div>
      {reassigning && <Reassign {...props} onClose={() => setReassigning(false)} />}
    </Page>
  );
}

export default function ApprovalPage() {
  const { id } = useParams();
  const query = useQuery<Approval>(`/approvals/${id}`);
  const { data: round, error } = query;
  if (error instanceof ApiError && error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (error && !round) return <ErrorNote error={error} onRetry={() => void query.reload()} />;
  if (!round) return <Loading />;
  return <RoundView key={`${round.id}.${round.version}.${round.step}`} round={round} etag={query.etag} />;
}
