// One's own address: where mail goes, whether it arrives, and another one in its place.
import { type FormEvent, useState } from "react";
import type { OwnMail } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button, LinkButton } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { useFragment } from "./fragment";

const MARK = "address.";

function NewAddress({ mail, onClose }: { mail: OwnMail; onClose: () => void }) {
  const [address, setAddress] = useState(mail.address ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.post("/session/mail", { address: address.trim() }, { quiet: true });
      toast(msg("ui.own_mail.sent", { address: address.trim() }));
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog title={msg("ui.own_mail.change")} isOpen onClose={onClose}>
      <form className="form" onSubmit={(e) => void submit(e)} noValidate>
        {!fields.address && <ErrorNote error={error} />}
        <TextField label={msg("ui.own_mail.address")} hint={msg("ui.own_mail.hint")} value={address} onChange={setAddress} error={fields.address} maxLength={254} required autoFocus />
        <div className="row">
          <Button type="submit" look="filled" pending={busy} isDisabled={!address.trim()}>{msg("ui.own_mail.send")}</Button>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

export function OwnMailCard() {
  const fragment = useFragment();
  const mail = useQuery<OwnMail>("/session/mail");
  const [token, setToken] = useState(fragment.startsWith(MARK) ? fragment.slice(MARK.length) : "");
  const [changing, setChanging] = useState(false);
  const confirm = async () => {
    const done = await api.post("/session/mail/confirm", { token }).then(() => true, (e: unknown) => (toastError(e), false));
    setToken("");
    if (done) toast(msg("ui.own_mail.done"));
    await mail.reload();
  };
  const { data } = mail;
  return (
    <Card
      title={msg("ui.own_mail")}
      aside={data?.changeable && <Button size="small" onPress={() => setChanging(true)}>{msg("ui.own_mail.change")}</Button>}
    >
      <ErrorNote error={mail.error} onRetry={() => void mail.reload()} />
      {mail.loading && !data && <Skeleton lines={1} />}
      {token && (
        <Note title={msg("ui.own_mail.confirm")} actions={<Button size="small" look="filled" onPress={() => void confirm()}>{msg("ui.own_mail.confirm.do")}</Button>}>
          {msg("ui.own_mail.confirm.text")}
        </Note>
      )}
      {data && <p>{data.address ?? <span className="muted">{msg("ui.own_mail.none")}</span>}</p>}
      {data?.bounce && (
        <Note tone="warn" title={msg("ui.own_mail.bounce", { at: dateTime(data.bounce.at, "short") })}>
          <p>{label(`enum.mail_reason.${data.bounce.reason}`)}</p>
          <p className="small">{data.changeable ? msg("ui.own_mail.bounce.text") : msg("ui.own_mail.bounce.admin")}</p>
        </Note>
      )}
      {data && changing && <NewAddress mail={data} onClose={() => setChanging(false)} />}
    </Card>
  );
}

// On the first page, while mail does not arrive.
export default function OwnMailNotice() {
  const { data } = useQuery<OwnMail>("/session/mail");
  if (!data?.bounce) return null;
  return (
    <Note tone="warn" title={msg("ui.own_mail.lost")} actions={<LinkButton size="small" to="/account">{msg("ui.own_mail.look")}</LinkButton>}>
      {msg("ui.own_mail.lost.text", { address: data.address ?? "", why: label(`enum.mail_reason.${data.bounce.reason}`) })}
    </Note>
  );
}
