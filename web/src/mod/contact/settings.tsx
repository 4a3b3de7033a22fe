// When a contact counts as not confirmed, and when an unanswered test mail is sent again.
import { useState } from "react";
import type { ContactSetting } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Loading, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, Page, PageHead } from "../../ui/page";

const PATH = "/contact-settings";

function Form({ setting, etag }: { setting: ContactSetting; etag: string | null }) {
  const [months, setMonths] = useState<number | null>(setting.stale_months);
  const [days, setDays] = useState<number | null>(setting.remind_days);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fixed = !may("contact.write");
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put(PATH, { stale_months: months ?? 0, remind_days: days ?? 0 }, { etag });
      toast(msg("contact.ui.settings.done"));
      invalidate(PATH, "/contact-lists");
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <Card title={msg("contact.ui.settings")}>
      <div className="stack">
        <ErrorNote error={error} />
        <div className="form-grid">
          <NumberField label={msg("contact.ui.settings.stale")} unit={msg("contact.ui.settings.months")} digits={0} min={1} max={60} value={months} onChange={setMonths} disabled={fixed} />
          <NumberField label={msg("contact.ui.settings.remind")} hint={msg("contact.ui.settings.remind.hint")} unit={msg("contact.ui.settings.days")} digits={0} min={1} max={60} value={days} onChange={setDays} disabled={fixed} />
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

export default function ContactSettingsPage() {
  const query = useQuery<ContactSetting>(PATH);
  return (
    <Page narrow>
      <PageHead title={msg("contact.ui.settings")} crumbs={[{ label: msg("contact.ui.sheet"), to: "/contact-lists/sheet" }]} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data && <Form key={query.data.version} setting={query.data} etag={query.etag} />}
    </Page>
  );
}
