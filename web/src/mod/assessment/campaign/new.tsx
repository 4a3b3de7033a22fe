// Starting a campaign: which sheet, for when, whom we ask; what is usual stands there already.
import { useState } from "react";
import { navigate, useSearch } from "../../../app/router";
import { api, ApiError } from "../../../kernel/api";
import type { RefValue } from "../../../kernel/record";
import { addDays, date, daysUntil, fiscalYear, period as periodText, periodOptions, today } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, useQuery } from "../../../kernel/query";
import { may, useSession } from "../../../kernel/session";
import { Button } from "../../../ui/button";
import { DateField } from "../../../ui/date_field";
import { CheckField, SelectField, TextField } from "../../../ui/field";
import { ErrorNote, Loading, Note, toast } from "../../../ui/note";
import { Card, Page, PageHead } from "../../../ui/page";
import { type Campaign, campaignPath, type Sheet, type SheetDocument, type Supplement, type Tasks, words } from "../model";
import { useCampaigns } from "../home";
import { useSheets } from "../sheet_list";
import { freeName } from "./name_rules";
import { ReminderFields, type Reminders, USUAL } from "./reminders";
import { Supplements } from "./supplements";
import { UnitChoice } from "./unit_choice";
import { type Choice, type TreeUnit, useLacking, usualChoice, useUnitTree } from "./units";

const DAYS = 30;
const NAMED = 5; // units without anybody, by name

export default function NewCampaignPage() {
  const { units, error: noUnits } = useUnitTree();
  const { lacking, error: noLacking } = useLacking();
  const campaigns = useCampaigns();
  const error = noUnits ?? noLacking ?? campaigns.error;
  const sheets = useSheets();
  return (
    <Page narrow>
      <PageHead title={msg("assessment.new")} crumbs={[{ label: msg("ui.nav.assessment"), to: "/assessments" }]} meta={msg("assessment.new.text")} />
      <ErrorNote error={error ?? sheets.error} />
      {!error && (!units || !lacking || !sheets.data || !campaigns.data) && <Loading />}
      {units && lacking && sheets.data && campaigns.data && (
        <CampaignForm units={units} lacking={lacking} sheets={sheets.data.items} taken={campaigns.data.items.map((c) => c.name)} />
      )}
    </Page>
  );
}

export function unitsBody(choice: Choice) {
  return [...choice].map(([unit, who]) => (who ? { unit, assignee: who.id } : { unit }));
}

// Who alone answers for all of them goes on to do so.
async function afterOpening(campaign: Campaign, choice: Choice): Promise<string> {
  const named = new Set([...choice.values()].map((who) => who?.id));
  if (named.size !== 1 || named.has(undefined)) return campaignPath(campaign);
  const { data } = await api.get<Tasks>("/tasks/mine");
  const mine = data.to_answer.find((r) => r.campaign.id === campaign.id);
  return mine ? `/responses/${mine.id}` : campaignPath(campaign);
}

interface WhomProps {
  units: TreeUnit[];
  lacking: Set<string>;
  me: RefValue | null;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  error?: string;
}

// Units that nobody would answer for: said before they are asked.
function Lacking({ units, lacking, me, choice, onChoice }: WhomProps) {
  const asked = units.filter((u) => choice.has(u.id) && lacking.has(u.id));
  const nobodys = asked.filter((u) => !choice.get(u.id));
  const mine = asked.filter((u) => me && choice.get(u.id)?.id === me.id);
  const names = [...nobodys.slice(0, NAMED).map((u) => u.name), ...(nobodys.length > NAMED ? [msg("ui.list.and_more")] : [])];
  return (
    <>
      {nobodys.length > 0 && (
        <Note
          tone="warn"
          title={msg("assessment.lacking", { n: nobodys.length })}
          actions={
            me && (
              <Button size="small" onPress={() => onChoice(new Map([...choice, ...nobodys.map((u) => [u.id, me] as const)]))}>
                {msg("assessment.lacking.me")}
              </Button>
            )
          }
        >
          <p>{names.join(msg("ui.list.comma"))}</p>
        </Note>
      )}
      {mine.length > 0 && units.length > 1 && (
        <Note title={msg("assessment.lacking.mine", { n: mine.length })}>
          <p>{msg("assessment.lacking.mine.text")}</p>
        </Note>
      )}
    </>
  );
}

function Whom(props: WhomProps) {
  const { units, choice, onChoice, error } = props;
  return (
    <Card title={msg("assessment.new.whom")}>
      <p className="muted small">{msg("assessment.new.whom.text")}</p>
      {error && <Note tone="bad" title={error} />}
      <div className="stack">
        <Lacking {...props} />
        <UnitChoice units={units} lacking={props.lacking} value={choice} onChange={onChoice} />
      </div>
    </Card>
  );
}

// Suppliers are chosen once it is open: they may be thousands.
function Outside({ value, onChange }: { value: boolean; onChange: (on: boolean) => void }) {
  if (!may("guest.write")) return null;
  return (
    <Card title={msg("ui.respondents")}>
      <p className="muted small">{msg("assessment.new.outside.text")}</p>
      <CheckField label={msg("assessment.new.outside")} value={value} onChange={onChange} />
    </Card>
  );
}

function Clarifications({ sheet, list, onChange }: { sheet: SheetDocument | undefined; list: Supplement[]; onChange: (list: Supplement[]) => void }) {
  return (
    <Card title={msg("assessment.supplements")} flush>
      <p className="card-body muted small">{msg("assessment.supplements.text")}</p>
      {sheet && (
        <Supplements
          sheet={sheet}
          list={list}
          onSet={(item, text) => onChange([...list.filter((s) => s.item !== item), ...(text ? [{ item, text }] : [])])}
        />
      )}
    </Card>
  );
}

// `ahead`: the date on which it opens by itself.
function Foot({ ahead, busy, disabled, onSave }: { ahead: string | null; busy: "" | "draft" | "open"; disabled: boolean; onSave: (how: "draft" | "open") => void }) {
  return (
    <div className="form-foot row">
      {ahead ? (
        <Button look="filled" size="large" pending={busy === "draft"} isDisabled={disabled} onPress={() => onSave("draft")}>
          {msg("assessment.new.schedule", { date: date(ahead) })}
        </Button>
      ) : (
        <>
          <Button look="filled" size="large" pending={busy === "open"} isDisabled={disabled} onPress={() => onSave("open")}>
            {msg("assessment.new.open")}
          </Button>
          <Button size="large" pending={busy === "draft"} onPress={() => onSave("draft")}>
            {msg("assessment.new.draft")}
          </Button>
        </>
      )}
    </div>
  );
}

function CampaignForm({ units, lacking, sheets, taken }: { units: TreeUnit[]; lacking: Set<string>; sheets: Sheet[]; taken: string[] }) {
  const { account } = useSession();
  const me = may("response.answer") ? { id: account.id, title: account.name } : null;
  const [search] = useSearch();
  const first = sheets.find((s) => s.id === search.get("sheet")) ?? sheets.find((s) => s.built_in) ?? sheets[0];
  const [sheetId, setSheetId] = useState(first?.id ?? null);
  const sheet = sheets.find((s) => s.id === sheetId);
  const [period, setPeriod] = useState(`FY${fiscalYear()}`);
  const [typed, setTyped] = useState<string | null>(null);
  const of = { sheet: words(sheet?.newest.name), period: periodText(period) };
  const name = typed ?? freeName(taken, msg("assessment.new.name", of), (no) => msg("assessment.new.name.again", { ...of, no }));
  const [opens, setOpens] = useState<string | null>(today());
  const [due, setDue] = useState<string | null>(addDays(today(), DAYS));
  const [reminders, setReminders] = useState<Reminders>(USUAL);
  const [choice, setChoice] = useState<Choice>(() => usualChoice(units, lacking, me));
  const [supplements, setSupplements] = useState<Supplement[]>([]);
  const [outside, setOutside] = useState(false);
  const askOutside = (on: boolean) => {
    setOutside(on);
    setChoice(on ? new Map() : usualChoice(units, lacking, me));
  };
  const [busy, setBusy] = useState<"" | "draft" | "open">("");
  const [error, setError] = useState<unknown>(null);
  const document = useQuery<SheetDocument>(sheet ? `/sheet-versions/${sheet.newest.id}/document` : null).data;
  const fields = error instanceof ApiError ? error.fields() : {};
  const ahead = opens !== null && daysUntil(opens) > 0; // opens by itself then

  const save = async (how: "draft" | "open") => {
    setBusy(how);
    setError(null);
    try {
      const body = { name: name.trim(), sheet_version: sheet?.newest.id, period, opens, due, ...reminders, units: unitsBody(choice), ...(outside ? { outside: "supplier" } : {}) };
      let { data: campaign } = await api.post<Campaign>("/campaigns", body);
      const path = `/campaigns/${campaign.id}`;
      for (const s of supplements) await api.put(`${path}/supplements/${encodeURIComponent(s.item)}`, { text: s.text });
      if (supplements.length) campaign = (await api.get<Campaign>(path)).data;
      invalidate("/campaigns", "/tasks/mine");
      if (how === "open") await api.post(`${path}/open`, undefined, { etag: `"${campaign.version}"` });
      toast(how === "open" ? msg("assessment.open.done") : ahead ? msg("assessment.new.scheduled") : msg("assessment.new.saved"));
      await navigate(how === "open" && !outside ? await afterOpening(campaign, choice) : campaignPath(campaign), { replace: true });
    } catch (e) {
      setError(e);
      setBusy("");
    }
  };
  const known = ["name", "period", "opens", "due", "units", "sheet_version", "remind_before", "remind_every"];
  return (
    <div className="stack">
      {!Object.keys(fields).some((k) => known.includes(k)) && <ErrorNote error={error} />}
      <Card title={msg("assessment.new.what")}>
        <div className="form">
          <SelectField
            label={msg("assessment.sheet")}
            required
            options={sheets.map((s) => ({ id: s.id, label: words(s.newest.name), hint: msg("assessment.items.n", { n: s.newest.n_items }) }))}
            value={sheetId}
            onChange={(id) => {
              setSheetId(id);
              setSupplements([]);
            }}
            error={fields.sheet_version}
          />
          <TextField label={msg("assessment.campaign.name")} required maxLength={200} value={name} onChange={setTyped} error={fields.name} />
          <div className="form-grid">
            <SelectField label={msg("assessment.period")} required options={periodOptions(period)} value={period} onChange={(p) => p && setPeriod(p)} error={fields.period} />
            <span />
            <DateField label={msg("assessment.opens")} hint={msg("assessment.opens.hint")} value={opens} onChange={setOpens} error={fields.opens} />
            <DateField label={msg("assessment.due.label")} hint={msg("assessment.due.hint")} required value={due} onChange={setDue} error={fields.due} />
            <ReminderFields value={reminders} onChange={setReminders} errors={fields} />
          </div>
        </div>
      </Card>
      <Outside value={outside} onChange={askOutside} />
      <Whom units={units} lacking={lacking} me={me} choice={choice} onChoice={setChoice} error={fields.units} />
      <Clarifications sheet={document} list={supplements} onChange={setSupplements} />
      <Foot ahead={ahead ? opens : null} busy={busy} disabled={choice.size === 0 && !outside} onSave={(how) => void save(how)} />
    </div>
  );
}
