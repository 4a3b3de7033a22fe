// Answering without an account: the link of a mail, a code to the same mailbox, then the one form that
// was asked for. Nothing of the product's navigation is here.
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { Door } from "../../app/door";
import { api, ApiError, sessionEnded, setCsrf } from "../../kernel/api";
import { date } from "../../kernel/format";
import { language, msg } from "../../kernel/i18n";
import { useStore } from "../../kernel/store";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, Loading, Note } from "../../ui/note";
import { useFragment } from "../session/fragment";
import { GuestSheet } from "./sheet";

interface Link {
  organisation: string;
  due: string;
}

interface Session {
  csrf: string;
}

const quiet = { quiet: true };

export default function GuestPage() {
  const token = useFragment();
  const ended = useStore(sessionEnded);
  const [inside, setInside] = useState<boolean | null>(token ? false : null);
  const enter = useCallback((session: Session) => {
    setCsrf(session.csrf);
    sessionEnded.set(false);
    setInside(true);
  }, []);
  useEffect(() => {
    if (token) return;
    api.get<Session>("/guest/session", quiet).then(({ data }) => enter(data), () => setInside(false));
  }, [token, enter]);
  if (inside === null) return <Loading />;
  if (inside && ended)
    return (
      <Door title={msg("ui.guest.title")}>
        <Note tone="warn" title={msg("ui.guest.ended")}>{msg("ui.guest.ended.text")}</Note>
      </Door>
    );
  if (inside) return <GuestSheet />;
  return (
    <Door title={msg("ui.guest.title")}>
      {token ? <Entry token={token} onEnter={enter} /> : <Note tone="warn" title={msg("ui.guest.no_link")}>{msg("ui.guest.no_link.text")}</Note>}
    </Door>
  );
}

function Entry({ token, onEnter }: { token: string; onEnter: (session: Session) => void }) {
  const [link, setLink] = useState<Link | null>(null);
  const [sent, setSent] = useState(false);
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    api.post<Link>("/guest/link", { token }, quiet).then(({ data }) => setLink(data), setError);
  }, [token]);
  const doing = async (what: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  const send = () =>
    doing(async () => {
      await api.post("/guest/code", { token, lang: language() }, quiet);
      setSent(true);
    });
  const enter = (e: FormEvent) => {
    e.preventDefault();
    void doing(async () => onEnter((await api.post<Session>("/guest/session", { token, code }, quiet)).data));
  };
  if (!link && !error) return <Loading />;
  if (!link) return <Dead token={token} error={error} />;
  return (
    <>
      <p>{msg("ui.guest.asked", { organisation: link.organisation, due: date(link.due) })}</p>
      <ErrorNote error={error} />
      {sent ? (
        <form className="form" onSubmit={enter} noValidate>
          <p role="status">{msg("ui.guest.sent")}</p>
          <TextField label={msg("ui.guest.code")} value={code} onChange={setCode} autoComplete="one-time-code" inputMode="numeric" maxLength={40} autoFocus />
          <Button type="submit" look="filled" size="large" pending={busy} isDisabled={!code.trim()}>
            {msg("ui.guest.enter")}
          </Button>
          <Button look="plain" isDisabled={busy} onPress={() => void send()}>
            {msg("ui.guest.send_again")}
          </Button>
        </form>
      ) : (
        <>
          <p>{msg("ui.guest.why_code")}</p>
          <Button look="filled" size="large" icon="send" pending={busy} onPress={() => void send()}>
            {msg("ui.guest.send")}
          </Button>
        </>
      )}
    </>
  );
}

// The same for every link that does not work; a new one goes to the address it was for, if to any.
function Dead({ token, error }: { token: string; error: unknown }) {
  const [asked, setAsked] = useState(false);
  const dead = error instanceof ApiError && error.status === 401;
  const ask = () => {
    setAsked(true);
    api.post("/guest/renew", { token }, quiet).catch(() => {});
  };
  return (
    <>
      <ErrorNote error={error} />
      {dead && asked && <Note live title={msg("ui.guest.renewed")}>{msg("ui.guest.renewed.text")}</Note>}
      {dead && !asked && <Button onPress={ask}>{msg("ui.guest.renew")}</Button>}
    </>
  );
}
