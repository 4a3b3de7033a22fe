// How soon each class is told, and who sees to it where a case names nobody.
import { useState } from "react";
import type { TellingRule } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { ErrorNote, Loading, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, Page, PageHead } from "../../ui/page";

const PATH = "/telling-rule";
const MOST = 43_200; // thirty days
const HOURS_MOST = 720;
const REMINDERS_MOST = 5;

function Form({ rule, etag }: { rule: TellingRule; etag: string | null }) {
  const [close, setClose] = useState<number | null>(rule.close_minutes);
  const [partner, setPartner] = useState<number | null>(rule.partner_minutes);
  const [hours, setHours] = useState<number | null>(rule.remind_hours);
  const [reminders, setReminders] = useState<number | null>(rule.reminders);
  const [owner, setOwner] = useState<RefValue | null>(rule.owner && { id: rule.owner.id, title: rule.owner.name, number: rule.owner.number ?? undefined });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fixed = !may("telling_rule.write");
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put(PATH, { close_minutes: close ?? 0, partner_minutes: partner ?? 0, remind_hours: hours ?? 0, reminders: reminders ?? 0, owner: owner?.id ?? null }, { etag });
      toast(msg("telling.ui.rule.done"));
      invalidate(PATH, "/incidents");
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <Card title={msg("telling.ui.rule")}>
      <div className="stack">
        <ErrorNote error={error} />
        <div className="form">
          <NumberField label={msg("telling.ui.rule.close")} hint={msg("telling.ui.rule.hint")} unit={msg("telling.ui.rule.minutes")} digits={0} min={1} max={MOST} value={close} onChange={setClose} disabled={fixed} />
          <NumberField label={msg("telling.ui.rule.partner")} hint={msg("telling.ui.rule.hint")} unit={msg("telling.ui.rule.minutes")} digits={0} min={1} max={MOST} value={partner} onChange={setPartner} disabled={fixed} />
          <NumberField label={msg("telling.ui.rule.remind")} hint={msg("telling.ui.rule.remind.hint")} unit={msg("telling.ui.rule.hours")} digits={0} min={1} max={HOURS_MOST} value={hours} onChange={setHours} disabled={fixed} />
          <NumberField label={msg("telling.ui.rule.reminders")} hint={msg("telling.ui.rule.reminders.hint")} unit={msg("telling.ui.rule.times")} digits={0} min={0} max={REMINDERS_MOST} value={reminders} onChange={setReminders} disabled={fixed} />
          <RefField label={msg("telling.ui.rule.owner")} optional register="people" value={owner} onChange={setOwner} disabled={fixed} />
        </div>
        {!fixed && (
          <div>
            <Button look="filled" pending={busy} onPress={() => void save()}>
              {msg("ui.save")}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

export default function TellingSettingsPage() {
  const query = useQuery<TellingRule>(PATH);
  return (
    <Page narrow>
      <PageHead title={msg("telling.ui.rule")} crumbs={[{ label: msg("reg.telling-templates"), to: "/telling-templates" }]} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data && <Form key={query.etag} rule={query.data} etag={query.etag} />}
    </Page>
  );
}
