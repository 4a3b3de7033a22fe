// What the page says to the reader: notes, errors, emptiness, progress, passing messages.
import type { ReactNode } from "react";
import { ProgressBar } from "react-aria-components/ProgressBar";
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";
import { Text } from "react-aria-components/Text";
import { ApiError, ConnectionError, ToldError } from "../kernel/api";
import { msg } from "../kernel/i18n";
import { percent } from "../kernel/format";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";
import { Loading } from "./loading";
import type { Tone } from "./state";

export { Loading };

const ICONS: Record<Tone, IconName> = {
  neutral: "info",
  info: "info",
  ok: "check_circle",
  warn: "alert",
  bad: "alert",
};

export function Note({
  tone = "info",
  title,
  children,
  actions,
  live,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  live?: boolean; // said aloud when it appears
}) {
  return (
    <div className={`note tone-${tone}`} role={live ? (tone === "bad" ? "alert" : "status") : undefined}>
      <Icon name={ICONS[tone]} />
      <div className="note-body">
        {title && <p className="note-title">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className="row">{actions}</div>}
      </div>
    </div>
  );
}

// What went wrong, in the reader's words; the server's own where it gave some.
export function errorText(error: unknown): string {
  if (error instanceof ConnectionError) return msg("ui.error.connection");
  if (error instanceof ApiError) return error.problem.detail || error.problem.title;
  if (error instanceof ToldError) return error.message;
  return msg("ui.error.unknown");
}

export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!error) return null;
  const id = error instanceof ApiError ? error.problem.request_id : undefined;
  return (
    <Note
      tone="bad"
      live
      title={errorText(error)}
      actions={
        onRetry && (
          <Button size="small" icon="refresh" onPress={onRetry}>
            {msg("ui.retry")}
          </Button>
        )
      }
    >
      {typeof id === "string" && <span className="small muted">{msg("ui.error.request", { id })}</span>}
    </Note>
  );
}

// An empty place says what to do first.
export function EmptyState({
  icon = "sheet",
  title,
  text,
  action,
  page,
}: {
  icon?: IconName;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  page?: boolean; // the whole page is this: its title is the page's heading
}) {
  const Title = page ? "h1" : "p";
  return (
    <div className="empty">
      <Icon name={icon} size={56} />
      <Title className="empty-title">{title}</Title>
      {text && <p className="empty-text">{text}</p>}
      {action && <div className="row">{action}</div>}
    </div>
  );
}

export function Skeleton({ lines = 3 }: { lines?: number }) {
  const widths = ["92%", "78%", "85%", "64%", "88%"];
  return (
    <div className="stack" aria-hidden="true">
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className="skeleton" style={{ width: widths[i % widths.length] }} />
      ))}
    </div>
  );
}

// value 0–1; null: it runs, nobody knows how long.
export function Progress({ label, value, text }: { label: string; value: number | null; text?: string }) {
  return (
    <ProgressBar
      className="progress"
      value={value === null ? undefined : value * 100}
      isIndeterminate={value === null}
      valueLabel={text}
      aria-label={label}
    >
      <div className="progress-head">
        <span>{label}</span>
        <span>{text ?? (value === null ? "" : percent(value))}</span>
      </div>
      <div className="progress-track">
        <div
          className={value === null ? "progress-bar unknown" : "progress-bar"}
          style={value === null ? undefined : { width: `${value * 100}%` }}
        />
      </div>
    </ProgressBar>
  );
}

interface ToastText {
  tone: Tone;
  text: string;
  since: number; // ms of the clock
  action?: { label: string; run: () => void };
  earlier?: number; // refusals that wait behind this one
}

const toasts = new ToastQueue<ToastText>({ maxVisibleToasts: 3 });

// Refusals stand one at a time, the newest first; closing one shows the one before. None is told twice.
let refusal: { key: string; content: ToastText } | null = null;
let earlier: ToastText[] = [];
const MOST_EARLIER = 9;

function showRefusal(content: ToastText): void {
  const onClose = () => {
    if (refusal?.key !== key) return; // it only makes way
    refusal = null;
    const next = earlier.pop();
    if (next) queueMicrotask(() => showRefusal(next)); // the queue is still taking this one out
  };
  const key = toasts.add({ ...content, earlier: earlier.length }, { onClose });
  refusal = { key, content };
}

function refuse(content: ToastText): void {
  const before = refusal;
  refusal = null;
  if (before) {
    toasts.close(before.key);
    earlier.push(before.content);
  }
  earlier = earlier.filter((e) => e.text !== content.text).slice(-MOST_EARLIER);
  showRefusal(content);
}

// A passing message: what was done. It makes way for the next one, so that they do not pile up over the
// page; errors and what can be taken back stay until they are closed, or one has gone on to another page.
export function toast(text: string, tone: Tone = "ok", action?: ToastText["action"]): void {
  for (const { key, content } of toasts.visibleToasts) if (content.tone !== "bad" && !content.action) toasts.close(key);
  const content = { tone, text, action, since: Date.now() };
  if (tone === "bad") refuse(content);
  else toasts.add(content, action ? {} : { timeout: 6000 });
}

const READ = 10_000; // ms: by then it has been read, and an answer that leads to a page has led there

// Another page is opened: what stands from the one before would lie over it for ever.
export function dropOldToasts(): void {
  const isOld = (content: ToastText) => Date.now() - content.since > READ;
  earlier = earlier.filter((e) => !isOld(e));
  for (const { key, content } of toasts.visibleToasts) if (isOld(content)) toasts.close(key);
}

export function toastError(error: unknown): void {
  toast(errorText(error), "bad");
}

export function ToastHost() {
  return (
    <ToastRegion queue={toasts} className="toasts" aria-label={msg("ui.toasts")}>
      {({ toast: t }) => (
        <AriaToast toast={t} className={`toast tone-${t.content.tone}`}>
          <Icon name={ICONS[t.content.tone]} />
          <ToastContent className="toast-text">
            <Text slot="title">{t.content.text}</Text>
            {(t.content.earlier ?? 0) > 0 && (
              <Text slot="description" className="toast-more small muted">
                {msg("ui.toasts.earlier", { n: t.content.earlier ?? 0 })}
              </Text>
            )}
          </ToastContent>
          {t.content.action && (
            <Button
              size="small"
              onPress={() => {
                t.content.action?.run();
                toasts.close(t.key);
              }}
            >
              {t.content.action.label}
            </Button>
          )}
          <Button slot="close" look="plain" size="small" className="icon-only" aria-label={msg("ui.close")}>
            <Icon name="close" size={16} />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
