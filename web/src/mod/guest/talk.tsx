// What a supplier asks about its answers, and what we write back: one thread.
import { useState } from "react";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { guestName } from "../assessment/model";

interface Message {
  id: string;
  item: string | null;
  text: string;
  by: RefValue | null;
  guest: string | null;
  at: string;
  open: boolean;
}

export function TalkCard({ response, open }: { response: string; open: boolean }) {
  const path = `/responses/${response}/messages`;
  const { data } = useQuery<{ items: Message[] }>(may("guest.read") ? path : null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  if (!data) return null;
  const send = async () => {
    setBusy(true);
    try {
      await api.post(path, { text: text.trim() });
      setText("");
      invalidate(path, `/responses/${response}/guests`, "/supplier-tickets", "/supplier-ticket-figures");
      toast(msg("ui.talk.sent"));
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Card title={msg("ui.talk")}>
      <div className="stack">
        {data.items.length === 0 && <p className="muted">{msg("ui.talk.none")}</p>}
        {data.items.map((m) => (
          <div key={m.id}>
            <p className="row small">
              <span className="muted">{m.by?.title ?? guestName(m.guest)} {dateTime(m.at, "short")}</span>
              {m.item && <span>{msg("ui.talk.about", { item: m.item })}</span>}
              {m.open && <Badge tone="warn" icon="comment">{msg("ui.talk.open")}</Badge>}
            </p>
            <p className="prewrap">{m.text}</p>
          </div>
        ))}
        {open && may("guest.write") && (
          <>
            <TextField label={msg("ui.talk.reply")} lines={3} value={text} onChange={setText} maxLength={2000} />
            <div>
              <Button size="small" icon="send" pending={busy} isDisabled={!text.trim()} onPress={() => void send()}>{msg("ui.talk.send")}</Button>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
