// Sheets, campaigns, responses and results as the API gives them.
import type { RefValue } from "../../kernel/record";
import { capital, language, msg } from "../../kernel/i18n";

export type Texts = Partial<Record<string, string>>;

// Of somebody who answered without an account; the name is empty once it was erased by law.
export function guestName(name: string | null | undefined): string {
  return name === "" ? msg("ui.guests.erased") : name ?? "";
}

// A text of a sheet in the reader's language, else in one of those it has.
export function words(texts: Texts | null | undefined): string {
  if (!texts) return "";
  return texts[language()] ?? texts.en ?? texts.ja ?? Object.values(texts)[0] ?? "";
}

export type Scale = "maturity5" | "yes_no_na" | "have" | "choice" | "multi" | "number" | "text" | "date";

export interface SheetOption {
  key: string;
  points?: number;
  text: Texts;
}

export interface SheetItem {
  key: string;
  section: string;
  scale: Scale;
  weight?: number;
  required?: boolean;
  text: Texts;
  hint?: Texts;
  levels?: Texts[];
  criteria?: Texts[];
  options?: SheetOption[];
  evidence?: Texts[];
  practices?: string[];
  applies?: { answers?: { item: string; in: string[] }[] };
  min?: number;
  max?: number;
  scored?: boolean;
}

export interface SheetSection {
  key: string;
  parent?: string;
  name: Texts;
  short?: Texts;
  explains?: Texts;
}

export interface SheetDocument {
  key: string;
  version: string;
  publisher?: string;
  licence?: string;
  wording: string;
  source?: string;
  name: Texts;
  description?: Texts;
  basis?: Texts;
  section_name?: Texts;
  languages: string[];
  score: { min: number; max: number };
  total?: { na?: number; bands?: TotalBand[] };
  sections: SheetSection[];
  items: SheetItem[];
}

export interface TotalBand {
  from: number;
  name: Texts;
  advice?: Texts | null;
}

export interface SheetVersion {
  id: string;
  sheet: RefValue;
  no: number;
  version: string;
  built_in: boolean;
  name: Texts;
  publisher?: string | null;
  licence?: string | null;
  source?: string | null;
  languages: string[];
  n_sections: number;
  n_items: number;
  created_at: string;
}

export interface Sheet {
  id: string;
  key: string;
  built_in: boolean;
  newest: SheetVersion;
  campaigns: number | null; // that use it; null: not the reader's to know
  versions?: SheetVersion[];
}

export interface CampaignCounts {
  units: number;
  draft: number;
  submitted: number;
  returned: number;
  accepted: number;
}

export interface Campaign {
  id: string;
  number: string;
  version: number;
  name: string;
  sheet: RefValue;
  sheet_version: RefValue;
  period: string;
  opens: string | null;
  due: string;
  overdue: boolean;
  state: "draft" | "open" | "closed";
  scheduled: boolean; // a draft that opens by itself on its date
  remind_before: number | null; // days
  remind_every: number | null;
  reminded_on: string | null;
  for_request: boolean; // answers somebody else's questions
  outside: string | null; // kind of respondents that are no units: "supplier"
  note: string | null;
  closed_at: string | null;
  created_by: RefValue | null;
  counts: CampaignCounts | null;
}

export interface CampaignUnit {
  unit: RefValue;
  name_en: string | null;
  kind: string;
  path: string;
  head_office: boolean;
  assignee: RefValue | null;
}

export type ResponseState = "draft" | "submitted" | "returned" | "accepted";

export interface ResponseBrief {
  id: string;
  version: number;
  campaign: RefValue;
  campaign_state: Campaign["state"];
  period: string;
  due: string;
  overdue: boolean;
  days_left: number; // negative: late
  notice: "late" | "soon" | null; // null: time enough, or nothing to answer
  sheet_version: RefValue;
  unit: RefValue;
  respondent: RefValue | null; // one that is no unit: a supplier
  state: ResponseState;
  assignee: RefValue | null;
  asked: number;
  answered: number;
  submitted_at: string | null;
  submitted_by: RefValue | null;
  submitted_guest?: string | null; // who submitted without an account
  accepted_at: string | null;
  accepted_by: RefValue | null;
  alone: boolean;
  returned_at: string | null;
  returned_by: RefValue | null;
  return_reason: string | null;
  updated_at: string;
}

export type Value = number | string | string[] | boolean | null;

export interface Answer {
  item: string;
  value: Value;
  na_reason: string | null;
  comment: string | null;
  score: number | null;
  by: RefValue | null;
  phone?: boolean; // as guests are told: one of those who ask took it down by telephone
  guest?: string | null; // who answered without an account
  at: string | null;
  version: number;
}

// What the records say about the level claimed (GET /responses/:id/evidence).
export interface RuleResult {
  rule: string;
  level: number;
  holds: boolean;
  register: string;
  met: number;
  of: number;
  needs: number;
  share: boolean;
  missing: Texts;
}

export interface VerifiedItem {
  item: string;
  claimed: number | null;
  supported: number | null; // the highest level that records support; null: none
  state: "not_judged" | "supported" | "unsupported";
  rules: RuleResult[];
}

export interface Verified {
  frozen: boolean; // as it was when submitted
  evidence: { judged_on: string; items: VerifiedItem[] } | null;
}

export interface SecondAnswers {
  may: boolean;
  items: Answer[];
}

export interface ClaimRow {
  unit: RefValue;
  response: string;
  key: string;
  section: string;
  text: Texts;
  claimed: number;
}

export interface Unsupported extends ClaimRow {
  supported: number | null;
  rules: RuleResult[];
}

export interface Difference extends ClaimRow {
  second: number;
  comment: string | null;
  by: RefValue | null;
  at: string;
}

// A section that looks perfect while nothing bears it out.
export interface HollowMark {
  reason: "silent" | "goes_on";
  section: string;
  items: string[]; // those with full marks that the record is about
  periods: string[]; // the oldest first
  record: { register: string; id: string; number: string | null; title: string | null; day: string; says: Texts; remedy: Texts } | null;
  n_units: number;
  units: { unit: RefValue; response: string }[]; // the first of them
}

export interface Claims {
  unsupported: Unsupported[];
  differences: Difference[];
  hollow: HollowMark[];
}

export interface Question {
  id: string;
  item: string | null;
  kind: "question" | "evidence";
  text: string;
  asked_by: RefValue | null;
  asked_at: string;
  reply: string | null;
  replied_by: RefValue | null;
  replied_guest?: string | null;
  replied_at: string | null;
  met: boolean;
}

export interface EvidenceFile {
  id: string;
  item: string;
  name: string;
  media_type: string;
  size: number;
  by: RefValue | null;
  guest?: string | null;
  at: string;
}

export interface Supplement {
  item: string;
  text: Texts;
}

export interface Asked {
  asked: number;
  answered: number;
  hidden: string[];
  missing: string[];
}

export interface ResponseRecord extends ResponseBrief, Asked {
  may: { answer: boolean; submit: boolean; withdraw: boolean; accept: boolean; return: boolean; assign: boolean };
  answers: Answer[];
  spared: { item: string; value: Value; certificate: string; until: string }[];
  scores: { sections: { section: string; tenths: number | null }[]; tenths: number | null };
  last: { campaign: RefValue; period: string; answers: Answer[] } | null;
  supplements: Supplement[];
  questions: Question[];
  files: EvidenceFile[];
}

export interface ReminderText {
  subject: string;
  text: string;
}

export interface WaitingResponse {
  response: ResponseBrief;
  undelivered: boolean; // mail to its person does not arrive
  reminder: ReminderText;
}

export interface CampaignWaiting {
  days_left: number;
  items: WaitingResponse[];
  total: number;
  reminder: ReminderText; // to all of them
}

export interface CampaignProgress {
  campaign: Campaign;
  asked: number;
  answered: number;
  units: (CampaignUnit & { response: ResponseBrief })[];
}

export interface Tasks {
  to_answer: ResponseBrief[];
  unassigned: ResponseBrief[];
  to_review: ResponseBrief[];
}

export interface Mean {
  raw: number;
  tenths: number;
}

export interface Industry {
  mean: number;
  n: number | null;
  source: string;
  as_of: string;
  sample: boolean;
  of_section: boolean;
}

export interface Comparison {
  own: Mean | null;
  head_office: Mean | null;
  last: Mean | null;
  target: Mean | null;
  industry: Industry | null;
  comparable: Industry | null;
  leaders: Industry | null;
  n: number;
}

export interface SectionResult extends Comparison {
  key: string;
  name: Texts;
  short: Texts | null;
  parent: string | null;
}

export interface ItemResult extends Comparison {
  key: string;
  section: string;
  text: Texts;
}

export interface TotalResult {
  points: number;
  tenths: number;
  most: number;
  band: TotalBand | null;
}

export interface UnitResult {
  unit: RefValue;
  name_en: string | null;
  kind: string;
  head_office: boolean;
  response: string;
  state: string;
  overall: Mean | null;
  total: TotalResult | null;
  missing: number;
  sections: (number | null)[];
}

export interface Results {
  campaign: RefValue;
  period: string;
  state: string;
  last_campaign: RefValue | null;
  last_basis: "company" | "same_units" | "other_units" | null; // whom `last` is a mean of
  sheet_key: string;
  section_name: Texts | null;
  score_min: number;
  score_max: number;
  industry: string | null;
  asked_units: number;
  counted_units: number;
  overall: Comparison;
  total: TotalResult | null;
  sections: SectionResult[];
  items: ItemResult[];
  units: UnitResult[];
}

export type LevelLine = "industry" | "comparable" | "leaders";

// Figures of one campaign or, without one, of a year that is only aimed at; as shown, to one decimal.
export type TrendValues = { own?: number | null; target?: number | null } & { [line in LevelLine]?: number | null };

export interface TrendPoint {
  period: string;
  campaign?: RefValue | null;
  asked_units: number;
  counted_units: number;
  overall: TrendValues;
  values: TrendValues[]; // by section
}

export interface TrendResult {
  sheet_key: string;
  section_name: Texts | null;
  score_min: number;
  score_max: number;
  industry: string | null;
  sections: { key: string; name: Texts; short: Texts | null }[];
  points: TrendPoint[];
}

export interface GapMeasure {
  id: string;
  number: string;
  title: string;
  state: string;
  due: string | null;
  owner: RefValue | null;
}

export interface Gap extends ItemResult {
  below_industry: number | null;
  below_target: number | null;
  fell: number | null;
  measures: GapMeasure[];
}

export interface UnitItem {
  unit: RefValue;
  key: string;
  section: string;
  text: Texts;
  level: number;
  compared_with: Mean;
  difference: number;
  response: string;
}

// Half up in tenths, as the server rounds: 3.25 → 3.3.
export function meanValue(m: Mean | null | undefined): number | null {
  return m ? m.tenths / 10 : null;
}

// The scale of the sheet, for tones.
export function boundsOf(r: { score_min: number; score_max: number }): { min: number; max: number } {
  return { min: r.score_min, max: r.score_max };
}

// The mean of a campaign's units is the company's only when all have answered, and not where some of
// those that answered last time were not asked again.
export function isPart(r: Results): boolean {
  return r.counted_units < r.asked_units || r.last_basis === "same_units";
}

export function ownName(r: Results): string {
  return msg(isPart(r) ? "assessment.own.partly" : "assessment.own");
}

// Last time's mean; of a part it is that of the same units.
export function lastName(r: Results): string {
  return msg(r.last_basis === "same_units" ? "assessment.last.same" : "assessment.last");
}

// Whether there is anything that a level can fall short of.
export function isCompared(r: Results): boolean {
  return [r.overall, ...r.sections].some((c) => c.target || c.industry || c.last);
}

export function industryValue(i: Industry | null | undefined): number | null {
  return i ? i.mean : null;
}

export function unitName(u: { unit: RefValue; name_en?: string | null }): string {
  return (language() === "en" && u.name_en) || (u.unit.title ?? u.unit.number ?? "");
}

// The short name; an imported framework's may be no more than its number, which stands beside it.
export function sectionName(s: { key: string; name: Texts; short?: Texts | null }): string {
  const short = words(s.short);
  return short && short !== s.key ? short : words(s.name);
}

// What the sheet calls its sections ("directive"), within a sentence.
export function sectionWord(sheet: { section_name?: Texts | null }): string {
  return words(sheet.section_name) || msg("assessment.section");
}

export function sectionHead(sheet: { section_name?: Texts | null }): string {
  return capital(sectionWord(sheet));
}

export function campaignPath(c: { number?: string | null; id: string }): string {
  return `/campaigns/${c.number ?? c.id}`;
}

// Open, and nobody is awaited any more: it may be closed.
export function isAnswered(c: Campaign): boolean {
  return c.state === "open" && c.counts !== null && c.counts.units > 0 && c.counts.accepted === c.counts.units;
}

// Those that say where the company stands, not what others asked.
export function ownCampaigns(campaigns: Campaign[]): Campaign[] {
  return campaigns.filter((c) => !c.for_request && !c.outside);
}

// The newest of our own with a counted answer; those who may not follow are shown the newest that is open or closed.
export function latestWithResults(campaigns: Campaign[]): Campaign | undefined {
  const begun = ownCampaigns(campaigns).filter((c) => c.state !== "draft");
  return begun.find((c) => !c.counts || c.counts.submitted + c.counts.accepted > 0);
}
