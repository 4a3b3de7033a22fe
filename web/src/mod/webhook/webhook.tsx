// One receiver of webhooks: what it takes, whether it answers, and what became of its events.
import { useEffect, useState } from "react";
import type { Webhook, WebhookEvent, WebhookEventList, WebhookMade } from "../../gen/api";
import { navigate, useParams } from "../../app/router";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card, Fact, Facts, More, Page, PageHead } from "../../ui/page";
import { Deliveries, resend } from "./deliveries";
import { crumbsBelow, eventText, HookState } from "./model";
import { RotateDialog, SecretDialog } from "./secret";

const MOST_LOOKS = 15;

async function remove(hook: Webhook): Promise<void> {
  const yes = await confirm({
    title: msg("ui.webhooks.remove.title", { name: hook.name }),
    text: msg("ui.webhooks.remove.text"),
    yes: msg("ui.webhooks.remove"),
    look: "filled danger",
  });
  if (!yes) return;
  try {
    await api.remove(`/webhooks/${hook.id}`);
    toast(msg("ui.webhooks.removed"));
    await navigate("/settings/webhooks", { replace: true });
    invalidate("/webhooks");
  } catch (e) {
    toastError(e);
  }
}

// What a press has sent off is looked at for a while, until nothing waits any more.
function useLooks(waiting: number): () => void {
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (looks === 0 || (waiting === 0 && looks < MOST_LOOKS)) return;
    const timer = window.setTimeout(() => {
      invalidate("/webhooks");
      setLooks(looks - 1);
    }, 1000);
    return () => window.clearTimeout(timer);
  }, [looks, waiting]);
  return () => {
    invalidate("/webhooks");
    setLooks(MOST_LOOKS);
  };
}

function About({ hook, events }: { hook: Webhook; events: WebhookEvent[] }) {
  return (
    <>
      <Facts>
        <Fact name={msg("ui.webhooks.url")}>{hook.url}</Fact>
        {hook.description && <Fact name={msg("ui.webhooks.description")}>{hook.description}</Fact>}
        <Fact name={msg("ui.webhooks.accepted_at")}>{hook.accepted_at ? dateTime(hook.accepted_at) : msg("ui.webhooks.never")}</Fact>
        <Fact name={msg("ui.webhooks.waiting")}>{hook.waiting}</Fact>
        <Fact name={msg("ui.webhooks.failed")}>{hook.failed}</Fact>
        {hook.old_secret_until && <Fact name={msg("ui.webhooks.secret")}>{msg("ui.webhooks.old_until", { at: dateTime(hook.old_secret_until) })}</Fact>}
      </Facts>
      <More label={`${msg("ui.webhooks.events")} – ${msg("ui.webhooks.events.count", { n: hook.events.length })}`}>
        <ul>
          {hook.events.map((type) => <li key={type}>{eventText(type, events)}</li>)}
        </ul>
      </More>
    </>
  );
}

function Shown({ hook, events }: { hook: Webhook; events: WebhookEvent[] }) {
  const [rotating, setRotating] = useState(false);
  const [made, setMade] = useState<WebhookMade | null>(null);
  const lookOn = useLooks(hook.waiting);
  const test = async () => {
    await api.post(`/webhooks/${hook.id}/test`).then(() => toast(msg("ui.webhooks.test.done")), toastError);
    lookOn();
  };
  const rotated = (m: WebhookMade) => {
    setRotating(false);
    setMade(m);
    invalidate("/webhooks");
  };
  return (
    <>
      {hook.off && <Note tone="bad" title={<HookState hook={hook} />}>{msg("ui.webhooks.off.text")}</Note>}
      <Card
        foot={
          <div className="row">
            <Button icon="send" onPress={() => void test()}>{msg("ui.webhooks.test")}</Button>
            <Button icon="key" onPress={() => setRotating(true)}>{msg("ui.webhooks.rotate")}</Button>
            <Button icon="trash" look="danger" onPress={() => void remove(hook)}>{msg("ui.webhooks.remove")}</Button>
          </div>
        }
      >
        <About hook={hook} events={events} />
      </Card>
      <Card
        title={msg("ui.webhooks.deliveries")}
        aside={hook.failed > 0 && <Button size="small" onPress={() => void resend(`/webhooks/${hook.id}/resend`).then(lookOn)}>{msg("ui.webhooks.again.all")}</Button>}
      >
        <Deliveries id={hook.id} events={events} onSent={lookOn} />
      </Card>
      {rotating && <RotateDialog id={hook.id} onMade={rotated} onClose={() => setRotating(false)} />}
      {made && <SecretDialog made={made} onClose={() => setMade(null)} />}
    </>
  );
}

export default function WebhookPage() {
  const { id = "" } = useParams();
  const query = useQuery<Webhook>(`/webhooks/${id}`);
  const events = useQuery<WebhookEventList>("/webhook-events");
  const hook = query.data;
  const error = query.error ?? events.error;
  return (
    <Page>
      <PageHead
        crumbs={crumbsBelow()}
        title={hook?.name ?? msg("ui.webhooks")}
        state={hook && <HookState hook={hook} />}
        actions={hook && <LinkButton icon="edit" to={`/settings/webhooks/${id}/edit`}>{msg("ui.edit")}</LinkButton>}
      />
      <ErrorNote error={error} onRetry={() => void query.reload()} />
      {!error && (!hook || !events.data) && <Loading />}
      {hook && events.data && <Shown hook={hook} events={events.data.items} />}
    </Page>
  );
}
