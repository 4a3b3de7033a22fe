// Asking back: a question or a wish for evidence by item, and the return of the whole.
import { useState } from "react";
import { msg } from "../../../kernel/i18n";
import { Button } from "../../../ui/button";
import { Segments, TextField } from "../../../ui/field";
import { Dialog } from "../../../ui/overlay";
import { type SheetItem, words } from "../model";

export interface Asking {
  item: string;
  kind: "question" | "evidence";
  text: string;
}

// `start`: what it could say, to be changed before it is asked.
export function AskDialog({ item, start = "", onClose, onAsk }: { item: SheetItem; start?: string; onClose: () => void; onAsk: (asking: Asking) => void }) {
  const [kind, setKind] = useState<Asking["kind"]>("question");
  const [text, setText] = useState(start);
  const [tried, setTried] = useState(false);
  const ask = () => {
    setTried(true);
    if (text.trim()) onAsk({ item: item.key, kind, text: text.trim() });
  };
  return (
    <Dialog
      title={msg("assessment.question.of", { item: item.key })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" onPress={ask}>
            {msg("assessment.question.add")}
          </Button>
        </>
      }
    >
      <p className="muted">{words(item.text)}</p>
      <Segments
        label={msg("assessment.question.kind")}
        value={kind}
        onChange={(k) => setKind(k as Asking["kind"])}
        options={[
          { id: "question", label: msg("assessment.question.question") },
          { id: "evidence", label: msg("assessment.question.evidence") },
        ]}
      />
      <TextField
        label={kind === "evidence" ? msg("assessment.question.text.evidence") : msg("assessment.question.text")}
        hint={kind === "evidence" && item.evidence?.length ? `${msg("assessment.evidence.examples")} ${item.evidence.map(words).join(msg("ui.list.comma"))}` : undefined}
        required
        lines={3}
        maxLength={2000}
        value={text}
        onChange={setText}
        error={tried && !text.trim() ? msg("assessment.question.text.missing") : undefined}
        autoFocus
      />
    </Dialog>
  );
}

export function ReturnDialog({
  unit,
  asked,
  busy,
  onClose,
  onReturn,
}: {
  unit: string;
  asked: Asking[];
  busy: boolean;
  onClose: () => void;
  onReturn: (reason: string) => void;
}) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const send = () => {
    setTried(true);
    if (reason.trim()) onReturn(reason.trim());
  };
  return (
    <Dialog
      title={msg("assessment.return.ask", { name: unit })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} onPress={send}>
            {msg("assessment.return")}
          </Button>
        </>
      }
    >
      <TextField
        label={msg("assessment.return.reason")}
        hint={msg("assessment.return.hint")}
        required
        lines={3}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={tried && !reason.trim() ? msg("ui.reason.missing") : undefined}
        autoFocus
      />
      {asked.length > 0 && (
        <div className="stack">
          <p className="field-label">{msg("assessment.return.questions", { n: asked.length })}</p>
          <ul className="stack small">
            {asked.map((a) => (
              <li key={`${a.item}${a.text}`}>
                <b>{a.item}</b> {a.text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
