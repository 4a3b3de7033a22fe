// How staff are told: the reporting window on every card, and the link by which the cards are read without an account.
import { useState } from "react";
import type { ReportingWindow, ThreatCardLink, ThreatCardLinkMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { copy } from "../../ui/copy";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { confirm, Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { WindowBox } from "./card_view";

const KEYS = ["name", "phone", "chat", "email", "hours", "note"] as const;
type Key = (typeof KEYS)[number];

const NAMES: Record<Key, () => string> = {
  name: () => msg("response.window.name"),
  phone: () => msg("response.window.phone"),
  chat: () => msg("response.window.chat"),
  email: () => msg("response.window.email"),
  hours: () => msg("response.window.hours"),
  note: () => msg("response.window.note"),
};

function WindowDialog({ now, etag, onClose }: { now: ReportingWindow; etag: string | null; onClose: () => void }) {
  const [said, setSaid] = useState<Record<Key, string>>(() => Object.fromEntries(KEYS.map((k) => [k, now[k] ?? ""])) as Record<Key, string>);
  const send = async () => {
    await api.put("/reporting-window", Object.fromEntries(KEYS.map((k) => [k, said[k].trim() || null])), { etag });
    toast(msg("response.window.saved"));
    invalidate("/reporting-window", "/threat-cards");
  };
  return (
    <FormDialog title={msg("response.window.edit")} own={KEYS} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          {KEYS.map((k) => (
            <TextField key={k} label={NAMES[k]()} optional lines={k === "note" ? 3 : undefined} value={said[k]} onChange={(text) => setSaid({ ...said, [k]: text })} error={wrong[k]} />
          ))}
        </div>
      )}
    </FormDialog>
  );
}

function WindowCard() {
  const query = useQuery<ReportingWindow>("/reporting-window");
  const [open, setOpen] = useState(false);
  const now = query.data;
  return (
    <Card
      title={msg("response.window")}
      aside={
        now &&
        may("threat_card.manage") && (
          <Button size="small" icon="edit" onPress={() => setOpen(true)}>
            {msg("response.window.edit")}
          </Button>
        )
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !now && <Skeleton lines={2} />}
      {now && <WindowBox window={{ name: now.name ?? null, phone: now.phone ?? null, email: now.email ?? null, chat: now.chat ?? null, hours: now.hours ?? null, note: now.note ?? null }} />}
      {now && open && <WindowDialog now={now} etag={query.etag} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function Made({ url, onClose }: { url: string; onClose: () => void }) {
  return (
    <Dialog
      title={msg("response.link.made")}
      isOpen
      fixed
      onClose={onClose}
      foot={
        <>
          <Button icon="copy" onPress={() => void copy(url)}>
            {msg("response.link.copy")}
          </Button>
          <Button look="filled" onPress={onClose}>
            {msg("response.link.kept")}
          </Button>
        </>
      }
    >
      <Note tone="warn" title={msg("response.link.once")}>
        {msg("response.link.once.text")}
      </Note>
      <TextField label={msg("response.link")} hideLabel value={url} onChange={() => {}} readOnly lines={3} />
    </Dialog>
  );
}

function LinkCard() {
  const query = useQuery<ThreatCardLink>("/threat-card-link");
  const [url, setUrl] = useState<string | null>(null);
  const reload = () => void query.reload();
  const since = query.data?.since;
  const manage = may("threat_card.manage");
  const make = async () => {
    if (since && !(await confirm({ title: msg("response.link.replace.ask"), text: msg("response.link.replace.text"), yes: msg("response.link.replace") }))) return;
    const made = await api.post<ThreatCardLinkMade>("/threat-card-link").catch(toastError);
    if (made) setUrl(made.data.url);
    reload();
  };
  const stop = async () => {
    if (!(await confirm({ title: msg("response.link.stop.ask"), text: msg("response.link.stop.text"), yes: msg("response.link.stop"), look: "filled danger" }))) return;
    await api.remove("/threat-card-link").catch(toastError);
    reload();
  };
  return (
    <Card title={msg("response.link")}>
      <ErrorNote error={query.error} onRetry={reload} />
      <div className="stack">
        <p className="muted">{msg("response.link.what")}</p>
        {query.data && (
          <div className="row">
            {since ? <Badge tone="ok">{msg("response.link.on")}</Badge> : <Badge>{msg("response.link.off")}</Badge>}
            {since && <span className="muted small">{msg("response.link.since", { at: dateTime(since, "short") })}</span>}
          </div>
        )}
        {query.data && manage && (
          <div className="row">
            <Button size="small" onPress={() => void make()}>
              {since ? msg("response.link.replace") : msg("response.link.make")}
            </Button>
            {since && (
              <Button size="small" onPress={() => void stop()}>
                {msg("response.link.stop")}
              </Button>
            )}
          </div>
        )}
      </div>
      {url && <Made url={url} onClose={() => setUrl(null)} />}
    </Card>
  );
}

export function Telling() {
  return (
    <div className="telling no-print">
      <WindowCard />
      <LinkCard />
    </div>
  );
}
