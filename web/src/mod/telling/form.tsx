// A notice to others as long as it is a draft: begun from a template of its class and language.
import { useState } from "react";
import { Link } from "../../app/router";
import type { CaseTelling, TellingTemplate } from "../../gen/api";
import { api, type Page } from "../../kernel/api";
import { mayRead, optionLabel } from "../../kernel/describe";
import { language, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { TlpField } from "../marking/tlp";

const AUDIENCES = ["close", "partner"];
const LANGS = ["ja", "en"];
const SUBJECT = 200;
const BODY = 8000;

interface Draft {
  audience: string;
  lang: string;
  tlp: string;
  subject: string;
  body: string;
}

// Whoever is told at the first sign may pass it on inside their firm alone.
const EMPTY: Draft = { audience: "close", lang: "ja", tlp: "amber", subject: "", body: "" };

function Template({ draft, onTake }: { draft: Draft; onTake: (t: TellingTemplate) => void }) {
  const { data } = useQuery<Page<TellingTemplate>>(mayRead("telling-templates") ? "/telling-templates" : null, {
    "filter[audience][eq]": draft.audience,
    "filter[lang][eq]": draft.lang,
    "filter[in_use][eq]": "true",
    limit: 100,
  });
  const [taken, setTaken] = useState<string | null>(null);
  if (!data) return null;
  if (data.items.length === 0)
    return (
      <p className="muted small">
        {msg("telling.ui.template.none")} <Link to="/telling-templates/starter">{msg("telling.ui.template.link")}</Link>
      </p>
    );
  const take = (id: string | null) => {
    const template = data.items.find((t) => t.id === id);
    setTaken(id);
    if (template) onTake(template);
  };
  return <SelectField label={msg("telling.ui.template")} optional options={data.items.map((t) => ({ id: t.id, label: t.title }))} value={taken} onChange={take} />;
}

export function TellingForm({ path, telling, onDone, onClose }: { path: string; telling: CaseTelling | null; onDone?: (made: CaseTelling) => void; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => telling ?? { ...EMPTY, lang: language() });
  const change = (more: Partial<Draft>) => setDraft((old) => ({ ...old, ...more }));
  const send = async () => {
    const { audience, lang, tlp, subject, body } = draft;
    const said = { audience, lang, tlp, subject, body };
    const { data } = telling ? await api.put<CaseTelling>(`${path}/${telling.no}`, said, { etag: `"${telling.version}"` }) : await api.post<CaseTelling>(path, said);
    invalidate("/incidents");
    onDone?.(data);
  };
  return (
    <FormDialog title={telling ? msg("telling.ui.edit") : msg("telling.ui.add")} wide own={["audience", "lang", "tlp", "subject", "body"]} disabled={draft.subject.trim() === "" || draft.body.trim() === ""} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <div className="form-grid">
            <SelectField label={msg("telling.ui.audience")} options={AUDIENCES.map((id) => ({ id, label: optionLabel("telling_audience", id) }))} value={draft.audience} onChange={(audience) => change({ audience: audience ?? "close" })} error={wrong.audience} />
            <SelectField label={msg("telling.ui.lang")} options={LANGS.map((id) => ({ id, label: optionLabel("language", id) }))} value={draft.lang} onChange={(lang) => change({ lang: lang ?? "ja" })} error={wrong.lang} />
          </div>
          {!telling && <Template key={`${draft.audience} ${draft.lang}`} draft={draft} onTake={({ subject, body }) => change({ subject, body })} />}
          <TlpField label={msg("telling.ui.tlp")} hint={msg("telling.ui.tlp.hint")} value={draft.tlp} onChange={(tlp) => change({ tlp: tlp ?? "amber" })} error={wrong.tlp} />
          <TextField label={msg("telling.ui.subject")} required maxLength={SUBJECT} value={draft.subject} onChange={(subject) => change({ subject })} error={wrong.subject} />
          <TextField label={msg("telling.ui.body")} hint={msg("telling.ui.body.hint", { mark: "{#3}" })} required lines={14} maxLength={BODY} value={draft.body} onChange={(body) => change({ body })} error={wrong.body} />
        </div>
      )}
    </FormDialog>
  );
}
