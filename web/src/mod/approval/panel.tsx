// On the page of a record that is approved by rounds: how far it is, or the button that sends it.
import { useState } from "react";
import { navigate } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, Note, Skeleton, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { afterChange } from "./decide";
import { type Approval, approvalPath, isLive, routeName, useRound, useSubject } from "./model";
import { Stamps } from "./stamps";

function SendDialog({ register, record, onClose }: { register: string; record: string; onClose: () => void }) {
  const plan = useQuery<Approval>("/approval-plan", { register, record });
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<Approval>("/approvals", { register, record, ...(note.trim() ? { note: note.trim() } : {}) });
      toast(msg("approval.did.send"));
      afterChange({ register });
      await navigate(approvalPath(data));
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={msg("approval.send.title")}
      isOpen
      wide
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" icon="send" pending={busy} isDisabled={!plan.data} onPress={() => void send()}>{msg("approval.do.send")}</Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={error ?? (plan.error instanceof ApiError ? plan.error : null)} />
        {plan.loading && <Skeleton lines={3} />}
        {plan.data && (
          <>
            <p className="muted">{msg("approval.send.text", { route: routeName(plan.data) })}</p>
            <Stamps round={plan.data} />
          </>
        )}
        <TextField label={msg("approval.note")} optional lines={3} maxLength={2000} value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}

interface PanelProps {
  register: string;
  record: { id: string; [field: string]: unknown };
  state: string;
}

// Whether a record's own buttons to approve or reject would be refused: a round decides.
export function useDecidedByRound({ register, record }: Omit<PanelProps, "state">): { actions: string[]; live: boolean } {
  const subject = useSubject(register);
  const round = useRound(register, record.id);
  const live = isLive(round);
  const own = subject ? [subject.approve, ...(subject.reject ? [subject.reject] : [])] : [];
  return { actions: live || subject?.routes ? own : [], live };
}

// Whether sending is what comes next: then its button is the filled one.
export function useSending({ register, record, state }: PanelProps): { may: boolean; next: boolean } {
  const subject = useSubject(register);
  const round = useRound(register, record.id);
  const yes = !!subject && round !== undefined && !isLive(round) && state === subject.from && may(subject.send);
  return { may: yes, next: yes && subject.routes };
}

export function SendForApproval(props: PanelProps) {
  const { register, record } = props;
  const sending = useSending(props);
  const [open, setOpen] = useState(false);
  if (!sending.may) return null;
  return (
    <>
      <Button icon="send" look={sending.next ? "filled" : "outline"} onPress={() => setOpen(true)}>
        {msg("approval.do.send")}
      </Button>
      {open && <SendDialog register={register} record={record.id} onClose={() => setOpen(false)} />}
    </>
  );
}

// The round of the record in a line, with the way to it.
export function ApprovalNote({ register, record }: Omit<PanelProps, "state">) {
  const round = useRound(register, record.id);
  if (!round || !isLive(round)) return null;
  const to = approvalPath(round);
  const step = round.step_name ?? "";
  return (
    <Note
      tone={round.state === "returned" ? "warn" : undefined}
      title={round.state === "returned" ? msg("approval.panel.returned") : msg("approval.panel.open", { step })}
      actions={<LinkButton size="small" to={to}>{msg("approval.panel.go")}</LinkButton>}
    >
      {round.state === "open" && (round.restarts ? msg("approval.panel.restarts") : msg("approval.panel.ends"))}
    </Note>
  );
}
