// The decision: a comment and three buttons, for a thumb.
import { useState } from "react";
import { api } from "../../kernel/api";
import { label, msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { Button } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { Note, toast, toastError } from "../../ui/note";
import { ask, Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { type Approval, stepName } from "./model";

export interface RoundProps {
  round: Approval;
  etag: string | null;
}

export function afterChange(round: { register: string }): void {
  invalidate("/approvals", `/${round.register}`, "/notices");
}

function ReturnDialog({ round, comment, onClose, onSend }: { round: Approval; comment: string; onClose: () => void; onSend: (comment: string, step: number) => void }) {
  const [text, setText] = useState(comment);
  const [step, setStep] = useState("0");
  const [tried, setTried] = useState(false);
  const missing = text.trim() === "";
  const options = [
    { id: "0", label: msg("approval.return.drafter", { name: round.drafter.name }) },
    ...round.steps.filter((s) => s.no < round.step).map((s) => ({ id: String(s.no), label: stepName(s) })),
  ];
  const send = () => {
    setTried(true);
    if (!missing) onSend(text.trim(), Number(step));
  };
  return (
    <Dialog
      title={msg("approval.return.title")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" onPress={send}>{msg("approval.do.return")}</Button>
        </>
      }
    >
      <SelectField label={msg("approval.return.to")} options={options} value={step} onChange={(v) => setStep(v ?? "0")} />
      <TextField label={msg("approval.return.questions")} required lines={4} maxLength={2000} value={text} onChange={setText} error={tried && missing ? msg("ui.reason.missing") : undefined} autoFocus />
    </Dialog>
  );
}

export function Decide({ round, etag }: RoundProps) {
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const [returning, setReturning] = useState(false);
  const decide = async (decision: "approve" | "return" | "reject", text: string, step = 0) => {
    setBusy(decision);
    try {
      await api.post(`/approvals/${round.id}/decision`, { decision, ...(text ? { comment: text } : {}), ...(decision === "return" ? { to_step: step } : {}) }, { etag });
      toast(label(`approval.did.${decision}`));
    } catch (e) {
      toastError(e);
    } finally {
      afterChange(round);
      setBusy(null);
    }
  };
  const reject = async () => {
    const reason = comment.trim() || (await ask({ title: msg("approval.reject.title"), text: round.record.title, yes: msg("approval.do.reject"), reason: "required", look: "filled danger" }));
    if (reason) await decide("reject", reason);
  };
  const { mine } = round;
  // What cannot be undone is said before the last step's press.
  const effect = round.step === round.steps.length ? label(`approval.effect.${round.register}`, "") : "";
  return (
    <Card title={msg("approval.decide.title")}>
      <div className="stack">
        {effect && <Note title={effect} />}
        {mine.capacity === "deputy" && <Note title={msg("approval.as_deputy", { name: mine.instead_of ?? "" })} />}
        {mine.capacity === "escalated" && <Note tone="warn" title={msg("approval.as_escalated")} />}
        <TextField label={msg("approval.comment")} optional lines={3} maxLength={2000} value={comment} onChange={setComment} />
        <div className="row approval-buttons">
          <Button look="filled" icon="stamp" pending={busy === "approve"} isDisabled={busy !== null && busy !== "approve"} onPress={() => void decide("approve", comment.trim())}>
            {msg("approval.do.approve")}
          </Button>
          <Button pending={busy === "return"} isDisabled={busy !== null} onPress={() => setReturning(true)}>
            {msg("approval.do.return")}
          </Button>
          <Button look="danger" pending={busy === "reject"} isDisabled={busy !== null} onPress={() => void reject()}>
            {msg("approval.do.reject")}
          </Button>
        </div>
      </div>
      {returning && (
        <ReturnDialog
          round={round}
          comment={comment}
          onClose={() => setReturning(false)}
          onSend={(text, step) => {
            setReturning(false);
            void decide("return", text, step);
          }}
        />
      )}
    </Card>
  );
}
