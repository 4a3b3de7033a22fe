// The proof of a second factor, wherever it is asked for: a code, or a passkey where the account
// has one.
import { type FormEvent, type ReactNode, useState } from "react";
import type { PasskeyAnswerBody, PasskeyQuestion } from "../../gen/api";
import { ApiError } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { ErrorNote } from "../../ui/note";
import { CodeField, codeError } from "./code_field";
import { answerQuestion } from "./passkey";

export interface Proof {
  code?: string;
  passkey?: PasskeyAnswerBody;
}

// Whether it was refused because the proof is missing or wrong.
export function proofAsked(error: unknown): boolean {
  return error instanceof ApiError && ("code" in error.fields() || "passkey" in error.fields());
}

export function ProofForm({ action, question, busy, error, onSend, hint, danger, large }: {
  action: string;
  question: PasskeyQuestion | null;
  busy: boolean;
  error: unknown;
  onSend: (proof: Proof) => void;
  hint?: ReactNode;
  danger?: boolean;
  large?: boolean;
}) {
  const [code, setCode] = useState("");
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    setRefused(null);
    if (code.trim()) onSend({ code });
  };
  const ask = async (q: PasskeyQuestion) => {
    setAsking(true);
    setRefused(null);
    try {
      onSend({ passkey: await answerQuestion(q) });
    } catch (e) {
      setRefused(e);
    } finally {
      setAsking(false);
    }
  };
  const fault = codeError(error);
  const size = large ? "large" : undefined;
  return (
    <form className="form" onSubmit={submit} noValidate>
      {!fault && <ErrorNote error={refused ?? error} />}
      {question && (
        <>
          <Button look={danger ? undefined : "filled"} size={size} icon="key" pending={asking} onPress={() => void ask(question)}>
            {msg("ui.passkey.use")}
          </Button>
          <p className="or"><span>{msg("ui.sso.or")}</span></p>
        </>
      )}
      <CodeField value={code} onChange={setCode} error={fault} hint={hint} />
      <Button type="submit" look={danger ? "filled danger" : question ? undefined : "filled"} size={size} pending={busy} isDisabled={!code.trim()}>
        {action}
      </Button>
    </form>
  );
}
