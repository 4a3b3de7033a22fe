// One type of report of the organisation's own: what it is called, its sections in order, how it would look today.
import { useState } from "react";
import { navigate, useParams } from "../../app/router";
import type { Campaign, ReportSectionKinds, ReportType, ReportTypeList } from "../../gen/api";
import { api, ApiError, type Page as ListPage } from "../../kernel/api";
import { optionLabel, useRegister } from "../../kernel/describe";
import { label, msg, pick } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { Card, More, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { useUnsaved } from "../../ui/unsaved";
import { removeRecord } from "../register/record";
import { BlockView } from "./blocks";
import type { ReportDocument } from "./document";
import { typeName, typePath } from "./model";
import { Parts } from "./type_parts";
import { bodyOf, draftOf, newType, partOf, sectionsOf, type TypeDraft } from "./type_rules";

const MOST = 100;

interface FormProps {
  record?: ReportType;
  etag: string | null;
  kinds: ReportSectionKinds;
  others: ReportType[];
}

// The sections of another type, built in or one's own, to begin with.
function Begin({ kinds, others, onChoose }: Pick<FormProps, "kinds" | "others"> & { onChoose: (sections: ReportType["sections"]) => void }) {
  const from = [
    ...kinds.built_in.filter((b) => b.type !== "incident").map((b) => ({ id: b.type as string, label: optionLabel("report_type", b.type), sections: b.sections })),
    ...others.map((t) => ({ id: t.id, label: typeName(t), sections: t.sections })),
  ];
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <SelectField
      label={msg("report.type.begin")}
      hint={msg("report.type.begin.hint")}
      optional
      options={from.map(({ id, label }) => ({ id, label }))}
      value={chosen}
      onChange={(id) => {
        setChosen(id);
        const other = from.find((f) => f.id === id);
        if (other) onChoose(other.sections.map(({ builder, heading, words }) => ({ builder, heading, words })));
      }}
    />
  );
}

// A draft with data as they stand; of the newest assessment where a section is about one.
function Preview({ draft }: { draft: TypeDraft }) {
  const [doc, setDoc] = useState<ReportDocument | null>(null);
  const [busy, setBusy] = useState(false);
  const show = async () => {
    setBusy(true);
    try {
      const { data } = await api.get<ListPage<Campaign>>("/campaigns?limit=20");
      const campaign = data.items.find((c) => c.state !== "draft")?.number ?? null;
      const answer = await api.post<ReportDocument>("/report-type-previews", { title: draft.title.trim() || null, campaign, sections: sectionsOf(draft.parts) });
      setDoc(answer.data);
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={msg("report.type.preview")} aside={<Button icon="eye" pending={busy} isDisabled={draft.parts.length === 0} onPress={() => void show()}>{doc ? msg("report.type.preview.again") : msg("report.type.preview.do")}</Button>}>
      {!doc && <p className="muted">{msg("report.type.preview.text")}</p>}
      {doc && (
        <div className="stack report-preview">
          {doc.sections.map((s, i) => (
            <section key={s.key} className="stack">
              <h3>{msg("report.heading", { number: i + 1, heading: pick(s.heading) })}</h3>
              {s.blocks.length === 1 && s.blocks[0]?.type === "words" && <p className="muted">{msg("report.type.preview.words")}</p>}
              {s.blocks.map((b, k) => (
                <BlockView key={k} block={b} />
              ))}
            </section>
          ))}
        </div>
      )}
    </Card>
  );
}

function Basics({ draft, set, fields }: { draft: TypeDraft; set: (change: Partial<TypeDraft>) => void; fields: Record<string, string> }) {
  const bilingual = useSession().organisation.lang === "ja";
  return (
    <>
      <TextField label={msg("report.type.name")} required maxLength={200} value={draft.title} onChange={(title) => set({ title })} error={fields.title} />
      <TextField label={msg("report.type.audience")} optional maxLength={200} value={draft.audience} onChange={(audience) => set({ audience })} error={fields.audience} />
      <TextField label={label("reg.report_type.description")} optional lines={2} maxLength={2000} value={draft.description} onChange={(description) => set({ description })} error={fields.description} />
      {bilingual && (
        <More label={msg("report.ui.new.english")} open={["title_en", "audience_en"].some((k) => fields[k])}>
          <div className="form-grid">
            <TextField label={label("reg.report_type.title_en")} optional maxLength={200} value={draft.title_en} onChange={(title_en) => set({ title_en })} error={fields.title_en} />
            <TextField label={label("reg.report_type.audience_en")} optional maxLength={200} value={draft.audience_en} onChange={(audience_en) => set({ audience_en })} error={fields.audience_en} />
          </div>
        </More>
      )}
    </>
  );
}

function useTypeForm({ record, etag }: FormProps) {
  const [draft, setDraft] = useState(() => (record ? draftOf(record) : newType()));
  const [dirty, setDirty] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useUnsaved(dirty && !busy);
  const set = (change: Partial<TypeDraft>) => {
    setDraft((d) => ({ ...d, ...change }));
    setDirty(true);
  };
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = record ? await api.patch<ReportType>(`/report-types/${record.id}`, bodyOf(draft), { etag }) : await api.post<ReportType>("/report-types", bodyOf(draft));
      toast(msg("ui.form.saved"));
      invalidate("/report-types", "/report-issues");
      setDirty(false);
      if (!record) await navigate(typePath(data), { replace: true });
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return { draft, set, save, busy, error, fields: error instanceof ApiError ? error.fields() : {} };
}

function Form(props: FormProps) {
  const { record, kinds, others } = props;
  const { draft, set, save, busy, error, fields } = useTypeForm(props);
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (!busy) void save();
      }}
    >
      <ErrorNote error={error} />
      <Card title={msg("report.type.what")}>
        <div className="form">
          <Basics draft={draft} set={set} fields={fields} />
          {!record && <Begin kinds={kinds} others={others} onChoose={(sections) => set({ parts: sections.map(partOf) })} />}
        </div>
      </Card>
      <Parts parts={draft.parts} kinds={kinds} fields={fields} editable onChange={(parts) => set({ parts })} />
      <div className="form-foot row">
        <Button type="submit" look="filled" size="large" pending={busy}>
          {msg("ui.save")}
        </Button>
      </div>
      <Preview draft={draft} />
    </form>
  );
}

// Whoever reads reports sees what a type holds.
function Shown({ record, kinds }: { record: ReportType; kinds: ReportSectionKinds }) {
  return (
    <div className="stack">
      {record.description && <p className="prewrap">{record.description}</p>}
      <Parts parts={draftOf(record).parts} kinds={kinds} fields={{}} editable={false} onChange={() => undefined} />
    </div>
  );
}

function Actions({ record, etag }: { record: ReportType; etag: string | null }) {
  const register = useRegister("report-types");
  const active = record.state === "active";
  const turn = async () => {
    try {
      await api.post(`/report-types/${record.id}/transitions`, { action: active ? "retire" : "use_again" }, { etag });
      invalidate("/report-types");
    } catch (e) {
      toastError(e);
    }
  };
  return (
    <>
      <Button onPress={() => void turn()}>{label(active ? "reg.report_type.do.retire" : "reg.report_type.do.use_again")}</Button>
      {register && (
        <Button look="danger" icon="trash" onPress={() => void removeRecord({ register, record: { ...record }, etag })}>
          {msg("ui.delete")}
        </Button>
      )}
      {active && (
        <LinkButton look="filled" icon="plus" to={`/report-issues/new?type=${record.number ?? record.id}`}>
          {msg("report.type.use")}
        </LinkButton>
      )}
    </>
  );
}

export default function ReportTypePage() {
  const { id } = useParams();
  const query = useQuery<ReportType>(id ? `/report-types/${id}` : null);
  const kinds = useQuery<ReportSectionKinds>("/report-sections");
  const others = useQuery<ReportTypeList>(id ? null : "/report-types", { limit: MOST });
  const write = may("report.write");
  const { data: record } = query;
  const error = query.error ?? kinds.error ?? others.error;
  if (query.error instanceof ApiError && query.error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  const ready = kinds.data && (id ? record : others.data);
  return (
    <Page narrow>
      <PageHead
        crumbs={[{ label: msg("ui.nav.reports"), to: "/report-issues" }, { label: msg("report.types"), to: "/report-types" }]}
        title={record ? typeName(record) : msg("report.type.new")}
        number={record?.number}
        state={record && <StateBadge set="report_type_state" value={record.state} />}
        actions={record && write && <Actions record={record} etag={query.etag} />}
      />
      <ErrorNote error={error} />
      {!error && !ready && <Loading />}
      {!id && !write && <Note tone="warn" title={msg("report.ui.new.who")} />}
      {kinds.data && ready && write && <Form key={record?.version ?? "new"} record={record} etag={query.etag} kinds={kinds.data} others={others.data?.items ?? []} />}
      {kinds.data && record && !write && <Shown record={record} kinds={kinds.data} />}
    </Page>
  );
}
