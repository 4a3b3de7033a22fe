// When who is told of a late correction, and by which words minutes are read.
import { useEffect, useState } from "react";
import type { SiteSetting } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, Loading, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, Page, PageHead } from "../../ui/page";

const PATH = "/site-settings";
const lines = (words: string[]): string => words.join("\n");
const wordsOf = (text: string): string[] => text.split("\n").map((w) => w.trim()).filter(Boolean);

function Form({ setting, etag }: { setting: SiteSetting; etag: string | null }) {
  const [officer, setOfficer] = useState<number | null>(setting.officer_days);
  const [head, setHead] = useState<number | null>(setting.head_days);
  const [share, setShare] = useState<number | null>(setting.plus_share);
  const [words, setWords] = useState(lines(setting.words));
  const [nothing, setNothing] = useState(lines(setting.nothing_words));
  const [heads, setHeads] = useState(lines(setting.head_words));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fixed = !may("site.write");
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put(PATH, { officer_days: officer ?? 0, head_days: head ?? 0, plus_share: share ?? 0, words: wordsOf(words), nothing_words: wordsOf(nothing), head_words: wordsOf(heads) }, { etag });
      toast(msg("site.ui.settings.done"));
      invalidate(PATH);
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      <ErrorNote error={error} />
      <Card title={msg("site.ui.settings.late")}>
        <div className="form-grid">
          <NumberField label={msg("site.ui.settings.officer")} unit={msg("site.ui.settings.days")} digits={0} min={0} max={365} value={officer} onChange={setOfficer} disabled={fixed} />
          <NumberField label={msg("site.ui.settings.head")} unit={msg("site.ui.settings.days")} digits={0} min={0} max={365} value={head} onChange={setHead} disabled={fixed} />
        </div>
      </Card>
      <Card title={msg("site.ui.settings.minutes")}>
        <div className="stack">
          <NumberField label={msg("site.ui.settings.share")} hint={msg("site.ui.settings.share.hint")} unit="%" digits={0} min={0} max={100} value={share} onChange={setShare} disabled={fixed} />
          <TextField label={msg("site.ui.settings.words")} hint={msg("site.ui.settings.line")} lines={6} value={words} onChange={setWords} disabled={fixed} />
          <TextField label={msg("site.ui.settings.nothing")} hint={msg("site.ui.settings.line")} lines={4} value={nothing} onChange={setNothing} disabled={fixed} />
          <TextField label={msg("site.ui.settings.heads")} hint={msg("site.ui.settings.line")} lines={4} value={heads} onChange={setHeads} disabled={fixed} />
        </div>
      </Card>
      {!fixed && (
        <div>
          <Button look="filled" pending={busy} onPress={() => void save()}>
            {msg("ui.save")}
          </Button>
        </div>
      )}
    </div>
  );
}

export default function SiteSettings() {
  const query = useQuery<SiteSetting>(PATH);
  useEffect(() => void query.reload(), []); // the newest, with its ETag
  return (
    <Page narrow>
      <PageHead title={msg("site.ui.settings")} crumbs={[{ label: msg("site.ui.title"), to: "/sites/overview" }]} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && <Loading />}
      {query.data && <Form key={query.data.version} setting={query.data} etag={query.etag} />}
    </Page>
  );
}
