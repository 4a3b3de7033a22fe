// Suppliers that a campaign asks: choosing them, and how far each is.
import { useState } from "react";
import { api, type Page as Rows } from "../../kernel/api";
import { date } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { ErrorNote, Note, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";

interface Respondent {
  response: string;
  respondent: RefValue;
  class: string | null;
  state: string;
  due: string;
  asked: number;
  answered: number;
  guests: number;
  opens: number;
  locked: number;
}

interface Respondents extends Rows<Respondent> {
  counts: Record<"all" | "contacted" | "opened" | "answering" | "submitted" | "accepted", number>;
}

const WHICH = ["all", "A", "B", "C", "D", "marked"];
const bodyOf = (which: string) => (which === "all" ? {} : which === "marked" ? { marked: true } : { class: which });
const nameOf = (which: string) => (which.length > 1 ? label(`ui.respondents.which.${which}`) : msg("ui.respondents.which.class", { class: which }));

function linkState(r: Respondent): string {
  if (r.guests === 0) return msg("ui.respondents.no_address");
  if (r.locked > 0) return msg("ui.respondents.locked");
  return r.opens > 0 ? msg("ui.respondents.opens", { n: r.opens }) : msg("ui.respondents.sent");
}

const columns = (): Column<Respondent>[] => [
  { id: "name", label: msg("ui.respondents.name"), cell: (r) => r.respondent.title, main: true },
  { id: "class", label: msg("ui.respondents.class"), cell: (r) => r.class },
  { id: "state", label: msg("ui.respondents.state"), cell: (r) => <StateBadge set="response_state" value={r.state} />, aside: true },
  { id: "answered", label: msg("ui.respondents.answered"), cell: (r) => msg("assessment.answer.of", { done: r.answered, all: r.asked }) },
  { id: "link", label: msg("ui.respondents.link"), cell: linkState },
  { id: "due", label: msg("ui.respondents.due"), cell: (r) => date(r.due), className: "nowrap" },
];

export function RespondentsCard({ path, state }: { path: string; state: "draft" | "open" | "closed" }) {
  const seen = may("guest.read") && state !== "draft";
  const { data, error, reload } = useQuery<Respondents>(seen ? `${path}/respondents?limit=200` : null);
  const [which, setWhich] = useState<string | null>("all");
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    const yes = await confirm({ title: msg("ui.respondents.ask.sure"), text: msg("ui.respondents.ask.text"), yes: msg("ui.respondents.ask") });
    if (!yes) return;
    setBusy(true);
    try {
      await api.post(`${path}/respondents`, { kind: "supplier", ...bodyOf(which ?? "all") });
      toast(msg("ui.respondents.asked"));
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  if (state === "draft") return <Note title={msg("ui.respondents.draft")} />;
  if (!may("guest.read")) return null;
  return (
    <Card
      title={msg("ui.respondents")}
      aside={
        <Button size="small" look="plain" icon="refresh" onPress={() => void reload()}>
          {msg("ui.respondents.reload")}
        </Button>
      }
    >
      <div className="stack">
        {state === "open" && may("guest.write") && (
          <div className="form-grid">
            <SelectField label={msg("ui.respondents.which")} options={WHICH.map((id) => ({ id, label: nameOf(id) }))} value={which} onChange={setWhich} />
            <div className="row">
              <Button look="filled" icon="send" pending={busy} onPress={() => void ask()}>
                {msg("ui.respondents.ask")}
              </Button>
            </div>
          </div>
        )}
        <ErrorNote error={error} />
        {data && <p>{msg("ui.respondents.counts", { ...data.counts })}</p>}
        {data && data.items.length > 0 && (
          <Table label={msg("ui.respondents")} columns={columns()} rows={data.items} rowKey={(r) => r.response} rowHref={(r) => `/responses/${r.response}`} />
        )}
        {data?.next && <p className="muted small">{msg("ui.respondents.more")}</p>}
      </div>
    </Card>
  );
}
