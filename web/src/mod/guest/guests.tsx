// The people of one supplier who were invited to answer, as those see them who ask.
import { useState } from "react";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, language, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { Note, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { guestName } from "../assessment/model";
import { Calls } from "./call";

interface Guest {
  id: string;
  name: string;
  address: string;
  state: string;
  delegated: boolean;
  opened_at: string | null;
  refused: number;
  bounced: string | null; // why mail to the address comes back
}

interface Response {
  id: string;
  version: number;
  state: string;
  due: string;
}

export function GuestsCard({ response, open }: { response: Response; open: boolean }) {
  const path = `/responses/${response.id}/guests`;
  const { data } = useQuery<{ items: Guest[] }>(may("guest.read") ? path : null);
  const [dialog, setDialog] = useState<"invite" | "due" | null>(null);
  const [erasing, setErasing] = useState<Guest | null>(null);
  const write = may("guest.write") && open;
  if (!data) return null;
  return (
    <Card
      title={msg("ui.guests")}
      aside={
        write && (
          <span className="row">
            <Button size="small" onPress={() => setDialog("due")}>{msg("ui.guests.extend")}</Button>
            <Button size="small" onPress={() => setDialog("invite")}>{msg("ui.guests.add")}</Button>
          </span>
        )
      }
    >
      {data.items.length === 0 && <p>{msg("ui.guests.none")}</p>}
      <ul className="plain-list stack">
        {data.items.map((g) => (
          <GuestLine key={g.id} guest={g} path={path} write={write} onErase={() => setErasing(g)} />
        ))}
      </ul>
      <Calls response={response.id} open={open && (response.state === "draft" || response.state === "returned")} />
      {dialog === "invite" && <InviteDialog path={path} onClose={() => setDialog(null)} />}
      {erasing && <EraseDialog guest={erasing} path={path} onClose={() => setErasing(null)} />}
      {dialog === "due" && <DueDialog response={response} onClose={() => setDialog(null)} />}
    </Card>
  );
}

function GuestLine({ guest: g, path, write, onErase }: { guest: Guest; path: string; write: boolean; onErase: () => void }) {
  const step = async (what: "send" | "revoke") => {
    try {
      await api.post(`/guests/${g.id}/${what}`);
      invalidate(path);
      toast(what === "send" ? msg("ui.guests.sent") : msg("ui.guests.revoked"));
    } catch (e) {
      toastError(e);
    }
  };
  const revoke = async () => {
    const yes = await confirm({ title: msg("ui.guests.revoke.sure", { name: g.name }), text: msg("ui.guests.revoke.text"), yes: msg("ui.guests.revoke"), look: "filled danger" });
    if (yes) await step("revoke");
  };
  const alive = write && g.state !== "revoked" && g.state !== "erased";
  const facts = [
    g.delegated && msg("ui.guests.delegated"),
    g.opened_at && msg("ui.guests.opened", { at: dateTime(g.opened_at, "short") }),
    g.refused > 0 && msg("ui.guests.refused", { n: g.refused }),
  ].filter(Boolean);
  return (
    <li>
      <div className="row">
        <b>{guestName(g.name)}</b> <span>{g.address}</span> <StateBadge set="guest_state" value={g.state} />
      </div>
      {g.bounced && (
        <Note tone="warn" title={msg("ui.guests.bounced")}>{msg("ui.guests.bounced.text", { reason: label(`enum.mail_reason.${g.bounced}`) })}</Note>
      )}
      {facts.length > 0 && <p className="muted small">{facts.join(msg("ui.list.comma"))}</p>}
      <div className="row">
        {alive && <Button size="small" onPress={() => void step("send")}>{msg("ui.guests.send")}</Button>}
        {alive && <Button size="small" look="plain" onPress={() => void revoke()}>{msg("ui.guests.revoke")}</Button>}
        {may("guest.write") && g.state !== "erased" && (
          <Button size="small" look="plain" onPress={onErase}>{msg("ui.guests.erase")}</Button>
        )}
      </div>
    </li>
  );
}

function EraseDialog({ guest, path, onClose }: { guest: Guest; path: string; onClose: () => void }) {
  const [law, setLaw] = useState("");
  const send = async () => {
    await api.post(`/guests/${guest.id}/erase`, { law: law.trim() });
    invalidate(path, path.replace(/\/guests$/, ""));
    toast(msg("ui.guests.erased.done"));
  };
  return (
    <FormDialog title={msg("ui.guests.erase")} save={msg("ui.guests.erase")} disabled={!law.trim()} own={["law"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <p>{msg("ui.guests.erase.text", { address: guest.address })}</p>
          <p className="small muted">{msg("ui.guests.erase.contact")}</p>
          <TextField label={msg("ui.guests.erase.law")} required value={law} onChange={setLaw} maxLength={200} error={wrong.law} />
        </>
      )}
    </FormDialog>
  );
}

function InviteDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [lang, setLang] = useState<string | null>(language());
  const send = async () => {
    await api.post(path, { name: name.trim(), address: address.trim(), lang });
    invalidate(path);
  };
  return (
    <FormDialog title={msg("ui.guests.add")} save={msg("ui.respondents.ask")} disabled={!name.trim() || !address.trim()} own={["name", "address", "lang"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={msg("ui.guests.name")} required value={name} onChange={setName} maxLength={100} error={wrong.name} />
          <TextField label={msg("ui.guests.address")} required value={address} onChange={setAddress} maxLength={254} inputMode="email" error={wrong.address} />
          <SelectField label={msg("ui.guests.lang")} required options={["ja", "en"].map((id) => ({ id, label: label(`enum.language.${id}`) }))} value={lang} onChange={setLang} error={wrong.lang} />
        </>
      )}
    </FormDialog>
  );
}

function DueDialog({ response, onClose }: { response: Response; onClose: () => void }) {
  const [due, setDue] = useState<string | null>(response.due);
  const path = `/responses/${response.id}`;
  const send = async () => {
    await api.put(`${path}/due`, { due }, { etag: `"${response.version}"` });
    invalidate(path, `${path}/guests`);
    toast(msg("ui.guests.extended"));
  };
  return (
    <FormDialog title={msg("ui.guests.extend")} disabled={!due || due === response.due} own={["due"]} send={send} onClose={onClose}>
      {(wrong) => <DateField label={msg("ui.guests.due")} required value={due} onChange={setDue} error={wrong.due} />}
    </FormDialog>
  );
}
