// A dialog that sends a form. It stays open until the server has taken what is in it, and says what
// was wrong: at the field, or above the fields where none of them is meant.
import { type ReactNode, useState } from "react";
import { ApiError } from "../kernel/api";
import { msg } from "../kernel/i18n";
import { Button } from "./button";
import { ErrorNote } from "./note";
import { Dialog } from "./overlay";

interface FormDialogProps {
  title: string;
  wide?: boolean;
  save?: string; // what the button says; "Save" when not given
  disabled?: boolean; // there is nothing to send yet
  own?: readonly string[]; // the fields that show themselves what is wrong with them
  send: () => Promise<unknown>; // with what follows from it; throws when it was not taken
  onClose: () => void;
  children: (wrong: Record<string, string>) => ReactNode; // what is wrong, by field
}

export function FormDialog({ title, wide, save, disabled, own = [], send, onClose, children }: FormDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await send();
      onClose();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      wide={wide}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} isDisabled={disabled} onPress={() => void run()}>
            {save ?? msg("ui.save")}
          </Button>
        </>
      }
    >
      {Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      {Object.entries(wrong)
        .filter(([field]) => !own.includes(field))
        .map(([field, text]) => (
          <p key={field} className="field-error" role="alert">
            {text}
          </p>
        ))}
      {children(wrong)}
    </Dialog>
  );
}
