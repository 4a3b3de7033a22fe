// What the reviewer asked, and the replies.
import { useState } from "react";
import { api } from "../../../kernel/api";
import { dateTime } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { Icon } from "../../../ui/icon";
import { toastError } from "../../../ui/note";
import { Badge } from "../../../ui/state";
import { guestName, type Question, type ResponseRecord } from "../model";
import type { SheetStore } from "./sheet_store";

export function QuestionView({ question, store }: { question: Question; store?: SheetStore }) {
  const [reply, setReply] = useState(question.reply ?? "");
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      const { data } = await api.put<ResponseRecord>(`${store?.base}/questions/${question.id}`, { reply: reply.trim() });
      store?.setQuestions(data.questions);
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <div className={`q-question ${question.met ? "met" : ""}`}>
      <p className="row">
        <Badge tone={question.met ? "ok" : "warn"} icon={question.kind === "evidence" ? "clip" : "comment"}>
          {question.kind === "evidence" ? msg("assessment.question.evidence") : msg("assessment.question.question")}
        </Badge>
        <span className="muted small">
          {question.asked_by?.title} {dateTime(question.asked_at, "short")}
        </span>
      </p>
      <p className="prewrap">{question.text}</p>
      {question.reply && !store && (
        <p className="reason prewrap">
          <span className="muted small">
            {question.replied_by?.title ?? guestName(question.replied_guest)} {dateTime(question.replied_at, "short")}
          </span>
          <br />
          {question.reply}
        </p>
      )}
      {store && (
        <div className="q-reply">
          <TextField label={msg("assessment.question.reply")} hideLabel lines={2} value={reply} onChange={setReply} placeholder={msg("assessment.question.reply")} />
          <Button size="small" pending={busy} isDisabled={!reply.trim() || reply.trim() === question.reply} onPress={() => void send()}>
            {question.reply ? msg("assessment.question.reply.again") : msg("assessment.question.reply.send")}
          </Button>
        </div>
      )}
      {question.met && store && (
        <p className="small muted row">
          <Icon name="check" size={14} />
          {msg("assessment.question.met")}
        </p>
      )}
    </div>
  );
}
