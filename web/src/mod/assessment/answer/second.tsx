// The auditor's second opinion on an item, beside the answer.
import { useState } from "react";
import { api, type Answer as Kept } from "../../../kernel/api";
import { msg } from "../../../kernel/i18n";
import { remember, useQuery } from "../../../kernel/query";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { toast, toastError } from "../../../ui/note";
import { Dialog } from "../../../ui/overlay";
import { type Answer, type SecondAnswers, type SheetItem, type Value, words } from "../model";
import { AnswerLine } from "./item";
import { contentOf } from "./sheet_store";
import { ValueField } from "./value_field";

export function useSecond(response: string): { may: boolean; items: Map<string, Answer> } {
  const { data } = useQuery<SecondAnswers>(`/responses/${response}/second-answers`);
  return { may: data?.may ?? false, items: new Map(data?.items.map((a) => [a.item, a])) };
}

export function SecondView({ item, answer }: { item: SheetItem; answer: Answer }) {
  return (
    <div className="q-second">
      <p className="q-hint-name">
        {msg("assessment.second")} {answer.by?.title && <span className="muted">{msg("assessment.second.by", { name: answer.by.title })}</span>}
      </p>
      <AnswerLine item={item} content={contentOf(answer)} />
      {answer.comment && <p className="prewrap">{answer.comment}</p>}
    </div>
  );
}

interface DialogProps {
  response: string;
  item: SheetItem;
  answer?: Answer;
  onClose: () => void;
}

export function SecondDialog({ response, item, answer, onClose }: DialogProps) {
  const [value, setValue] = useState<Value>(answer?.value ?? null);
  const [comment, setComment] = useState(answer?.comment ?? "");
  const [busy, setBusy] = useState(false);
  const list = `/responses/${response}/second-answers`;
  const path = `${list}/${encodeURIComponent(item.key)}`;
  const send = async (what: () => Promise<Kept<SecondAnswers>>) => {
    setBusy(true);
    try {
      remember(list, await what());
      toast(msg("assessment.second.done"));
      onClose();
    } catch (e) {
      toastError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`${item.key} ${msg("assessment.second")}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          {answer && (
            <Button look="plain" pending={busy} onPress={() => void send(() => api.remove<SecondAnswers>(path))}>
              {msg("assessment.second.take_back")}
            </Button>
          )}
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} isDisabled={value === null} onPress={() => void send(() => api.put<SecondAnswers>(path, { value, comment: comment.trim() || null }))}>
            {msg("ui.save")}
          </Button>
        </>
      }
    >
      <p className="muted">{words(item.text)}</p>
      <ValueField item={item} value={value} last={null} name={`${msg("assessment.second")} ${item.key}`} onChange={(v) => setValue(v)} />
      <TextField label={msg("assessment.second.comment")} optional lines={3} maxLength={2000} value={comment} onChange={setComment} />
    </Dialog>
  );
}
