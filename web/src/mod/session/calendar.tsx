// One's own calendar by a secret link: made, shown once, replaced, ended.
import { useState } from "react";
import type { CalendarFeed, CalendarFeedMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { confirm, Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";

function Made({ url, onClose }: { url: string; onClose: () => void }) {
  const copy = () => void navigator.clipboard.writeText(url).then(() => toast(msg("ui.copied")));
  return (
    <Dialog
      title={msg("ui.calendar.made")}
      isOpen
      fixed
      onClose={onClose}
      foot={
        <>
          <Button icon="copy" onPress={copy}>{msg("ui.calendar.copy")}</Button>
          <Button look="filled" onPress={onClose}>{msg("ui.calendar.added")}</Button>
        </>
      }
    >
      <Note tone="warn" title={msg("ui.calendar.once")}>{msg("ui.calendar.once.text")}</Note>
      <TextField label={msg("ui.calendar.link")} hideLabel value={url} onChange={() => {}} readOnly lines={3} />
    </Dialog>
  );
}

function On({ feed, replace, stop }: { feed: CalendarFeed; replace: () => void; stop: () => void }) {
  const fetched = feed.fetched_at
    ? msg("ui.calendar.fetched", { at: dateTime(feed.fetched_at, "short"), address: feed.fetched_from ?? msg("ui.none") })
    : msg("ui.calendar.unfetched");
  return (
    <>
      <div className="row">
        <Badge tone="ok">{msg("ui.calendar.on")}</Badge>
        <span className="muted small">
          {msg("ui.calendar.since", { at: dateTime(feed.created_at ?? "", "short") })}
          {" · "}
          {fetched}
        </span>
      </div>
      <div className="row">
        <Button size="small" onPress={replace}>{msg("ui.calendar.replace")}</Button>
        <Button size="small" onPress={stop}>{msg("ui.calendar.stop")}</Button>
      </div>
    </>
  );
}

export function CalendarCard() {
  const feed = useQuery<CalendarFeed>("/calendar-feed");
  const [url, setUrl] = useState<string | null>(null);
  const reload = () => void feed.reload();
  const make = async () => {
    const made = await api.post<CalendarFeedMade>("/calendar-feed").catch(toastError);
    if (made) setUrl(made.data.url);
  };
  const replace = async () => {
    const yes = await confirm({ title: msg("ui.calendar.replace.ask"), text: msg("ui.calendar.replace.text"), yes: msg("ui.calendar.replace") });
    if (yes) await make();
  };
  const stop = async () => {
    const yes = await confirm({ title: msg("ui.calendar.stop.ask"), text: msg("ui.calendar.stop.text"), yes: msg("ui.calendar.stop"), look: "filled danger" });
    if (!yes) return;
    await api.remove("/calendar-feed").catch(toastError);
    reload();
  };
  const off = feed.data?.on === false;
  return (
    <Card
      title={msg("ui.calendar")}
      aside={off && <Button size="small" icon="plus" onPress={() => void make()}>{msg("ui.calendar.make")}</Button>}
    >
      <ErrorNote error={feed.error} onRetry={reload} />
      {feed.loading && !feed.data && <Skeleton lines={2} />}
      {off && <p className="muted">{msg("ui.calendar.what")}</p>}
      {feed.data?.on && <On feed={feed.data} replace={() => void replace()} stop={() => void stop()} />}
      {url && (
        <Made
          url={url}
          onClose={() => {
            setUrl(null);
            reload();
          }}
        />
      )}
    </Card>
  );
}
