// Who has not answered an open campaign, how long there is, and the words to remind them with.
import { useState } from "react";
import { date } from "../../../kernel/format";
import { language, label, msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { Button } from "../../../ui/button";
import { copy } from "../../../ui/copy";
import { Segments, TextField } from "../../../ui/field";
import { ErrorNote, Loading } from "../../../ui/note";
import { Dialog } from "../../../ui/overlay";
import { Card } from "../../../ui/page";
import { Badge, Count, StateBadge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { dueText } from "../../register/value";
import type { Campaign, CampaignWaiting, WaitingResponse } from "../model";
import { Meter } from "./progress";

type Row = WaitingResponse["response"];

// Whose text is shown: a response's, or the one for all.
type Chosen = Row | "all";

const unitOf = (r: Row): string => r.unit.title ?? "";

function Assignee({ row, lost }: { row: Row; lost: boolean }) {
  if (!row.assignee) return <span className="muted">{msg("assessment.assignee.none")}</span>;
  return (
    <span className="row">
      {row.assignee.title}
      {lost && <Badge tone="warn">{msg("assessment.undelivered")}</Badge>}
    </span>
  );
}

// `lost`: responses whose person gets no mail.
function columns(onText: (row: Row) => void, lost: Set<string>): Column<Row>[] {
  return [
    { id: "unit", label: msg("assessment.unit"), main: true, cell: unitOf },
    { id: "assignee", label: msg("assessment.assignee"), cell: (r) => <Assignee row={r} lost={lost.has(r.id)} /> },
    { id: "progress", label: msg("assessment.progress"), cell: (r) => <Meter done={r.answered} all={r.asked} /> },
    {
      id: "left",
      label: msg("assessment.days_left"),
      aside: true,
      cell: (r) => (
        <span className="row">
          {r.state === "returned" && <StateBadge set="response_state" value={r.state} />}
          <Badge tone={r.notice === "late" ? "bad" : r.notice === "soon" ? "warn" : "neutral"} icon={r.notice ? "clock" : undefined}>
            {dueText(r.days_left)}
          </Badge>
        </span>
      ),
    },
    {
      id: "text",
      label: msg("assessment.remind.text"),
      action: true,
      cell: (r) => (
        <Button size="small" onPress={() => onText(r)} aria-label={msg("assessment.remind.text.of", { name: unitOf(r) })}>
          {msg("assessment.remind.text")}
        </Button>
      ),
    },
  ];
}

export function Waiting({ campaign: c, path }: { campaign: Campaign; path: string }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { data, error } = useQuery<CampaignWaiting>(`${path}/waiting`);
  if (error) return <ErrorNote error={error} />;
  if (!data || data.total === 0) return null;
  const rows = data.items.map((i) => i.response);
  const lost = new Set(data.items.filter((i) => i.undelivered).map((i) => i.response.id));
  return (
    <Card
      flush
      title={
        <>
          {msg("assessment.waiting")}
          <Count n={data.total} tone={data.days_left < 0 ? "bad" : "warn"} />
        </>
      }
      aside={
        <Button size="small" icon="copy" onPress={() => setChosen("all")}>
          {msg("assessment.remind.all")}
        </Button>
      }
    >
      <p className="card-body small muted">{remindWords(c)}</p>
      <Table bare label={msg("assessment.waiting")} columns={columns(setChosen, lost)} rows={rows} rowKey={(r) => r.id} rowHref={(r) => `/responses/${r.id}`} />
      {chosen && <ReminderDialog path={path} chosen={chosen} onClose={() => setChosen(null)} />}
    </Card>
  );
}

// What happens by itself, and what has happened.
function remindWords(c: Campaign): string {
  const parts = [
    c.remind_before ? msg("assessment.remind.before.is", { n: c.remind_before }) : "",
    c.remind_every ? msg("assessment.remind.every.is", { n: c.remind_every }) : "",
    c.reminded_on ? msg("assessment.reminded", { date: date(c.reminded_on) }) : "",
  ].filter((p) => p !== "");
  return parts.length > 0 ? parts.join(" ") : msg("assessment.remind.off");
}

function ReminderDialog({ path, chosen, onClose }: { path: string; chosen: Chosen; onClose: () => void }) {
  const [lang, setLang] = useState<string>(language());
  const { data } = useQuery<CampaignWaiting>(`${path}/waiting`, { lang });
  const words = chosen === "all" ? data?.reminder : data?.items.find((i) => i.response.id === chosen.id)?.reminder;
  return (
    <Dialog
      wide
      isOpen
      title={chosen === "all" ? msg("assessment.remind.all") : msg("assessment.remind.text.of", { name: unitOf(chosen) })}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.close")}</Button>
          <Button isDisabled={!words} onPress={() => void copy(words?.subject ?? "")}>
            {msg("assessment.remind.copy.subject")}
          </Button>
          <Button look="filled" isDisabled={!words} onPress={() => void copy(words?.text ?? "")}>
            {msg("assessment.remind.copy")}
          </Button>
        </>
      }
    >
      <p className="small muted">{msg("assessment.remind.text.hint")}</p>
      <div className="row">
        <Segments label={msg("assessment.remind.lang")} options={["ja", "en"].map((id) => ({ id, label: label(`ui.language.${id}`) }))} value={lang} onChange={setLang} />
      </div>
      {words ? (
        <>
          <TextField label={msg("assessment.remind.subject")} readOnly value={words.subject} onChange={() => undefined} />
          <TextField label={msg("assessment.remind.body")} readOnly lines={14} value={words.text} onChange={() => undefined} />
        </>
      ) : (
        <Loading />
      )}
    </Dialog>
  );
}
