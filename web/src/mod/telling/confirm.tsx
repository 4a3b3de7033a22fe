// Where the link of a notice leads: somebody without an account says that it has arrived.
import { useState } from "react";
import { msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { LetterLinkPage } from "../guest/letter_link";

export default function ConfirmTellingPage() {
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  return (
    <LetterLinkPage
      path="/telling-confirmation"
      title={msg("telling.ui.confirm")}
      noLink={{ title: msg("telling.ui.confirm.no_link"), text: msg("telling.ui.confirm.no_link.text") }}
      thanks={{ title: msg("telling.ui.confirm.thanks"), text: (organisation) => msg("telling.ui.confirm.thanks.text", { organisation }) }}
      question={(organisation, send, busy) => (
        <>
          <p>{msg("telling.ui.confirm.text", { organisation })}</p>
          <TextField label={msg("telling.ui.confirm.name")} optional maxLength={100} value={name} onChange={setName} autoComplete="name" />
          <TextField label={msg("telling.ui.confirm.note")} hint={msg("telling.ui.confirm.note.hint", { organisation })} optional lines={3} maxLength={500} value={note} onChange={setNote} />
          <div>
            <Button look="filled" pending={busy} onPress={() => void send({ name: name.trim() || null, note: note.trim() || null })}>
              {msg("telling.ui.confirm.press")}
            </Button>
          </div>
        </>
      )}
    />
  );
}
