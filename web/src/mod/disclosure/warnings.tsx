// What in a text for outsiders may help an attacker, and why it is published all the same.
import type { DisclosureWarnings } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Note, toast, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

type Warning = DisclosureWarnings["items"][number];
type Of = { point: string } | { issue: string };

async function giveReason(warning: Warning, of: Of): Promise<void> {
  const reason = await ask({
    title: msg("disclosure.warnings.ask", { found: warning.found }),
    text: `${warning.place} – ${optionLabel("leak_kind", warning.kind)}`,
    yes: msg("disclosure.warnings.give"),
    reason: "required",
    reasonLabel: msg("disclosure.warnings.reason"),
  });
  if (reason === null) return;
  try {
    await api.post("/disclosure-exceptions", { ...of, kind: warning.kind, found: warning.found, reason });
    toast(msg("disclosure.warnings.given"));
  } catch (e) {
    toastError(e);
  } finally {
    invalidate("/disclosure-exceptions");
    invalidate("/disclosure-points");
    invalidate("/report-issues");
  }
}

const columns = (of: Of, draft: boolean): Column<Warning>[] => [
  { id: "found", label: msg("disclosure.warnings.found"), main: true, cell: (w) => w.found },
  { id: "kind", label: msg("disclosure.warnings.kind"), cell: (w) => optionLabel("leak_kind", w.kind) },
  { id: "place", label: msg("disclosure.warnings.place"), cell: (w) => w.place },
  {
    id: "reason",
    label: msg("disclosure.warnings.reason"),
    cell: (w) =>
      w.reason ??
      (draft && may("disclosure.write") ? (
        <Button size="small" onPress={() => void giveReason(w, of)}>
          {msg("disclosure.warnings.give")}
        </Button>
      ) : (
        ""
      )),
  },
];

function Warnings({ path, of, draft }: { path: string; of: Of; draft: boolean }) {
  const { data, error, reload } = useQuery<DisclosureWarnings>(path);
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />;
  if (!data?.outward) return null;
  return (
    <Card title={msg("disclosure.warnings")}>
      <div className="stack">
        {data.items.length === 0 && <p>{msg("disclosure.warnings.none")}</p>}
        {data.open > 0 && <Note tone="warn" title={msg("disclosure.warnings.text")} />}
        {data.items.length > 0 && data.open === 0 && <p>{msg("disclosure.warnings.reasoned")}</p>}
        {data.items.length > 0 && <Table label={msg("disclosure.warnings")} columns={columns(of, draft)} rows={data.items} rowKey={(w) => `${w.pointer} ${w.kind} ${w.found} ${w.reason ?? ""}`} />}
        <p className="muted small">{msg("disclosure.warnings.note")}</p>
      </div>
    </Card>
  );
}

export function PointWarnings({ record }: RecordCardProps) {
  return <Warnings path={`/disclosure-points/${record.id}/warnings`} of={{ point: record.id }} draft={record.state === "draft"} />;
}

export function IssueWarnings({ id, draft }: { id: string; draft: boolean }) {
  return <Warnings path={`/report-issues/${id}/disclosure-warnings`} of={{ issue: id }} draft={draft} />;
}
