// In the room of a case: what is affected, whom that may have to be reported to, what was decided, and what was reported.
import { useState } from "react";
import { Link } from "../../app/router";
import type { CaseDuty, CaseDutyBoard, CaseDutyProposal } from "../../gen/api";
import { api, url } from "../../kernel/api";
import { mayRead, optionLabel } from "../../kernel/describe";
import { date, dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Loading, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card, More } from "../../ui/page";
import { Badge } from "../../ui/state";
import { ImpactShown } from "./impact";
import { byDue, byWhen, left, reasons } from "./model";
import { RecordReport } from "./record";

type Regime = CaseDuty | CaseDutyProposal;

export const changed = () => invalidate("/incidents", "/waiting-duties");

function Terms({ of }: { of: Regime }) {
  const final = of.final_due !== null ? byWhen(of.final_due, of.final_day, of.zone) : of.final_from_first ? msg("duty.ui.after_first") : null;
  return (
    <>
      <p className="small">{msg("duty.ui.first.when", { when: byWhen(of.first_due, of.first_day, of.zone) })}</p>
      {final !== null && <p className="small">{msg("duty.ui.final.when", { when: final })}</p>}
      <More label={msg("duty.ui.more")}>
        <div className="stack">
          {of.where_to && <p className="small">{of.where_to}</p>}
          {of.items && <p className="timeline-text small">{of.items}</p>}
          {of.note && <p className="timeline-text small">{of.note}</p>}
          {of.source && <p className="muted small">{of.source_on ? msg("duty.ui.source", { source: of.source, on: date(of.source_on) }) : of.source}</p>}
        </div>
      </More>
    </>
  );
}

function Head({ of }: { of: Regime }) {
  return (
    <p className="row">
      <strong>{of.title}</strong>
      <span className="muted small">{of.authority}</span>
      <Badge tone="neutral">{optionLabel("regime_kind", of.kind)}</Badge>
      {of.unverified && <Badge tone="warn">{msg("duty.ui.unverified")}</Badge>}
    </p>
  );
}

function Proposal({ path, of, writes }: { path: string; of: CaseDutyProposal; writes: boolean }) {
  const [busy, setBusy] = useState(false);
  const decide = async (decision: string, reason: string | null) => {
    setBusy(true);
    try {
      await api.post(path, { regime: of.regime, decision, reason });
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
    changed();
  };
  const reject = async () => {
    const reason = await ask({ title: msg("duty.ui.reject"), text: msg("duty.ui.reject.text"), yes: msg("duty.ui.reject"), reason: "required" });
    if (reason !== null) await decide("rejected", reason);
  };
  return (
    <li>
      <Head of={of} />
      {of.why.length > 0 && <p className="small">{msg("duty.ui.why", { list: reasons(of.why) })}</p>}
      {of.open.length > 0 && <p className="small">{msg("duty.ui.open", { list: reasons(of.open) })}</p>}
      <Terms of={of} />
      {writes && (
        <p className="row no-print">
          <Button size="small" pending={busy} onPress={() => void decide("confirmed", null)}>
            {msg("duty.ui.confirm")}
          </Button>
          <Button size="small" look="plain" pending={busy} onPress={() => void reject()}>
            {msg("duty.ui.reject")}
          </Button>
        </p>
      )}
    </li>
  );
}

function State({ of }: { of: CaseDuty }) {
  if (of.decision === "rejected") return <Badge tone="neutral">{optionLabel("duty_decision", of.decision)}</Badge>;
  if (of.waits === null) return <Badge tone="ok">{msg("duty.ui.finished")}</Badge>;
  const promptly = of.waits === "first" && of.first_due === null;
  const time = promptly ? msg("duty.ui.promptly") : of.due && left(of.due);
  return (
    <>
      <Badge tone={of.late ? "bad" : "warn"} icon="clock">
        {msg("duty.ui.waits", { part: optionLabel("duty_part", of.waits) })}
      </Badge>
      {of.late && <Badge tone="bad">{msg("duty.ui.late")}</Badge>}
      {!of.late && time && <span className="muted small">{time}</span>}
    </>
  );
}

function Reported({ record, of }: { record: RegisterRecord; of: CaseDuty }) {
  return (
    <ul className="plain-list">
      {of.reports.map((r, i) => (
        <li key={`${r.part}${i}`} className="small">
          {msg("duty.ui.report.line", { part: optionLabel("duty_part", r.part), at: dateTime(r.sent_at), by: r.by_whom })} {r.receipt && <span>{msg("duty.ui.report.receipt", { receipt: r.receipt })} </span>}
          {r.file && (
            <a href={url(`/incidents/${record.id}/files/${r.file}`)} download={r.file_name ?? undefined}>
              {r.file_name}
            </a>
          )}
          {r.note && <p className="timeline-text">{r.note}</p>}
        </li>
      ))}
    </ul>
  );
}

const decidedBy = (of: CaseDuty): string => {
  const at = dateTime(of.decided_at);
  return of.decided_by === null ? msg("duty.ui.by.gone", { at }) : msg("duty.ui.by", { name: of.decided_by, at });
};

function Decided({ record, path, of, writes }: { record: RegisterRecord; path: string; of: CaseDuty; writes: boolean }) {
  const [recording, setRecording] = useState(false);
  const change = async () => {
    const other = of.decision === "confirmed" ? "rejected" : "confirmed";
    const reason = await ask({ title: msg("duty.ui.change"), text: msg("duty.ui.change.text"), yes: optionLabel("duty_decision", other), reason: "required" });
    if (reason === null) return;
    try {
      await api.put(`${path}/${of.id}`, { decision: other, reason }, { etag: `"${of.version}"` });
    } catch (e) {
      toastError(e);
    }
    changed();
  };
  return (
    <li>
      <Head of={of} />
      <p className="row">
        <State of={of} />
      </p>
      {of.reason && <p className="small">{msg("duty.ui.reason", { reason: of.reason })}</p>}
      <p className="muted small">{decidedBy(of)}</p>
      {of.decision === "confirmed" && <Terms of={of} />}
      <Reported record={record} of={of} />
      {writes && !recording && (
        <p className="row no-print">
          {of.decision === "confirmed" && (
            <Button size="small" onPress={() => setRecording(true)}>
              {msg("duty.ui.record")}
            </Button>
          )}
          <Button size="small" look="plain" onPress={() => void change()}>
            {msg("duty.ui.change")}
          </Button>
        </p>
      )}
      {recording && <RecordReport record={record} path={`${path}/${of.id}/reports`} waits={of.waits} onDone={() => setRecording(false)} />}
    </li>
  );
}

function Proposals({ path, board, writes }: { path: string; board: CaseDutyBoard; writes: boolean }) {
  if (board.impact === null) return null;
  return (
    <>
      <h3 className="card-title small">{msg("duty.ui.proposals")}</h3>
      {board.proposals.length === 0 && (
        <p className="muted small">
          {msg("duty.ui.proposals.none")} {mayRead("reporting-regimes") && <Link to="/reporting-regimes">{msg("duty.ui.proposals.register.link")}</Link>}
        </p>
      )}
      <ul className="plain-list stack" aria-label={msg("duty.ui.proposals")}>
        {byDue(board.proposals).map((p) => (
          <Proposal key={p.regime} path={path} of={p} writes={writes} />
        ))}
      </ul>
    </>
  );
}

export function Duties({ record }: { record: RegisterRecord }) {
  const path = `/incidents/${record.id}/duties`;
  const query = useQuery<CaseDutyBoard>(path);
  const board = query.data;
  const writes = may("case_duty.write");
  return (
    <Card title={msg("duty.ui")}>
      <div className="stack">
        <p className="muted small">{msg("duty.ui.text")}</p>
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {query.loading && !board && <Loading />}
        {board && <ImpactShown record={record} impact={board.impact} writes={writes} />}
        {board && board.duties.length > 0 && (
          <>
            <h3 className="card-title small">{msg("duty.ui.decided")}</h3>
            <ul className="plain-list stack" aria-label={msg("duty.ui.decided")}>
              {board.duties.map((d) => (
                <Decided key={d.id} record={record} path={path} of={d} writes={writes} />
              ))}
            </ul>
          </>
        )}
        {board && <Proposals path={path} board={board} writes={writes} />}
      </div>
    </Card>
  );
}
