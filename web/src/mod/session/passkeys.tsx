// One's passkeys: added, named, removed.
import { type FormEvent, useState } from "react";
import type { Passkey, PasskeyAdded, PasskeyList, PasskeyOptions, PasskeyQuestion } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { date, dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { loadSession, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { PasswordField, TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { Codes } from "./factor";
import { makePasskey, passkeysSupported, questionOf } from "./passkey";
import { type Proof, proofAsked, ProofForm } from "./proof";

// Name, proof of who one is, the device's own dialog, and with the first one the recovery codes.
export function PasskeySetup({ onDone }: { onDone: () => void }) {
  const me = useSession();
  const needed = !me.account.factor && me.account.password_set && me.session.opened_by !== "link";
  const [name, setName] = useState("");
  const [current, setCurrent] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null);
  const [asked, setAsked] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const send = async (proof: Proof) => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<PasskeyOptions>("/session/passkeys/begin", { ...proof, ...(needed ? { current } : {}) });
      const made = await makePasskey(data);
      const added = await api.post<PasskeyAdded>("/session/passkeys", { name: name.trim() || msg("ui.passkey.name.usual"), ...made });
      toast(msg("ui.passkey.added"));
      if (added.data.recovery_codes.length > 0) setCodes(added.data.recovery_codes);
      else onDone();
    } catch (e) {
      setError(asked || !proofAsked(e) ? e : null);
      if (proofAsked(e)) {
        setAsked(true);
        setQuestion((before) => questionOf(e) ?? before);
      } else setAsked(false);
    } finally {
      setBusy(false);
    }
  };
  if (codes) return <Codes codes={codes} onDone={onDone} />;
  if (asked) return <ProofForm action={msg("ui.passkey.next")} question={question} busy={busy} error={error} onSend={(proof) => void send(proof)} />;
  const fields = error instanceof ApiError ? error.fields() : {};
  const submit = (e: FormEvent) => {
    e.preventDefault();
    void send({});
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      {!fields.current && <ErrorNote error={error} />}
      <TextField label={msg("ui.passkey.name")} hint={msg("ui.passkey.name.hint")} value={name} onChange={setName} name="passkey-name" maxLength={100} autoFocus />
      {needed && (
        <PasswordField
          label={msg("ui.password.current")}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          error={fields.current}
          shown={shown}
          onShow={setShown}
        />
      )}
      <Button type="submit" look="filled" pending={busy} isDisabled={needed && !current}>{msg("ui.passkey.next")}</Button>
    </form>
  );
}

function Remove({ passkey, onDone, onClose }: { passkey: Passkey; onDone: () => void; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null);
  const [asked, setAsked] = useState(false);
  const send = async (proof: Proof) => {
    setBusy(true);
    setError(null);
    try {
      await api.post(`/session/passkeys/${passkey.id}/remove`, proof);
      await loadSession();
      onDone();
    } catch (e) {
      setError(asked || !proofAsked(e) ? e : null);
      if (proofAsked(e)) {
        setAsked(true);
        setQuestion((before) => questionOf(e) ?? before);
      }
      setBusy(false);
    }
  };
  return (
    <Dialog title={msg("ui.passkey.remove.ask", { name: passkey.name })} isOpen onClose={onClose}>
      <p>{msg("ui.passkey.remove.text")}</p>
      {asked ? (
        <ProofForm danger action={msg("ui.passkey.remove")} question={question} busy={busy} error={error} onSend={(proof) => void send(proof)} />
      ) : (
        <div className="stack">
          <ErrorNote error={error} />
          <div>
            <Button look="filled danger" pending={busy} onPress={() => void send({})}>{msg("ui.passkey.remove")}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Rename({ passkey, onDone, onClose }: { passkey: Passkey; onDone: () => void; onClose: () => void }) {
  const [name, setName] = useState(passkey.name);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (name.trim()) void api.patch(`/session/passkeys/${passkey.id}`, { name: name.trim() }).then(onDone, toastError);
  };
  return (
    <Dialog title={msg("ui.passkey.rename")} isOpen onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <TextField label={msg("ui.passkey.name")} value={name} onChange={setName} name="passkey-name" maxLength={100} autoFocus />
        <Button type="submit" look="filled" isDisabled={!name.trim()}>{msg("ui.save")}</Button>
      </form>
    </Dialog>
  );
}

type Asked = { what: "add" } | { what: "rename" | "remove"; passkey: Passkey } | null;

function Item({ passkey, onAsk }: { passkey: Passkey; onAsk: (asked: Asked) => void }) {
  return (
    <li>
      <Icon name="key" size={22} />
      <div>
        <div className="row">
          <strong>{passkey.name}</strong>
          {passkey.synced && <Badge tone="neutral">{msg("ui.passkey.synced")}</Badge>}
          {passkey.stopped_at && <Badge tone="bad">{msg("ui.passkey.stopped")}</Badge>}
        </div>
        <div className="muted small">
          {msg("ui.passkey.since", { date: date(passkey.created_at) })}
          <br />
          {passkey.used_at ? msg("ui.sso.used", { at: dateTime(passkey.used_at, "short") }) : msg("ui.sso.unused")}
        </div>
        {passkey.stopped_at && <p className="small">{msg("ui.passkey.stopped.text")}</p>}
        <div className="row">
          <Button size="small" aria-label={msg("ui.passkey.rename.of", { name: passkey.name })} onPress={() => onAsk({ what: "rename", passkey })}>{msg("ui.passkey.rename")}</Button>
          <Button size="small" aria-label={msg("ui.passkey.remove.of", { name: passkey.name })} onPress={() => onAsk({ what: "remove", passkey })}>{msg("ui.passkey.remove")}</Button>
        </div>
      </div>
    </li>
  );
}

export function PasskeysCard() {
  const list = useQuery<PasskeyList>("/session/passkeys");
  const [asked, setAsked] = useState<Asked>(null);
  const items = list.data?.items ?? [];
  const offered = (list.data?.possible ?? false) && passkeysSupported();
  const done = () => {
    setAsked(null);
    void loadSession().catch(toastError).then(() => list.reload());
  };
  const close = () => setAsked(null);
  return (
    <Card title={msg("ui.passkey")}>
      <div className="stack">
        <p>{msg("ui.passkey.what")}</p>
        <ErrorNote error={list.error} onRetry={() => void list.reload()} />
        {list.loading && !list.data && <Skeleton lines={2} />}
        {items.length > 0 && (
          <ul className="sessions">
            {items.map((p) => <Item key={p.id} passkey={p} onAsk={setAsked} />)}
          </ul>
        )}
        {list.data && !offered && <Note title={list.data.possible ? msg("ui.passkey.unsupported") : msg("ui.passkey.off")} />}
        {offered && (
          <div>
            <Button icon="plus" onPress={() => setAsked({ what: "add" })}>{msg("ui.passkey.add")}</Button>
          </div>
        )}
      </div>
      {asked?.what === "add" && <Dialog title={msg("ui.passkey.add")} isOpen onClose={close}><PasskeySetup onDone={done} /></Dialog>}
      {asked?.what === "rename" && <Rename passkey={asked.passkey} onDone={done} onClose={close} />}
      {asked?.what === "remove" && <Remove passkey={asked.passkey} onDone={done} onClose={close} />}
    </Card>
  );
}
