// What a risk is worth and why, on its record's page: the steps that count, before the measures and after them, by
// the method in force; and the way to have it accepted as it is.
import { useState } from "react";
import type { Approval } from "../../gen/api";
import { api } from "../../kernel/api";
import { actionLabel, fieldLabel, type RegisterInfo } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { addDays, date, today } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { ErrorNote, Note, Skeleton, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card, Fact, Facts } from "../../ui/page";
import type { RecordCardProps } from "../register/record";
import { bandOf, type Method } from "./method_rules";
import { useMethodOf } from "./method_name";
import { methodName, stepName, useMethod } from "./model";
import { acceptedByOther, returnOf, type Risk } from "./risk_record";
import { Worth } from "./worth_badge";

const YEAR = 365; // days an acceptance lasts unless told otherwise

interface Reasons {
  likelihood: string;
  importance: string;
  value: string;
}

// The words of one side: where likelihood and importance come from, and what they give.
function reasonsOf(method: Method, risk: Risk, after: boolean): Reasons {
  const { threat_level, importance } = risk;
  const direct = after ? risk.residual_likelihood : risk.likelihood;
  const vulnerability = (after ? risk.residual_vulnerability : null) ?? risk.vulnerability;
  const used = after ? risk.residual_likelihood_used : risk.likelihood_used;
  const weight = after ? risk.residual_importance_used : risk.importance_used;
  const value = after ? risk.residual_value : risk.value;
  const likelihood = stepName(method, "likelihood", used) || msg("risk.unrated");
  const weighed = stepName(method, "importance", weight) || msg("risk.unrated");
  const said = after ? (risk.residual_importance ?? importance) : importance;
  return {
    likelihood:
      direct || !threat_level || !vulnerability
        ? msg("risk.why.set", { step: likelihood })
        : msg("risk.why.derived", { threat: stepName(method, "threat", threat_level), vulnerability: stepName(method, "vulnerability", vulnerability as number), step: likelihood }),
    importance: said ? msg("risk.why.set", { step: weighed }) : msg("risk.why.ledger", { step: weighed }),
    value: value
      ? msg(method.document.value.product ? "risk.why.product" : "risk.why.table", { likelihood, importance: weighed, value, band: pick(bandOf(method, value)?.name) })
      : msg("risk.why.unknown"),
  };
}

function Side({ method, risk, after }: { method: Method; risk: Risk; after: boolean }) {
  const reasons = reasonsOf(method, risk, after);
  return (
    <section>
      <h3>{after ? msg("risk.side.residual") : msg("risk.side.inherent")}</h3>
      <Facts>
        <Fact name={msg("risk.likelihood")}>{reasons.likelihood}</Fact>
        <Fact name={msg("risk.importance")}>{reasons.importance}</Fact>
        <Fact name={msg("risk.value")}>
          <Worth method={method} value={after ? risk.residual_value : risk.value} /> {reasons.value}
        </Fact>
      </Facts>
    </section>
  );
}

// Where a route is set for it, it goes round at once: whoever decides by rank has it before them.
async function sendOnRoute(register: string, record: string): Promise<boolean> {
  const { data } = await api.get<Approval>("/approval-plan", { query: { register, record } });
  if (data.route.set) await api.post("/approvals", { register, record });
  return data.route.set;
}

function AcceptDialog({ register, record, etag, onClose }: RecordCardProps & { onClose: () => void }) {
  const risk = record as Risk;
  const [reason, setReason] = useState(risk.acceptance_reason ?? "");
  const [until, setUntil] = useState<string | null>(risk.state === "lapsed" ? null : (risk.accepted_until ?? addDays(today(), YEAR)));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    const path = `/${register.name}/${record.id}`;
    try {
      const { etag: now } = await api.patch<RegisterRecord>(path, { acceptance_reason: reason.trim(), accepted_until: until }, { etag });
      await api.post(`${path}/transitions`, { action: "ask" }, { etag: now });
      const sent = await sendOnRoute(register.name, record.id);
      toast(sent ? msg("approval.did.send") : msg("ui.state.changed", { action: actionLabel(register, "ask") }));
      onClose();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
    invalidate(`/${register.name}`, "/approvals", "/risk-decisions");
  };
  return (
    <Dialog
      title={msg("risk.accept")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} isDisabled={reason.trim() === "" || !until} onPress={() => void send()}>
            {actionLabel(register, "ask")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={error} />
        <p className="muted">{msg("risk.accept.text")}</p>
        <TextField label={fieldLabel(register, "acceptance_reason")} required lines={4} maxLength={2000} value={reason} onChange={setReason} />
        <DateField label={fieldLabel(register, "accepted_until")} required value={until} onChange={setUntil} />
      </div>
    </Dialog>
  );
}

const mayAsk = (register: RegisterInfo, risk: Risk): boolean =>
  register.transitions.some((t) => t.action === "ask" && t.from === risk.state && may(t.permission)) && risk.value_now !== null;

const OPEN = new Set(["open", "treating", "lapsed"]);

// The form of a measure that is linked to the risk: named after it, and the sooner the more it is worth.
function measureFor(method: Method, risk: Risk): string {
  const name = risk.name ?? risk.number ?? "";
  const bands = method.document.bands;
  const place = bands.findIndex((band) => band === bandOf(method, risk.value_now));
  const priority = place === bands.length - 1 ? "high" : place === 0 ? "low" : "middle";
  const search = new URLSearchParams({
    link: `risks/${risk.number ?? risk.id}`,
    title: msg("risk.measure.title", { name }),
    purpose: msg("risk.measure.purpose", { name, value: risk.value_now ?? "–" }),
    priority,
    unit: risk.unit.id,
    "unit.title": risk.unit.title ?? "",
  });
  return `/measures/new?${search}`;
}

function lapsedText(risk: Risk, method: Method): string {
  const { accepted_until: until, accepted_value: from, value_now: to } = risk;
  const why = returnOf(risk, method);
  if (why === "risen") return msg("risk.lapsed.risen", { from: from ?? "", to: to ?? "" });
  if (why === "band") return msg("risk.lapsed.band");
  if (why === "unvalued") return msg("risk.lapsed.unvalued");
  return until !== null && until < today() ? msg("risk.lapsed.ended", { date: date(until) }) : msg("risk.lapsed.asked");
}

// By which method it was accepted, where that is no longer the one in force.
function AcceptedBefore({ risk }: { risk: Risk }) {
  const given = useMethodOf(risk.accepted_method).data;
  if (!given) return null;
  return (
    <p className="risk-now">
      <Worth method={given} value={risk.accepted_value} withName />
      <span>{msg("risk.accepted.before", { method: methodName(given) })}</span>
    </p>
  );
}

export default function RiskWorth(props: RecordCardProps) {
  const risk = props.record as Risk;
  const { data: method, error } = useMethod();
  const [asking, setAsking] = useState(false);
  const after = risk.residual_value !== null;
  const asks = mayAsk(props.register, risk);
  const plans = method && may("measure.write") && OPEN.has(risk.state);
  return (
    <Card
      title={msg("risk.why")}
      foot={
        (asks || plans) && (
          <div className="row">
            {asks && (
              <Button icon="stamp" onPress={() => setAsking(true)}>
                {msg("risk.accept")}
              </Button>
            )}
            {plans && (
              <LinkButton icon="measures" to={measureFor(method, risk)}>
                {msg("risk.measure")}
              </LinkButton>
            )}
          </div>
        )
      }
    >
      <ErrorNote error={error} />
      {!method && !error && <Skeleton lines={4} />}
      {method && (
        <div className="stack">
          <p className="risk-now">
            <Worth method={method} value={risk.value_now} withName />
            <span>{pick(bandOf(method, risk.value_now)?.description)}</span>
          </p>
          {risk.state === "lapsed" && <Note tone="warn">{lapsedText(risk, method)}</Note>}
          {acceptedByOther(risk, method) && <AcceptedBefore risk={risk} />}
          <Side method={method} risk={risk} after={false} />
          {after && <Side method={method} risk={risk} after />}
          {!after && <p className="small muted">{msg("risk.why.no_residual")}</p>}
        </div>
      )}
      {asking && <AcceptDialog {...props} onClose={() => setAsking(false)} />}
    </Card>
  );
}
