// A new issue of a report: of which type, about what, for whom; what is usual stands there.
import { useState } from "react";
import { goBack, Link, navigate, useSearch } from "../../app/router";
import type { Campaign, ReportIssueBody, ReportSectionKinds, ReportType } from "../../gen/api";
import { api, ApiError, type Page as ListPage } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { fiscalYear, periodOptions } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { may, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { CheckField, SelectField, TextField } from "../../ui/field";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Card, More, Page, PageHead } from "../../ui/page";
import { type Issue, issuePath, issueText, typeName } from "./model";

const MOST = 100;
const FIELDS = ["campaign", "incident", "period", "title", "audience", "meeting", "meeting_date", "distribution", "title_en", "audience_en", "meeting_en"] as const;
type TypeKey = ReportIssueBody["type"];
type Key = (typeof FIELDS)[number];
type Values = Partial<Record<Key, string | null>> & { era?: boolean };

export default function NewIssuePage() {
  const campaigns = useQuery<ListPage<Campaign>>("/campaigns", { limit: MOST });
  const issues = useQuery<ListPage<Issue>>("/report-issues", { limit: MOST });
  const own = useQuery<ListPage<ReportType>>("/report-types", { limit: MOST, "filter[state][eq]": "active" });
  const kinds = useQuery<ReportSectionKinds>("/report-sections");
  const error = campaigns.error ?? issues.error ?? own.error ?? kinds.error;
  const begun = campaigns.data?.items.filter((c) => c.state !== "draft");
  const choices = own.data && kinds.data && choicesOf(kinds.data, own.data.items);
  return (
    <Page narrow>
      <PageHead title={msg("report.ui.new")} crumbs={[{ label: msg("ui.nav.reports"), to: "/report-issues" }]} meta={msg("report.ui.new.text")} />
      <ErrorNote error={error} />
      {!error && !(begun && issues.data && choices) && <Loading />}
      {!error && begun && issues.data && choices && <Body campaigns={begun} issues={issues.data.items} choices={choices} />}
    </Page>
  );
}

// What a report can be of: a type that is built in, or one of the organisation's own.
interface Choice {
  id: string;
  type: TypeKey;
  own?: ReportType;
  campaign: boolean; // it is about one, which an issue then names
  year: boolean; // it is about a fiscal year, which an issue then names; others take that of the meeting
}

function choicesOf(kinds: ReportSectionKinds, own: ReportType[]): Choice[] {
  const needs = (sections: ReportType["sections"]) => {
    const of = kinds.items.filter((k) => sections.some((s) => s.builder === k.key));
    return { campaign: of.some((k) => k.campaign), year: of.some((k) => k.year) };
  };
  return [
    ...kinds.built_in.map((b) => ({ id: b.type, type: b.type, ...needs(b.sections) })),
    ...own.map((t) => ({ id: t.id, type: "own" as const, own: t, ...needs(t.sections) })),
  ];
}

function choiceName({ type, own }: Choice): string {
  return own ? typeName(own) : optionLabel("report_type", type);
}

interface BodyProps {
  campaigns: Campaign[];
  issues: Issue[];
  choices: Choice[];
}

function Body(props: BodyProps) {
  if (!may("report.write")) return <Note tone="warn" title={msg("report.ui.new.who")} />;
  return <IssueForm {...props} />;
}

// Reports of the assessment that are there already: one more is seldom meant.
function Others({ issues }: { issues: Issue[] }) {
  if (issues.length === 0) return null;
  return (
    <Note tone="warn" title={msg("report.ui.new.others")}>
      <ul>
        {issues.map((i) => (
          <li key={i.id}>
            <Link to={issuePath(i)}>
              {i.number} {issueText(i, "title")}
            </Link>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function newest(issues: Issue[]): Issue | undefined {
  return issues.reduce<Issue | undefined>((a, b) => (a && a.created_at > b.created_at ? a : b), undefined);
}

// What the report is called in English beside a Japanese title.
const ENGLISH: Record<Exclude<TypeKey, "own">, string> = {
  assessment: "report.ui.new.name_en",
  management_meeting: "report.ui.new.meeting_en",
  investment_plan: "report.ui.new.plan_en",
  supplier_survey: "report.ui.new.suppliers_en",
  incident: "report.incident.title_en",
  site_audit: "report.ui.new.sites_en",
  exercise: "report.exercise.title_en",
  training: "report.training.title_en",
  yearly_review: "report.yearly_review.title_en",
  disclosure_statement: "report.ui.new.disclosure_en",
};

function englishTitle({ type, own }: Choice): string | null {
  return type === "own" ? (own?.title_en ?? null) : label(ENGLISH[type]);
}

function useNewIssue({ campaigns, issues, choices }: BodyProps) {
  const [search] = useSearch();
  const { organisation } = useSession();
  // A company that writes English has one wording: an English name beside it would say it twice.
  const bilingual = organisation.lang === "ja";
  const usual = (choice: Choice): Values => {
    const last = newest(issues.filter((i) => i.type === choice.type && i.own_type?.id === choice.own?.id)) ?? (choice.type === "disclosure_statement" ? undefined : newest(issues)); // outsiders are told of no meeting
    return {
      audience: choice.own?.audience ?? last?.audience,
      meeting: last?.meeting,
      distribution: last?.distribution,
      era: bilingual && (last?.era ?? false),
      ...(bilingual ? { title_en: englishTitle(choice), audience_en: choice.own?.audience ? choice.own.audience_en : last?.audience_en, meeting_en: last?.meeting_en } : {}),
    };
  };
  const asked = choices.find((t) => [t.id, t.own?.number].includes(search.get("type") ?? ""));
  const first = choices.find((t) => t.id === (campaigns.length > 0 ? "assessment" : "management_meeting")) as Choice;
  const [choice, setChoice] = useState<Choice>(asked ?? first);
  const [values, setValues] = useState<Values>(() => ({
    campaign: campaigns.find((c) => c.number === search.get("campaign"))?.number ?? campaigns[0]?.number,
    incident: search.get("incident"),
    ...usual(choice),
  }));
  const { type, campaign: ofCampaign, year: ofYear } = choice;
  const year = values.period ?? `FY${fiscalYear()}`;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const campaign = campaigns.find((c) => c.number === values.campaign);
  const usualTitle = () => {
    if (choice.own) return choice.own.title;
    return type === "assessment" ? (campaign ? msg("report.ui.new.name", { campaign: campaign.name }) : "") : label(`report.${type}.title`);
  };
  const title = values.title ?? usualTitle();
  const choose = (chosen: Choice) => {
    setChoice(chosen);
    setValues((before) => ({ ...before, ...usual(chosen), title: null }));
  };
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const said = Object.fromEntries(FIELDS.map((k) => [k, values[k]?.trim() || null]));
      const body: ReportIssueBody = { ...said, era: values.era, ...(ofCampaign ? {} : { campaign: null }), ...(type === "incident" ? {} : { incident: null }), period: ofYear ? year : null, type, own_type: choice.own?.id ?? null, title: title.trim() };
      const { data: issue } = await api.post<Issue>("/report-issues", body);
      invalidate("/report-issues");
      toast(msg("report.ui.new.done", { number: issue.number ?? "" }));
      await navigate(issuePath(issue), { replace: true });
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  const set = (key: Key) => (value: string | null) => setValues((before) => ({ ...before, [key]: value }));
  const setEra = (era: boolean) => setValues((before) => ({ ...before, era }));
  const errors = error instanceof ApiError ? error.fields() : {};
  return { choice, choose, ofCampaign, ofYear, year, values, title, set, setEra, busy, error, errors, save, bilingual };
}

type Form = ReturnType<typeof useNewIssue>;

function Text({ form, name, label }: { form: Form; name: Key; label: string }) {
  return <TextField label={label} optional maxLength={200} value={form.values[name] ?? ""} onChange={form.set(name)} error={form.errors[name]} />;
}

function Whom({ form }: { form: Form }) {
  const { values, set, errors } = form;
  return (
    <Card title={msg("report.ui.new.whom")}>
      <div className="form">
        <Text form={form} name="audience" label={msg("report.ui.audience")} />
        <div className="form-grid">
          <Text form={form} name="meeting" label={msg("report.ui.meeting")} />
          <DateField label={msg("report.ui.meeting_date")} optional value={values.meeting_date ?? null} onChange={set("meeting_date")} error={errors.meeting_date} />
        </div>
        <TextField label={msg("report.ui.distribution")} hint={msg("report.ui.distribution.hint")} optional lines={3} maxLength={2000} value={values.distribution ?? ""} onChange={set("distribution")} error={errors.distribution} />
        {form.bilingual && (
          <div>
            <CheckField label={label("reg.report_issue.era")} value={values.era ?? false} onChange={form.setEra} />
            <p className="small muted">{msg("report.ui.calendar.hint")}</p>
          </div>
        )}
        {form.bilingual && (
          <More label={msg("report.ui.new.english")} open={["title_en", "audience_en", "meeting_en"].some((k) => errors[k])}>
            <div className="form">
              {form.choice.type !== "incident" && <Text form={form} name="title_en" label={msg("report.ui.title_en")} />}
              <div className="form-grid">
                <Text form={form} name="audience_en" label={msg("report.ui.audience_en")} />
                <Text form={form} name="meeting_en" label={msg("report.ui.meeting_en")} />
              </div>
            </div>
          </More>
        )}
      </div>
    </Card>
  );
}

// Of which case; confidential ones are refused by the server, which says so.
function IncidentChoice({ form }: { form: Form }) {
  const id = form.values.incident ?? null;
  const [chosen, setChosen] = useState<RefValue | null>(null);
  const { data } = useQuery<RegisterRecord>(id !== null && chosen?.id !== id ? `/incidents/${encodeURIComponent(id)}` : null);
  const known = data ? { id: data.id, number: data.number, title: String(data.title ?? "") } : id === null ? null : { id, title: id };
  return (
    <RefField
      label={msg("report.ui.new.incident")}
      hint={msg("report.ui.new.incident.title")}
      required
      register="incidents"
      value={chosen?.id === id ? chosen : known}
      onChange={(value) => {
        setChosen(value);
        form.set("incident")(value?.id ?? null);
      }}
      error={form.errors.incident}
    />
  );
}

function IssueForm({ campaigns, issues, choices }: BodyProps) {
  const form = useNewIssue({ campaigns, issues, choices });
  const { choice, values, title, set, busy, error, errors, save } = form;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (!busy) void save();
      }}
    >
      {!FIELDS.some((k) => errors[k]) && <ErrorNote error={error} />}
      <Card title={msg("report.ui.new.what")}>
        <div className="form">
          <SelectField
            label={msg("report.ui.type")}
            required
            options={choices.map((t) => ({ id: t.id, label: choiceName(t), hint: t.own?.number ?? undefined }))}
            value={choice.id}
            onChange={(id) => form.choose(choices.find((t) => t.id === id) ?? choice)}
            error={errors.type ?? errors.own_type}
          />
          {form.ofCampaign && campaigns.length === 0 && (
            <Note tone="warn" title={msg("report.ui.new.no_campaign")}>
              {msg("report.ui.new.no_campaign.text")} <Link to="/assessments">{msg("ui.nav.assessment")}</Link>
            </Note>
          )}
          {form.ofCampaign && campaigns.length > 0 && (
          <SelectField
            label={msg("report.ui.campaign")}
            required
            options={campaigns.map((c) => ({ id: c.number, label: c.name, hint: c.number }))}
            value={values.campaign ?? null}
            onChange={set("campaign")}
            error={errors.campaign}
          />
          )}
          {form.ofCampaign && <Others issues={issues.filter((i) => i.campaign && i.campaign === values.campaign)} />}
          {form.ofYear && (
            <SelectField label={msg("report.ui.period")} required options={periodOptions(form.year)} value={form.year} onChange={set("period")} error={errors.period} />
          )}
          {choice.type === "incident" ? (
            <IncidentChoice form={form} />
          ) : (
            <TextField label={msg("report.ui.title")} required maxLength={200} value={title} onChange={set("title")} error={errors.title} />
          )}
        </div>
      </Card>
      <Whom form={form} />
      <div className="form-foot row">
        <Button type="submit" look="filled" size="large" pending={busy}>
          {msg("report.ui.new.save")}
        </Button>
        <Button size="large" onPress={() => goBack("/report-issues")}>
          {msg("ui.cancel")}
        </Button>
      </div>
    </form>
  );
}
