// On a business case's page: the loss it avoids, taken from the newest estimate of its measures by one press, with the
// estimate it came from.
import { useState } from "react";
import { Link } from "../../app/router";
import type { BusinessCase } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { date, money } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Note, toast } from "../../ui/note";
import { Card, Fact, Facts } from "../../ui/page";
import type { RecordCardProps } from "../register/record";
import { type Avoided, AvoidedSource, useAvoided } from "./avoided";

function Source({ c }: { c: BusinessCase }) {
  if (!c.loss_run) return c.loss_avoided ? <Fact name={msg("loss.case.source")}>{msg("loss.case.typed")}</Fact> : null;
  return (
    <>
      <Fact name={msg("loss.case.source")}>
        {may("loss.read") ? <Link to={`/loss-runs/${c.loss_run}`}>{c.loss_run}</Link> : c.loss_run}
        {c.loss_run_on && msg("loss.case.played", { date: date(c.loss_run_on, "short"), seed: String(c.loss_run_seed) })}
      </Fact>
      {c.loss_how && <Fact name={msg("loss.case.how")}>{optionLabel("loss_how", c.loss_how)}</Fact>}
    </>
  );
}

function Take({ c, avoided, etag }: { c: BusinessCase; avoided: Avoided; etag: string | null }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const newest = avoided.run?.number;
  const take = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.patch(`/business-cases/${c.id}`, { loss_run: newest }, { etag });
      toast(msg("loss.case.taken"));
    } catch (e) {
      setError(e as Error);
    } finally {
      setBusy(false);
      invalidate("/business-cases");
    }
  };
  return (
    <>
      {newest && c.loss_run && c.loss_run !== newest && <Note tone="warn" title={msg("loss.case.stale", { run: newest })} />}
      <ErrorNote error={error} />
      {newest && newest !== c.loss_run && may("business_case.write") && (
        <p>
          <Button icon="refresh" pending={busy} onPress={() => void take()}>
            {msg("loss.case.take")}
          </Button>
        </p>
      )}
    </>
  );
}

export default function CaseLoss({ record, etag }: RecordCardProps) {
  const avoided = useAvoided();
  const c = record as unknown as BusinessCase;
  return (
    <Card title={msg("loss.avoided")} foot={avoided && <AvoidedSource avoided={avoided} />}>
      <Facts>
        <Fact name={msg("reg.business_case.loss_avoided")}>{c.loss_avoided ? money(c.loss_avoided) : <span className="muted">{msg("loss.unplayed")}</span>}</Fact>
        <Source c={c} />
      </Facts>
      {avoided && <Take c={c} avoided={avoided} etag={etag} />}
    </Card>
  );
}
