// Answers that one of us takes down on the telephone: the calls on record, and beginning and ending one.
import { useState } from "react";
import { api } from "../../kernel/api";
import { date, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { Note, toast, toastError } from "../../ui/note";
import { guestName } from "../assessment/model";

interface Call {
  id: string;
  spoken_with: string;
  held_on: string;
  by: RefValue | null;
  open: boolean;
  own: boolean;
}

const callsPath = (response: string) => `/responses/${response}/calls`;
const useCalls = (response: string, seen: boolean) => useQuery<{ items: Call[] }>(seen && may("guest.read") ? callsPath(response) : null).data?.items ?? [];

export function Calls({ response, open }: { response: string; open: boolean }) {
  const calls = useCalls(response, true);
  const [dialog, setDialog] = useState(false);
  return (
    <>
      {calls.length > 0 && (
        <ul className="plain-list small">
          {calls.map((c) => (
            <li key={c.id}>{msg("ui.call.line", { date: date(c.held_on), with: guestName(c.spoken_with), by: c.by?.title ?? "" })}</li>
          ))}
        </ul>
      )}
      {open && may("guest.write") && (
        <div>
          <Button size="small" onPress={() => setDialog(true)}>{msg("ui.call.start")}</Button>
        </div>
      )}
      {dialog && <CallDialog response={response} onClose={() => setDialog(false)} />}
    </>
  );
}

function CallDialog({ response, onClose }: { response: string; onClose: () => void }) {
  const [name, setName] = useState("");
  const [day, setDay] = useState<string | null>(today());
  const send = async () => {
    await api.post(callsPath(response), { spoken_with: name.trim(), held_on: day });
    invalidate(`/responses/${response}`);
  };
  return (
    <FormDialog title={msg("ui.call.start")} save={msg("ui.call.go")} disabled={!name.trim() || !day} own={["spoken_with", "held_on"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <p>{msg("ui.call.text")}</p>
          <TextField label={msg("ui.call.with")} required value={name} onChange={setName} maxLength={100} error={wrong.spoken_with} />
          <DateField label={msg("ui.call.on")} required value={day} onChange={setDay} error={wrong.held_on} />
        </>
      )}
    </FormDialog>
  );
}

// Above the form while one enters; `flush` keeps what was typed last.
export function CallNow({ response, flush }: { response: string; flush: () => Promise<boolean> }) {
  const call = useCalls(response, true).find((c) => c.open && c.own);
  if (!call) return null;
  const end = async () => {
    try {
      if (!(await flush())) return;
      await api.post(`${callsPath(response)}/end`);
      invalidate(`/responses/${response}`);
      toast(msg("ui.call.ended"));
    } catch (e) {
      toastError(e);
    }
  };
  return (
    <Note title={msg("ui.call.now", { with: guestName(call.spoken_with) })}>
      <Button size="small" onPress={() => void end()}>{msg("ui.call.end")}</Button>
    </Note>
  );
}
