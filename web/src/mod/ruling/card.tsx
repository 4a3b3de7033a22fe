// Decisions of a case, in its room: asked for, answered, gone ahead without, and not yet reviewed.
import { useState } from "react";
import type { Ruling, RulingList } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Note, toast, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";
import { AskDialog } from "./ask";
import { unreviewed } from "./model";
import { RulingView } from "./view";

const over = (record: RegisterRecord): boolean => record.state === "closed" || record.state === "withdrawn";

function Press({ record, ruling, step }: { record: RegisterRecord; ruling: Ruling; step: "override" | "withdraw" }) {
  const [busy, setBusy] = useState(false);
  const words = {
    override: { yes: msg("ruling.ui.override"), text: msg("ruling.ui.override.text"), done: msg("ruling.ui.override.done") },
    withdraw: { yes: msg("ruling.ui.withdraw"), text: msg("ruling.ui.withdraw.text"), done: msg("ruling.ui.withdraw.done") },
  }[step];
  const run = async () => {
    const reason = await ask({ title: words.yes, text: words.text, yes: words.yes, reason: "required" });
    if (reason === null) return;
    setBusy(true);
    try {
      await api.post(`/incidents/${record.id}/rulings/${ruling.no}/${step}`, { reason });
      toast(words.done);
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
    invalidate(`/incidents/${record.id}`, "/own-rulings");
  };
  return (
    <Button size="small" look={step === "withdraw" ? "plain" : undefined} pending={busy} aria-label={`${words.yes}: ${ruling.no}`} onPress={() => void run()}>
      {words.yes}
    </Button>
  );
}

function One({ record, ruling }: { record: RegisterRecord; ruling: Ruling }) {
  return (
    <li className="stack">
      <RulingView ruling={ruling} />
      {unreviewed(ruling) && (
        <Note tone="warn" title={msg("ruling.ui.unreviewed")}>
          <p>{msg("ruling.ui.unreviewed.text", { name: ruling.decider.title })}</p>
        </Note>
      )}
      {ruling.state === "asked" && may("ruling.ask") && (
        <p className="row no-print">
          <Press record={record} ruling={ruling} step="override" />
          <Press record={record} ruling={ruling} step="withdraw" />
        </p>
      )}
    </li>
  );
}

export function Rulings({ record }: { record: RegisterRecord }) {
  const query = useQuery<RulingList>(may("ruling.read") ? `/incidents/${record.id}/rulings` : null);
  const [asking, setAsking] = useState(false);
  const items = query.data?.items ?? [];
  const asks = may("ruling.ask") && !over(record);
  if (!may("ruling.read") || (items.length === 0 && !asks && !query.error)) return null;
  const open = items.filter((r) => r.state === "asked" || unreviewed(r)).length;
  return (
    <Card
      screenOnly={items.length === 0}
      title={
        <>
          {msg("ruling.ui.card")} {open > 0 && <Count n={open} tone="warn" />}
        </>
      }
      aside={
        asks && (
          <Button size="small" icon="plus" onPress={() => setAsking(true)}>
            {msg("ruling.ui.ask")}
          </Button>
        )
      }
    >
      <div className="stack">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        <p className="muted small">{msg("ruling.ui.text")}</p>
        {query.data && items.length === 0 && <p className="muted">{msg("ruling.ui.none")}</p>}
        {items.length > 0 && (
          <ul className="plain-list stack rulings">
            {items.map((r) => (
              <One key={r.no} record={record} ruling={r} />
            ))}
          </ul>
        )}
        {asking && <AskDialog id={record.id} onClose={() => setAsking(false)} />}
      </div>
    </Card>
  );
}
