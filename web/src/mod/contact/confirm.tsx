// Where the link of a test mail leads: somebody without an account says whether the address is right.
import { useState } from "react";
import { msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { LetterLinkPage } from "../guest/letter_link";

export default function ConfirmContactPage() {
  const [note, setNote] = useState("");
  const said = (right: boolean) => ({ right, note: note.trim() || null });
  return (
    <LetterLinkPage
      path="/contact-confirmation"
      title={msg("contact.ui.confirm")}
      noLink={{ title: msg("contact.ui.confirm.no_link"), text: msg("contact.ui.confirm.no_link.text") }}
      thanks={{ title: msg("contact.ui.confirm.thanks"), text: (organisation) => msg("contact.ui.confirm.thanks.text", { organisation }) }}
      question={(organisation, send, busy) => (
        <>
          <p>{msg("contact.ui.confirm.text", { organisation })}</p>
          <TextField label={msg("contact.ui.confirm.note")} hint={msg("contact.ui.confirm.note.hint", { organisation })} lines={3} maxLength={500} value={note} onChange={setNote} />
          <div className="row">
            <Button look="filled" pending={busy} onPress={() => void send(said(true))}>
              {msg("contact.ui.confirm.right")}
            </Button>
            <Button pending={busy} onPress={() => void send(said(false))}>
              {msg("contact.ui.confirm.changed")}
            </Button>
          </div>
        </>
      )}
    />
  );
}
