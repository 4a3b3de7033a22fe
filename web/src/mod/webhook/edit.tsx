// Adding a receiver of webhooks, and changing one.
import { type FormEvent, useState } from "react";
import type { Webhook, WebhookEvent, WebhookEventList, WebhookMade } from "../../gen/api";
import { navigate, useParams } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button, LinkButton } from "../../ui/button";
import { ChecksField, SwitchField, TextField } from "../../ui/field";
import { ErrorNote, Loading, toast } from "../../ui/note";
import { Card, More, Page, PageHead } from "../../ui/page";
import { crumbsBelow, type EventGroup, groupsOf } from "./model";
import { SecretDialog } from "./secret";

interface GroupProps {
  group: EventGroup;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function Group({ group, chosen, onChange }: GroupProps) {
  const own = group.events.map((e) => e.type);
  const mine = chosen.filter((type) => own.includes(type));
  const text = mine.length === 0 ? group.label : `${group.label} – ${msg("ui.webhooks.events.chosen", { n: mine.length })}`;
  return (
    <More label={text}>
      <ChecksField
        label={group.label}
        hideLabel
        inline
        options={group.events.map((e) => ({ id: e.type, label: label(`webhook.what.${e.what}`) }))}
        value={mine}
        onChange={(next) => onChange([...chosen.filter((type) => !own.includes(type)), ...next])}
      />
    </More>
  );
}

function Events({ events, chosen, onChange, error }: { events: WebhookEvent[]; chosen: string[]; onChange: (chosen: string[]) => void; error?: string }) {
  const all = chosen.length === events.length;
  return (
    <fieldset className="stack">
      <legend className="field-label">{msg("ui.webhooks.events")}</legend>
      {error && <p className="field-error">{error}</p>}
      <div className="row">
        <Button size="small" onPress={() => onChange(all ? [] : events.map((e) => e.type))}>
          {all ? msg("ui.webhooks.events.no") : msg("ui.webhooks.events.all")}
        </Button>
        <span className="muted small" role="status">{msg("ui.webhooks.events.chosen", { n: chosen.length })}</span>
      </div>
      {groupsOf(events).map((g) => <Group key={g.subject} group={g} chosen={chosen} onChange={onChange} />)}
    </fieldset>
  );
}

function Form({ hook, etag, events }: { hook?: Webhook; etag: string | null; events: WebhookEvent[] }) {
  const [name, setName] = useState(hook?.name ?? "");
  const [url, setUrl] = useState(hook?.url ?? "");
  const [description, setDescription] = useState(hook?.description ?? "");
  const [chosen, setChosen] = useState<string[]>(hook?.events ?? []);
  const [active, setActive] = useState(hook?.active ?? true);
  const [made, setMade] = useState<WebhookMade | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const leave = (id: string) => {
    invalidate("/webhooks");
    void navigate(`/settings/webhooks/${id}`, { replace: true });
  };
  const save = async () => {
    const body = { name, url, events: chosen, active, description: description || null };
    if (!hook) return setMade((await api.post<WebhookMade>("/webhooks", body)).data);
    await api.patch(`/webhooks/${hook.id}`, body, { etag });
    toast(msg("ui.webhooks.saved"));
    leave(hook.id);
  };
  const submit = (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    save().catch(setError).finally(() => setBusy(false));
  };
  return (
    <Card>
      <form className="form" onSubmit={submit} noValidate>
        {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        <TextField label={msg("ui.webhooks.name")} value={name} onChange={setName} error={fields.name} maxLength={200} required />
        <TextField label={msg("ui.webhooks.url")} hint={msg("ui.webhooks.url.hint")} value={url} onChange={setUrl} error={fields.url} maxLength={1000} required />
        <TextField label={msg("ui.webhooks.description")} value={description} onChange={setDescription} error={fields.description} lines={2} />
        <Events events={events} chosen={chosen} onChange={setChosen} error={fields.events} />
        <SwitchField label={msg("ui.webhooks.active")} value={active} onChange={setActive} />
        <div className="row">
          <Button type="submit" look="filled" pending={busy} isDisabled={!name.trim() || !url.trim() || chosen.length === 0}>{msg("ui.save")}</Button>
          <LinkButton to={hook ? `/settings/webhooks/${hook.id}` : "/settings/webhooks"}>{msg("ui.cancel")}</LinkButton>
        </div>
      </form>
      {made && <SecretDialog made={made} onClose={() => leave(made.id)} />}
    </Card>
  );
}

export default function WebhookEditPage() {
  const { id } = useParams();
  const events = useQuery<WebhookEventList>("/webhook-events");
  const hook = useQuery<Webhook>(id ? `/webhooks/${id}` : null);
  const error = events.error ?? hook.error;
  return (
    <Page narrow>
      <PageHead crumbs={crumbsBelow()} title={id ? msg("ui.webhooks.edit") : msg("ui.webhooks.add")} />
      <ErrorNote error={error} />
      {!error && (!events.data || (id && !hook.data)) && <Loading />}
      {events.data && (!id || hook.data) && <Form key={hook.data?.version} hook={hook.data} etag={hook.etag} events={events.data.items} />}
    </Page>
  );
}
