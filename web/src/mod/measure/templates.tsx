// Sets of measures against common risks: those chosen become measures of one's own, linked and open to editing.
import { useState } from "react";
import { Link, useSearch } from "../../app/router";
import type { MeasureTemplate, MeasureTemplateList, MeasureTemplateTaken } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import type { RefValue } from "../../kernel/record";
import { msg, pick } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { CheckField, SelectField } from "../../ui/field";
import { ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { useTopUnit } from "../governance/top_unit";

type Made = MeasureTemplateTaken["items"];

export default function TemplatesPage() {
  const [search, change] = useSearch();
  const list = useQuery<MeasureTemplateList>("/measure-templates");
  const items = list.data?.items ?? [];
  const chosen = items.find((t) => t.key === search.get("set")) ?? items[0];
  return (
    <Page>
      <PageHead title={msg("measure.templates")} crumbs={[{ label: msg("ui.nav.measures"), to: "/measures/overview" }]} meta={msg("measure.templates.text")} />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {chosen && (
        <>
          <div className="form-grid">
            <SelectField label={msg("measure.templates.pick")} options={items.map((t) => ({ id: t.key, label: pick(t.name) }))} value={chosen.key} onChange={(set) => change({ set })} />
          </div>
          <Choose key={chosen.key} template={chosen} />
        </>
      )}
    </Page>
  );
}

// Gone again, with the links between them: nobody has written into them yet.
function takeBack(made: Made, done: () => void): void {
  Promise.all(made.map((m) => api.remove(`/measures/${m.id}`, { etag: "*" })))
    .then(done)
    .catch(toastError)
    .finally(() => invalidate("/measures"));
}

function Choose({ template }: { template: MeasureTemplate }) {
  const { top } = useTopUnit();
  const [unit, setUnit] = useState<RefValue | null>(null);
  const [keys, setKeys] = useState(() => new Set(template.measures.map((m) => m.key)));
  const [made, setMade] = useState<Made>([]);
  const [busy, setBusy] = useState(false);
  const place = unit ?? top ?? null;
  const toggle = (key: string, on: boolean) => setKeys((old) => new Set(template.measures.map((m) => m.key).filter((k) => (k === key ? on : old.has(k)))));
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<MeasureTemplateTaken>(`/measure-templates/${template.key}/takings`, { unit: place?.id, measures: [...keys] });
      setMade(data.items);
      invalidate("/measures");
      toast(msg("measure.templates.taken", { n: data.items.length }), "ok", { label: msg("ui.undo"), run: () => takeBack(data.items, () => setMade([])) });
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  const write = may("measure.write");
  return (
    <Card
      title={write ? msg("measure.templates.choose") : pick(template.name)}
      foot={<span className="muted small">{msg("measure.templates.cites", { text: pick(template.cites) })}</span>}
    >
      <p className="muted">{pick(template.description)}</p>
      <ul className="template-measures">
        {template.measures.map((m) => {
          const text = (
            <>
              <strong>{pick(m.title)}</strong>
              <span className="muted small">
                {[optionLabel("measure_kind", m.kind), m.layer && optionLabel("measure_layer", m.layer)].filter(Boolean).join(msg("ui.list.comma"))}
              </span>
              <span>{pick(m.detail)}</span>
            </>
          );
          return <li key={m.key}>{write ? <CheckField label={<span className="template-measure">{text}</span>} value={keys.has(m.key)} onChange={(on) => toggle(m.key, on)} /> : <span className="template-measure">{text}</span>}</li>;
        })}
      </ul>
      {write && mayRead("units") && (
        <div className="template-unit">
          <RefField label={msg("reg.measure.unit")} register="units" value={place} onChange={setUnit} required />
          <Button look="filled" pending={busy} isDisabled={keys.size === 0 || !place} onPress={() => void take()}>
            {msg("measure.templates.take", { n: keys.size })}
          </Button>
        </div>
      )}
      {made.length > 0 && (
        <>
          <h3>{msg("measure.templates.made")}</h3>
          <ul>
            {made.map((m) => (
              <li key={m.id}>
                <Link to={recordPath("measures", m)}>{m.title}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
