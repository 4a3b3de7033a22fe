// Made by script/generate from the OpenAPI document. Do not edit.

export interface Absence {
  id: string;
  person: ApprovalPerson;
  deputy?: ApprovalPerson | null;
  first?: string | null;
  last?: string | null;
  note?: string | null;
}

export interface AbsenceList {
  items: Absence[];
}

export interface AbsenceNewBody {
  person?: string | null;
  deputy?: string | null;
  first?: string | null;
  last?: string | null;
  note?: string | null;
}

export interface Account {
  id: string;
  version: number;
  login: string;
  name: string;
  person?: Reference | null;
  lang?: "ja" | "en" | null;
  state: "active" | "disabled" | "invited";
  locked_until?: string | null;
  password_set: boolean;
  factor: boolean;
  last_sign_in_at?: string | null;
  created_at: string;
  roles: AccountRole[];
}

export interface AccountChangePatch {
  login?: string;
  name?: string;
  person?: string | null;
  lang?: "ja" | "en" | null;
}

export interface AccountInvitation {
  address: string;
  expires_at: string;
}

export interface AccountList {
  items: Account[];
  next?: string | null;
  total: number;
}

export interface AccountMail {
  address?: string | null;
  bounce?: MailBounce | null;
  late: number;
}

export interface AccountNewBody {
  login: string;
  name: string;
  person?: string | null;
  lang?: "ja" | "en" | null;
  roles?: AccountRoleBody[] | null;
}

export interface AccountRole {
  role: "executive" | "ciso" | "security" | "csirt" | "manager" | "member" | "auditor" | "trainer" | "admin";
  unit: Reference;
}

export interface AccountRoleBody {
  role: "executive" | "ciso" | "security" | "csirt" | "manager" | "member" | "auditor" | "trainer" | "admin";
  unit: string;
}

export interface AccountRolesBody {
  roles: AccountRoleBody[];
}

export interface AccountSignInLink {
  url: string;
  expires_at: string;
}

export interface AdviceFreeService {
  key: string;
  name: Record<string, string>;
  url: string;
}

export interface AdviceMark {
  item: string;
  mark: "none" | "watch" | "concern";
  says: Record<string, string>;
  ask?: Record<string, string> | null;
  advice: Record<string, string>;
  practices: string[];
  services: string[];
}

export interface AdviceStep {
  item: string;
  next: Record<string, string>;
}

export interface Affected {
  items: AffectedRecord[];
}

export interface AffectedRecord {
  group: "systems" | "information" | "firms";
  register: string;
  id: string;
  number: string | null;
  title: string;
  why: "linked" | "system" | "supplier" | "coupled";
  via: string | null;
  coupled: boolean;
}

export interface AfterCaseMade {
  id: string;
  number: string;
}

export interface Alert {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  severity: "critical" | "high" | "medium" | "low";
  source: string;
  device?: string | null;
  reference?: string | null;
  detail?: string | null;
  state: "new" | "reported" | "dismissed";
  seen?: number | null;
  first_at?: string | null;
  last_at?: string | null;
  report?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AlertBody {
  unit: string;
  title: string;
  severity: "critical" | "high" | "medium" | "low";
  source: string;
  device?: string | null;
  reference?: string | null;
  detail?: string | null;
}

export interface AlertList {
  items: Alert[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AlertNewBody {
  title: string;
  source: string;
  severity: "critical" | "high" | "medium" | "low";
  device?: string | null;
  reference?: string | null;
  detail?: string | null;
}

export interface AlertPatch {
  unit?: string;
  title?: string;
  severity?: "critical" | "high" | "medium" | "low";
  source?: string;
  device?: string | null;
  reference?: string | null;
  detail?: string | null;
}

export interface AlertTaken {
  number: string;
  seen: number;
  flood: boolean;
}

export interface AnalysisPlan {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  position: number;
  threat?: Reference | null;
  own_work: string;
  vendor_work?: string | null;
  vendor?: Reference | null;
  contact?: Reference | null;
  cost?: Money | null;
  policy?: Reference | null;
  covered: "unknown" | "none" | "partly" | "full";
  cover_note?: string | null;
  agreed_on?: string | null;
  reviewed_on?: string | null;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AnalysisPlanBody {
  title: string;
  position: number;
  threat?: string | null;
  own_work: string;
  vendor_work?: string | null;
  vendor?: string | null;
  contact?: string | null;
  cost?: MoneyBody | null;
  policy?: string | null;
  covered: "unknown" | "none" | "partly" | "full";
  cover_note?: string | null;
  agreed_on?: string | null;
  reviewed_on?: string | null;
  source?: string | null;
}

export interface AnalysisPlanList {
  items: AnalysisPlan[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AnalysisPlanPatch {
  title?: string;
  position?: number;
  threat?: string | null;
  own_work?: string;
  vendor_work?: string | null;
  vendor?: string | null;
  contact?: string | null;
  cost?: MoneyBody | null;
  policy?: string | null;
  covered?: "unknown" | "none" | "partly" | "full";
  cover_note?: string | null;
  agreed_on?: string | null;
  reviewed_on?: string | null;
  source?: string | null;
}

export interface Answer {
  item: string;
  value?: unknown;
  na_reason?: string | null;
  comment?: string | null;
  score?: number | null;
  by?: Reference | null;
  guest?: string | null;
  at?: string | null;
  version: number;
}

export interface AnswerBody {
  value?: unknown;
  na_reason?: string | null;
  comment?: string | null;
}

export interface AnswerBook {
  taken: boolean;
  written_at?: string | null;
  unchanged: number;
  added: number;
  changed: number;
  cleared: number;
  kept: number;
  conflicts: number;
  faults: AnswerBookFault[];
  steps: AnswerBookStep[];
}

export interface AnswerBookFault {
  item?: string | null;
  sheet: string;
  cell: string;
  code: string;
  message: string;
  value?: string | null;
}

export interface AnswerBookStep {
  item: string;
  cell: string;
  change: "unchanged" | "added" | "changed" | "cleared" | "kept" | "conflicts";
  version: number;
  now?: Answer | null;
  book?: Answer | null;
}

export interface AnswerFile {
  id: string;
  item: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  by?: Reference | null;
  guest?: string | null;
  at: string;
}

export interface AnswerHistory {
  items: Answer[];
}

export interface AnswerSaved {
  answer?: Answer | null;
  asked: number;
  answered: number;
  hidden: string[];
  missing: string[];
}

export interface Answerer {
  account: Reference;
  role: string;
  own_unit: boolean;
}

export interface AnswererList {
  items: Answerer[];
}

export interface ApiToken {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  expires_at: string;
  used_at?: string | null;
  used_from?: string | null;
}

export interface ApiTokenList {
  items: ApiToken[];
}

export interface ApiTokenMade {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  expires_at: string;
  used_at?: string | null;
  used_from?: string | null;
  token: string;
}

export interface ApiTokenNewBody {
  name: string;
  scopes: string[];
  days: number;
}

export interface Approval {
  id?: string | null;
  number?: string | null;
  register: string;
  record: ApprovalRecord;
  unit?: string | null;
  amount?: Money | null;
  route: ApprovalRouteName;
  restarts: boolean;
  state: "open" | "returned" | "approved" | "rejected" | "withdrawn" | "changed";
  step: number;
  step_name?: string | null;
  step_name_en?: string | null;
  due?: string | null;
  version: number;
  digest?: string | null;
  drafter: ApprovalPerson;
  alone: boolean;
  note?: string | null;
  sent_at?: string | null;
  ended_at?: string | null;
  steps: ApprovalStep[];
  events: ApprovalEvent[];
  mine: ApprovalMine;
}

export interface ApprovalCommentBody {
  comment?: string | null;
}

export interface ApprovalDecideBody {
  decision: "none" | "approve" | "return" | "reject";
  comment?: string | null;
  to_step?: number | null;
}

export interface ApprovalEvent {
  at: string;
  kind: "send" | "approve" | "return" | "reject" | "withdraw" | "resend" | "change" | "escalate" | "late" | "leave" | "reassign" | "comment";
  person?: ApprovalPerson | null;
  step: number;
  to_step?: number | null;
  capacity?: "self" | "deputy" | "escalated" | null;
  instead_of?: string | null;
  comment?: string | null;
}

export interface ApprovalHead {
  id?: string | null;
  number?: string | null;
  register: string;
  record: ApprovalRecord;
  unit?: string | null;
  amount?: Money | null;
  route: ApprovalRouteName;
  restarts: boolean;
  state: "open" | "returned" | "approved" | "rejected" | "withdrawn" | "changed";
  step: number;
  step_name?: string | null;
  step_name_en?: string | null;
  due?: string | null;
  version: number;
  digest?: string | null;
  drafter: ApprovalPerson;
  alone: boolean;
  note?: string | null;
  sent_at?: string | null;
  ended_at?: string | null;
}

export interface ApprovalList {
  items: ApprovalHead[];
  next: string | null;
}

export interface ApprovalMine {
  decide: boolean;
  capacity?: "self" | "deputy" | "escalated" | null;
  instead_of?: string | null;
  withdraw: boolean;
  resend: boolean;
  reassign: boolean;
}

export interface ApprovalPerson {
  id: string;
  name: string;
  post?: string | null;
}

export interface ApprovalReassignBody {
  from: string;
  to: string;
  comment?: string | null;
}

export interface ApprovalRecord {
  id: string;
  number?: string | null;
  title: string;
}

export interface ApprovalRoute {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  name_en?: string | null;
  subject: string;
  active?: boolean | null;
  below?: Reference | null;
  amount_from?: Money | null;
  class_key?: string | null;
  on_change: "end" | "restart";
  steps: ApprovalRouteStep[];
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ApprovalRouteBody {
  name: string;
  name_en?: string | null;
  subject: string;
  active?: boolean | null;
  below?: string | null;
  amount_from?: MoneyBody | null;
  class_key?: string | null;
  on_change: "end" | "restart";
  steps: ApprovalRouteStepBody[];
}

export interface ApprovalRouteList {
  items: ApprovalRoute[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ApprovalRouteName {
  name: string;
  name_en?: string | null;
  set: boolean;
}

export interface ApprovalRoutePatch {
  name?: string;
  name_en?: string | null;
  subject?: string;
  active?: boolean | null;
  below?: string | null;
  amount_from?: MoneyBody | null;
  class_key?: string | null;
  on_change?: "end" | "restart";
  steps?: ApprovalRouteStepBody[];
}

export interface ApprovalRouteStep {
  name: string;
  name_en?: string | null;
  who: ApprovalWho[];
  need: "all" | "any" | "count";
  count?: number | null;
  days?: number | null;
  escalate?: ApprovalWho[] | null;
}

export interface ApprovalRouteStepBody {
  name: string;
  name_en?: string | null;
  who: ApprovalWhoBody[];
  need: "all" | "any" | "count";
  count?: number | null;
  days?: number | null;
  escalate?: ApprovalWhoBody[] | null;
}

export interface ApprovalSayBody {
  comment: string;
}

export interface ApprovalSeat {
  person: ApprovalPerson;
  escalated: boolean;
  left: boolean;
  absent: boolean;
  decision: "none" | "approve" | "return" | "reject";
  by?: ApprovalPerson | null;
  capacity?: "self" | "deputy" | "escalated" | null;
  comment?: string | null;
  decided_at?: string | null;
}

export interface ApprovalSendBody {
  register: string;
  record: string;
  note?: string | null;
}

export interface ApprovalStep {
  no: number;
  name: string;
  name_en?: string | null;
  need: "all" | "any" | "count";
  count: number;
  days: number;
  due?: string | null;
  escalated_at?: string | null;
  done: boolean;
  seats: ApprovalSeat[];
}

export interface ApprovalSubject {
  register: string;
  from: string;
  approve: string;
  reject?: string | null;
  send: string;
  amount?: string | null;
  class_field?: string | null;
  routes: boolean;
}

export interface ApprovalSubjectList {
  items: ApprovalSubject[];
}

export interface ApprovalWho {
  kind: "person" | "role" | "post";
  person?: string | null;
  role?: "executive" | "ciso" | "security" | "csirt" | "manager" | "member" | "auditor" | "trainer" | "admin" | null;
  post?: string | null;
}

export interface ApprovalWhoBody {
  kind: "person" | "role" | "post";
  person?: string | null;
  role?: "executive" | "ciso" | "security" | "csirt" | "manager" | "member" | "auditor" | "trainer" | "admin" | null;
  post?: string | null;
}

export interface AskFirm {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  ask: Reference;
  supplier: Reference;
  title?: string | null;
  state: "planned" | "asked" | "agreed" | "adopted" | "declined";
  talks?: string | null;
  agreement?: string | null;
  our_name?: string | null;
  their_name?: string | null;
  agreed_on?: string | null;
  adopted_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AskFirmBody {
  unit: string;
  ask: string;
  supplier: string;
  talks?: string | null;
  agreement?: string | null;
  our_name?: string | null;
  their_name?: string | null;
  agreed_on?: string | null;
  note?: string | null;
}

export interface AskFirmList {
  items: AskFirm[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AskFirmPatch {
  unit?: string;
  talks?: string | null;
  agreement?: string | null;
  our_name?: string | null;
  their_name?: string | null;
  agreed_on?: string | null;
  note?: string | null;
}

export interface AskingLine {
  text: Record<string, string>;
  free: boolean;
}

export interface AskingList {
  because: Record<string, string>;
  lines: AskingLine[];
}

export interface AskingLists {
  lists: AskingList[];
  points: AskingPoint[];
  sources: AskingSource[];
  as_of: string;
}

export interface AskingPoint {
  text: Record<string, string>;
}

export interface AskingSource {
  title: Record<string, string>;
  says: Record<string, string>;
  link: string;
}

export interface AssessmentClaims {
  unsupported: UnsupportedClaim[];
  differences: SecondOpinionDifference[];
  hollow: HollowMark[];
}

export interface AssessmentResults {
  campaign: Reference;
  period: string;
  state: string;
  last_campaign?: Reference | null;
  last_basis?: string | null;
  sheet_key: string;
  section_name?: Record<string, string> | null;
  score_min: number;
  score_max: number;
  industry?: string | null;
  asked_units: number;
  counted_units: number;
  overall: OverallResult;
  total?: TotalResult | null;
  sections: SectionResult[];
  items: ItemResult[];
  units: UnitResult[];
}

export interface AssessmentTrend {
  sheet_key: string;
  section_name?: Record<string, string> | null;
  score_min: number;
  score_max: number;
  industry?: string | null;
  sections: TrendSection[];
  points: TrendPoint[];
}

export interface AttackCount {
  id: string;
  number?: string | null;
  version: number;
  month: string;
  kind: "suspicious_mail" | "malware" | "unauthorised_access" | "scan" | "ddos" | "web_attack" | "fraud" | "loss" | "other";
  seen: number;
  got_through?: number | null;
  harmed?: number | null;
  source?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AttackCountBody {
  month: string;
  kind: "suspicious_mail" | "malware" | "unauthorised_access" | "scan" | "ddos" | "web_attack" | "fraud" | "loss" | "other";
  seen: number;
  got_through?: number | null;
  harmed?: number | null;
  source?: string | null;
  note?: string | null;
}

export interface AttackCountList {
  items: AttackCount[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AttackCountPatch {
  month?: string;
  kind?: "suspicious_mail" | "malware" | "unauthorised_access" | "scan" | "ddos" | "web_attack" | "fraud" | "loss" | "other";
  seen?: number;
  got_through?: number | null;
  harmed?: number | null;
  source?: string | null;
  note?: string | null;
}

export interface AttackDefence {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  step: Reference;
  part: "intrusion" | "execution" | "detection" | "continuity";
  in_place?: boolean | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AttackDefenceBody {
  unit: string;
  name: string;
  step: string;
  part: "intrusion" | "execution" | "detection" | "continuity";
  in_place?: boolean | null;
}

export interface AttackDefenceList {
  items: AttackDefence[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AttackDefencePatch {
  unit?: string;
  name?: string;
  step?: string;
  part?: "intrusion" | "execution" | "detection" | "continuity";
  in_place?: boolean | null;
}

export interface AttackStep {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  tree: Reference;
  step_no: number;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  control_level?: number | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AttackStepBody {
  unit: string;
  title: string;
  tree: string;
  step_no: number;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  control_level?: number | null;
  note?: string | null;
}

export interface AttackStepList {
  items: AttackStep[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AttackStepPatch {
  unit?: string;
  title?: string;
  tree?: string;
  step_no?: number;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  control_level?: number | null;
  note?: string | null;
}

export interface AttackTree {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  scenario: Reference;
  tree_no: number;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  damage_level?: number | null;
  value?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AttackTreeBody {
  unit: string;
  title: string;
  scenario: string;
  tree_no: number;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  damage_level?: number | null;
  note?: string | null;
}

export interface AttackTreeList {
  items: AttackTree[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AttackTreePatch {
  unit?: string;
  title?: string;
  scenario?: string;
  tree_no?: number;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  damage_level?: number | null;
  note?: string | null;
}

export interface AuditAccount {
  id: string;
  name: string;
}

export interface AuditEntry {
  seq: number;
  at: string;
  account?: AuditAccount | null;
  via: string;
  action: string;
  subject: string;
  subject_id?: string | null;
  unit?: Reference | null;
  before?: unknown;
  after?: unknown;
  reason?: string | null;
  erased_by?: number | null;
}

export interface AuditFinding {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  audit_kind: "internal" | "statutory" | "external" | "other";
  severity: "major" | "minor" | "observation";
  state: "open" | "corrected" | "verified";
  found_on: string;
  detail?: string | null;
  sheet_key?: string | null;
  section_key?: string | null;
  item_key?: string | null;
  cause?: string | null;
  correction?: string | null;
  owner?: Reference | null;
  due?: string | null;
  verified_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface AuditFindingBody {
  unit: string;
  title: string;
  audit_kind: "internal" | "statutory" | "external" | "other";
  severity: "major" | "minor" | "observation";
  found_on: string;
  detail?: string | null;
  sheet_key?: string | null;
  section_key?: string | null;
  item_key?: string | null;
  cause?: string | null;
  correction?: string | null;
  owner?: string | null;
  due?: string | null;
  verified_on?: string | null;
}

export interface AuditFindingList {
  items: AuditFinding[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface AuditFindingPatch {
  unit?: string;
  title?: string;
  audit_kind?: "internal" | "statutory" | "external" | "other";
  severity?: "major" | "minor" | "observation";
  found_on?: string;
  detail?: string | null;
  sheet_key?: string | null;
  section_key?: string | null;
  item_key?: string | null;
  cause?: string | null;
  correction?: string | null;
  owner?: string | null;
  due?: string | null;
  verified_on?: string | null;
}

export interface AuditList {
  items: AuditEntry[];
  next?: number | null;
}

export interface AverageImport {
  rows: number;
  replaced: number;
  preview?: AverageRow[] | null;
  created: number;
  dry_run: boolean;
}

export interface AverageRow {
  line: number;
  industry: string;
  level_line?: string | null;
  section_key?: string | null;
  item_key?: string | null;
  mean: number;
  n?: number | null;
}

export interface AverageSet {
  sheet_key: string;
  source: string;
  as_of: string;
  sample: boolean;
  industries: string[];
  rows: number;
  loaded_at: string;
}

export interface AverageSetList {
  items: AverageSet[];
  total: number;
}

export interface Backup {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  system?: Reference | null;
  asset?: Reference | null;
  owner?: Reference | null;
  copies?: number | null;
  medium: "disk" | "nas" | "tape" | "optical" | "removable" | "cloud" | "other";
  place?: string | null;
  apart: "same_system" | "same_site" | "other_site";
  powered_off?: boolean | null;
  cycle: "hourly" | "daily" | "workdays" | "weekly" | "monthly" | "quarterly";
  made_on?: string | null;
  made_by?: Reference | null;
  tested_on?: string | null;
  test_result?: "ok" | "partly" | "failed" | null;
  tested_hours?: number | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface BackupBody {
  unit: string;
  name: string;
  system?: string | null;
  asset?: string | null;
  owner?: string | null;
  copies?: number | null;
  medium: "disk" | "nas" | "tape" | "optical" | "removable" | "cloud" | "other";
  place?: string | null;
  apart: "same_system" | "same_site" | "other_site";
  powered_off?: boolean | null;
  cycle: "hourly" | "daily" | "workdays" | "weekly" | "monthly" | "quarterly";
  made_on?: string | null;
  made_by?: string | null;
  tested_on?: string | null;
  test_result?: "ok" | "partly" | "failed" | null;
  tested_hours?: number | null;
  note?: string | null;
}

export interface BackupList {
  items: Backup[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface BackupPatch {
  unit?: string;
  name?: string;
  system?: string | null;
  asset?: string | null;
  owner?: string | null;
  copies?: number | null;
  medium?: "disk" | "nas" | "tape" | "optical" | "removable" | "cloud" | "other";
  place?: string | null;
  apart?: "same_system" | "same_site" | "other_site";
  powered_off?: boolean | null;
  cycle?: "hourly" | "daily" | "workdays" | "weekly" | "monthly" | "quarterly";
  made_on?: string | null;
  made_by?: string | null;
  tested_on?: string | null;
  test_result?: "ok" | "partly" | "failed" | null;
  tested_hours?: number | null;
  note?: string | null;
}

export interface Budget {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  state: "draft" | "approved" | "rejected" | "closed";
  fiscal_year: string;
  requested: Money;
  granted?: Money | null;
  kind?: "organisation" | "people" | "physical" | "technology" | null;
  sheet_key?: string | null;
  section_key?: string | null;
  owner?: Reference | null;
  reason?: string | null;
  decided_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface BudgetBody {
  unit: string;
  title: string;
  fiscal_year: string;
  requested: MoneyBody;
  granted?: MoneyBody | null;
  kind?: "organisation" | "people" | "physical" | "technology" | null;
  sheet_key?: string | null;
  section_key?: string | null;
  owner?: string | null;
  reason?: string | null;
  note?: string | null;
}

export interface BudgetList {
  items: Budget[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface BudgetOfKind {
  kind: "organisation" | "people" | "physical" | "technology" | null;
  n: number;
  requested: Money;
  undecided: Money;
  granted: Money;
  ordered: Money;
  paid: Money;
  remaining: Money;
}

export interface BudgetOfSection {
  sheet_key: string | null;
  section_key: string | null;
  n: number;
  requested: Money;
  undecided: Money;
  granted: Money;
  ordered: Money;
  paid: Money;
  remaining: Money;
}

export interface BudgetOfUnit {
  unit: Reference;
  n: number;
  requested: Money;
  undecided: Money;
  granted: Money;
  ordered: Money;
  paid: Money;
  remaining: Money;
}

export interface BudgetOverview {
  fiscal_year: string;
  currency: string;
  in_other_currencies: number;
  total: BudgetTotal;
  by_section: BudgetOfSection[];
  by_unit: BudgetOfUnit[];
  by_kind: BudgetOfKind[];
}

export interface BudgetPatch {
  unit?: string;
  title?: string;
  fiscal_year?: string;
  requested?: MoneyBody;
  granted?: MoneyBody | null;
  kind?: "organisation" | "people" | "physical" | "technology" | null;
  sheet_key?: string | null;
  section_key?: string | null;
  owner?: string | null;
  reason?: string | null;
  note?: string | null;
}

export interface BudgetTotal {
  n: number;
  requested: Money;
  undecided: Money;
  granted: Money;
  ordered: Money;
  paid: Money;
  remaining: Money;
}

export interface BulkChange {
  id: string;
  number: string | null;
  title: string | null;
  fields: RecordChanged[];
}

export interface BulkEdit {
  id: string;
  register: string;
  state: "checking" | "checked" | "taking" | "taken" | "undoing" | "undone" | "failed";
  fields: string[];
  action: string | null;
  created_at: string;
  taken_at?: string | null;
  undone_at?: string | null;
  undo_until?: string | null;
  rows?: number | null;
  changed?: number | null;
  unchanged?: number | null;
  refused?: number | null;
  undone?: number | null;
  reason: string | null;
  refusals: BulkRefusal[];
  more_refusals?: number | null;
  changes: BulkChange[];
  kept: RecordKept[];
  more_kept?: number | null;
  progress?: number | null;
  error?: string | null;
}

export interface BulkEditCommitBody {
  partial?: boolean | null;
}

export interface BulkEditList {
  items: BulkEditSummary[];
}

export interface BulkEditNewBody {
  records?: BulkRecordBody[] | null;
  all?: boolean | null;
  q?: string | null;
  filters?: BulkFilterBody[] | null;
  patch?: unknown;
  action?: string | null;
  reason?: string | null;
}

export interface BulkEditSummary {
  id: string;
  register: string;
  state: "checking" | "checked" | "taking" | "taken" | "undoing" | "undone" | "failed";
  fields: string[];
  action: string | null;
  created_at: string;
  taken_at?: string | null;
  undone_at?: string | null;
  undo_until?: string | null;
  rows?: number | null;
  changed?: number | null;
  unchanged?: number | null;
  refused?: number | null;
  undone?: number | null;
}

export interface BulkFilterBody {
  field: string;
  op: string;
  value: string;
}

export interface BulkRecordBody {
  id: string;
  version?: number | null;
}

export interface BulkRefusal {
  id: string;
  number: string | null;
  title: string | null;
  field: string | null;
  message: string;
}

export interface Business {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  department?: Reference | null;
  importance?: "high" | "middle" | "low" | null;
  owner?: Reference | null;
  note?: string | null;
  recovery_priority?: number | null;
  recovery_hours?: number | null;
  recovery_point_hours?: number | null;
  recovery_reason?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface BusinessBody {
  name: string;
  department?: string | null;
  importance?: "high" | "middle" | "low" | null;
  owner?: string | null;
  note?: string | null;
  recovery_priority?: number | null;
  recovery_hours?: number | null;
  recovery_point_hours?: number | null;
  recovery_reason?: string | null;
}

export interface BusinessCase {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  state: "information" | "problems" | "plan" | "case" | "explained" | "carried_out" | "effect" | "reported";
  owner?: Reference | null;
  fiscal_year?: string | null;
  due?: string | null;
  goal?: string | null;
  goal_effect?: string | null;
  information?: string | null;
  problems?: string | null;
  plan?: string | null;
  reasons?: string | null;
  cost_initial?: Money | null;
  cost_yearly?: Money | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  loss_avoided?: Money | null;
  loss_run?: string | null;
  loss_run_on?: string | null;
  loss_run_seed?: number | null;
  loss_how?: "one" | "together" | "at_least" | null;
  loss_basis?: string | null;
  sheet_key?: string | null;
  campaign?: string | null;
  level_to_reach?: number | null;
  explained_to?: string | null;
  explained_on?: string | null;
  carried_out?: string | null;
  effect?: string | null;
  reported_to?: string | null;
  reported_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface BusinessCaseBody {
  unit: string;
  title: string;
  owner?: string | null;
  fiscal_year?: string | null;
  due?: string | null;
  goal?: string | null;
  goal_effect?: string | null;
  information?: string | null;
  problems?: string | null;
  plan?: string | null;
  reasons?: string | null;
  cost_initial?: MoneyBody | null;
  cost_yearly?: MoneyBody | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  loss_avoided?: MoneyBody | null;
  loss_run?: string | null;
  loss_basis?: string | null;
  sheet_key?: string | null;
  campaign?: string | null;
  level_to_reach?: number | null;
  explained_to?: string | null;
  explained_on?: string | null;
  carried_out?: string | null;
  effect?: string | null;
  reported_to?: string | null;
  reported_on?: string | null;
}

export interface BusinessCaseList {
  items: BusinessCase[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface BusinessCasePatch {
  unit?: string;
  title?: string;
  owner?: string | null;
  fiscal_year?: string | null;
  due?: string | null;
  goal?: string | null;
  goal_effect?: string | null;
  information?: string | null;
  problems?: string | null;
  plan?: string | null;
  reasons?: string | null;
  cost_initial?: MoneyBody | null;
  cost_yearly?: MoneyBody | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  loss_avoided?: MoneyBody | null;
  loss_run?: string | null;
  loss_basis?: string | null;
  sheet_key?: string | null;
  campaign?: string | null;
  level_to_reach?: number | null;
  explained_to?: string | null;
  explained_on?: string | null;
  carried_out?: string | null;
  effect?: string | null;
  reported_to?: string | null;
  reported_on?: string | null;
}

export interface BusinessChain {
  business: ChainRef;
  tiers: ChainTier[];
  items: ChainFirm[];
  total: number;
  next: number | null;
  complete: boolean;
}

export interface BusinessList {
  items: Business[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface BusinessNeed {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  work: string;
  business: Reference;
  system: Reference;
  dependence: "stops" | "slows" | "replaceable";
  without_hours?: number | null;
  workaround?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface BusinessNeedBody {
  unit: string;
  work: string;
  business: string;
  system: string;
  dependence: "stops" | "slows" | "replaceable";
  without_hours?: number | null;
  workaround?: string | null;
  note?: string | null;
}

export interface BusinessNeedList {
  items: BusinessNeed[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface BusinessNeedPatch {
  unit?: string;
  work?: string;
  business?: string;
  system?: string;
  dependence?: "stops" | "slows" | "replaceable";
  without_hours?: number | null;
  workaround?: string | null;
  note?: string | null;
}

export interface BusinessPatch {
  name?: string;
  department?: string | null;
  importance?: "high" | "middle" | "low" | null;
  owner?: string | null;
  note?: string | null;
  recovery_priority?: number | null;
  recovery_hours?: number | null;
  recovery_point_hours?: number | null;
  recovery_reason?: string | null;
}

export interface CalendarFeed {
  on: boolean;
  created_at?: string | null;
  fetched_at?: string | null;
  fetched_from?: string | null;
}

export interface CalendarFeedMade {
  url: string;
}

export interface Campaign {
  id: string;
  number: string;
  version: number;
  name: string;
  sheet: Reference;
  sheet_version: Reference;
  period: string;
  opens?: string | null;
  due: string;
  overdue: boolean;
  state: "draft" | "open" | "closed";
  scheduled: boolean;
  remind_before?: number | null;
  remind_every?: number | null;
  reminded_on?: string | null;
  for_request: boolean;
  outside?: "supplier" | null;
  note?: string | null;
  snapshot_at?: string | null;
  closed_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by?: Reference | null;
  counts?: CampaignCounts | null;
}

export interface CampaignBody {
  name: string;
  sheet_version: string;
  period: string;
  opens?: string | null;
  due: string;
  remind_before?: number | null;
  remind_every?: number | null;
  note?: string | null;
  for_request?: boolean | null;
  outside?: "supplier" | null;
  units?: CampaignUnitChoiceBody[] | null;
}

export interface CampaignBodyPatch {
  name?: string;
  sheet_version?: string;
  period?: string;
  opens?: string | null;
  due?: string;
  remind_before?: number | null;
  remind_every?: number | null;
  note?: string | null;
}

export interface CampaignCounts {
  units: number;
  draft: number;
  submitted: number;
  returned: number;
  accepted: number;
}

export interface CampaignList {
  items: Campaign[];
  next: string | null;
  total: number;
}

export interface CampaignProgress {
  campaign: Campaign;
  asked: number;
  answered: number;
  units: CampaignProgressUnit[];
}

export interface CampaignProgressUnit {
  unit: Reference;
  name_en?: string | null;
  kind: string;
  path: string;
  head_office: boolean;
  assignee?: Reference | null;
  response: ResponseBrief;
}

export interface CampaignUnit {
  unit: Reference;
  name_en?: string | null;
  kind: string;
  path: string;
  head_office: boolean;
  assignee?: Reference | null;
}

export interface CampaignUnitChoiceBody {
  unit: string;
  assignee?: string | null;
}

export interface CampaignUnitList {
  items: CampaignUnit[];
  total: number;
}

export interface CampaignUnitsBody {
  units: CampaignUnitChoiceBody[];
}

export interface CampaignWaiting {
  days_left: number;
  items: WaitingResponse[];
  total: number;
  reminder: ReminderText;
}

export interface Carry {
  may: boolean;
  sources: CarrySource[];
  offers: CarryOffer[];
  carried: CarryMark[];
}

export interface CarryBody {
  items?: CarryItemBody[] | null;
}

export interface CarryItemBody {
  item: string;
  value?: unknown;
}

export interface CarryMark {
  item: string;
  from: unknown;
}

export interface CarryOffer {
  item: string;
  value?: unknown;
  na_reason?: string | null;
  sure: "high" | "middle" | "low";
  differ: boolean;
  plain: boolean;
  origins: CarryOrigin[];
}

export interface CarryOrigin {
  source: number;
  item: string;
  value?: unknown;
  na_reason?: string | null;
  relation: "equal" | "superset" | "subset" | "intersect";
  strength?: number | null;
  sure: "high" | "middle" | "low";
  mapping: string;
  note?: unknown;
}

export interface CarrySource {
  response: string;
  campaign: string;
  period: string;
  sheet: string;
  sheet_version: string;
  accepted_at: string;
}

export interface CaseArticle {
  article: CaseArticleRef | null;
}

export interface CaseArticleNewBody {
  title: string;
  summary: string;
  cause?: string | null;
  lessons?: string | null;
}

export interface CaseArticleRef {
  id: string;
  number: string;
  title: string;
}

export interface CaseCause {
  needed: boolean;
  fault: "ok" | "no_threat" | "no_plan" | "open";
  lines: number;
  done: number;
  waiver: CauseWaiver | null;
}

export interface CaseCost {
  form: "response" | "interruption" | "personal_data" | "liability" | "ransom" | "recovery" | "penalty" | "reputation";
  amount: number | null;
  settled: boolean;
  note: string | null;
  version: number;
}

export interface CaseCostFigure {
  form: "response" | "interruption" | "personal_data" | "liability" | "ransom" | "recovery" | "penalty" | "reputation";
  cases: number;
  low: number;
  high: number;
  total: number;
}

export interface CaseCostFigures {
  items: CaseCostFigure[];
}

export interface CaseCostPutBody {
  amount?: number | null;
  settled?: boolean | null;
  note?: string | null;
}

export interface CaseCosts {
  items: CaseCost[];
  total: number | null;
}

export interface CaseDuty {
  regime: string;
  title: string;
  authority: string;
  kind: "law" | "sector" | "exchange" | "contract" | "insurer" | "voluntary";
  where_to: string | null;
  items: string | null;
  note: string | null;
  source: string | null;
  source_on: string | null;
  unverified: boolean;
  zone: string;
  started_at: string;
  first_due: string | null;
  first_day: string | null;
  final_due: string | null;
  final_day: string | null;
  final_from_first: boolean;
  id: string;
  version: number;
  decision: "confirmed" | "rejected";
  reason: string | null;
  decided_at: string;
  decided_by: string | null;
  waits: "first" | "more" | "final" | null;
  due: string | null;
  late: boolean;
  reports: CaseDutyReport[];
}

export interface CaseDutyBoard {
  impact: CaseImpact | null;
  proposals: CaseDutyProposal[];
  duties: CaseDuty[];
}

export interface CaseDutyNewBody {
  regime: string;
  decision: "confirmed" | "rejected";
  reason?: string | null;
  started_at?: string | null;
}

export interface CaseDutyProposal {
  regime: string;
  title: string;
  authority: string;
  kind: "law" | "sector" | "exchange" | "contract" | "insurer" | "voluntary";
  where_to: string | null;
  items: string | null;
  note: string | null;
  source: string | null;
  source_on: string | null;
  unverified: boolean;
  zone: string;
  started_at: string;
  first_due: string | null;
  first_day: string | null;
  final_due: string | null;
  final_day: string | null;
  final_from_first: boolean;
  why: string[];
  open: string[];
}

export interface CaseDutyPutBody {
  decision: "confirmed" | "rejected";
  reason: string;
  started_at?: string | null;
}

export interface CaseDutyReport {
  part: "first" | "more" | "final";
  sent_at: string;
  written_at: string;
  by_whom: string;
  receipt: string | null;
  file: string | null;
  file_name: string | null;
  note: string | null;
}

export interface CaseDutyReportNewBody {
  part: "first" | "more" | "final";
  sent_at: string;
  by_whom: string;
  receipt?: string | null;
  file?: string | null;
  note?: string | null;
}

export interface CaseImpact {
  version: number;
  known_at: string;
  countries: string;
  persons: number | null;
  personal: boolean | null;
  sensitive: boolean | null;
  property: boolean | null;
  unlawful: boolean | null;
  harm: boolean | null;
  financial: boolean | null;
  infrastructure: boolean | null;
  listed: boolean | null;
  contracts: boolean | null;
  note: string | null;
}

export interface CaseImpactPutBody {
  known_at: string;
  countries: string;
  persons?: number | null;
  personal?: boolean | null;
  sensitive?: boolean | null;
  property?: boolean | null;
  unlawful?: boolean | null;
  harm?: boolean | null;
  financial?: boolean | null;
  infrastructure?: boolean | null;
  listed?: boolean | null;
  contracts?: boolean | null;
  note?: string | null;
}

export interface CaseMeasureNewBody {
  title: string;
  detail?: string | null;
  unit?: string | null;
  priority?: "high" | "middle" | "low" | null;
  owner?: string | null;
  due?: string | null;
}

export interface CasePiece {
  no: number;
  title: string;
  value: string;
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  allowed: string[];
  note: string | null;
  version: number;
  updated_at: string;
  by: string | null;
}

export interface CasePieceBody {
  title: string;
  value: string;
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  allowed?: string[] | null;
  note?: string | null;
}

export interface CasePieces {
  items: CasePiece[];
}

export interface CasePlan {
  items: CasePlanLine[];
  cause: CaseCause;
}

export interface CasePlanLine {
  key: string;
  kind: "first" | "own" | "vendor";
  line: string;
  source: string;
  department: string | null;
  vendor: string | null;
  owner: Reference | null;
  task: Reference | null;
  state: string | null;
}

export interface CaseRecovery {
  systems: CaseRecoverySystem[];
}

export interface CaseRecoverySystem {
  id: string;
  number: string;
  name: string;
  objective_hours: number | null;
  required_hours: number | null;
  procedures: ContinuityProcedure[];
  backups: ContinuityBackup[];
}

export interface CaseRule {
  cause_from: "critical" | "high" | "medium" | "low" | "never";
}

export interface CaseRuleBody {
  cause_from: "critical" | "high" | "medium" | "low" | "never";
}

export interface CaseTaskNewBody {
  key: string;
  owner?: string | null;
}

export interface CaseTasksMade {
  made: number;
  there: number;
}

export interface CaseTasksNewBody {
  items: CaseTaskNewBody[];
}

export interface CaseTelling {
  no: number;
  audience: "close" | "partner";
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  lang: "ja" | "en";
  subject: string;
  body: string;
  state: "draft" | "sent";
  version: number;
  updated_at: string;
  by: string | null;
  sent_at: string | null;
  sent_by: string | null;
  n_to: number;
  n_unsent: number;
  n_unconfirmed: number;
  to: CaseTold[];
}

export interface CaseTellingBody {
  audience: "close" | "partner";
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  lang: "ja" | "en";
  subject: string;
  body: string;
}

export interface CaseTellingOwnerBody {
  owner: string;
}

export interface CaseTellingSent {
  sent: number;
  would: number;
  by_hand: number;
}

export interface CaseTellings {
  mail: boolean;
  drill: boolean;
  judged_at: string | null;
  owner: TellingPerson | null;
  own_owner: boolean;
  clocks: TellingClock[];
  items: CaseTelling[];
}

export interface CaseTold {
  no: number;
  source: "contact" | "supplier" | "partner" | "free";
  record: string | null;
  name: string;
  person: string | null;
  address: string | null;
  bounced: boolean;
  impact: string | null;
  text: string | null;
  by_mail: boolean;
  sent_at: string | null;
  reminders: number;
  reminded_at: string | null;
  confirmed_at: string | null;
  way: "link" | "phone" | "email" | "meeting" | "other" | null;
  confirmed_by: string | null;
  note: string | null;
}

export interface CaseToldAdded {
  added: number;
  there: number;
}

export interface CaseToldBody {
  person?: string | null;
  address?: string | null;
  impact?: string | null;
}

export interface CaseToldConfirmationBody {
  way: "phone" | "email" | "meeting" | "other";
  confirmed_by: string;
  note?: string | null;
}

export interface CaseToldNewBody {
  list?: string | null;
  contacts?: string[] | null;
  suppliers?: string[] | null;
  partners?: string[] | null;
  coupled?: boolean | null;
  name?: string | null;
  person?: string | null;
  address?: string | null;
  impact?: string | null;
}

export interface CauseWaiver {
  reason: string;
  at: string;
  by: string | null;
}

export interface CauseWaiverNewBody {
  reason: string;
}

export interface ChainBranch {
  work: ChainWork | null;
  firm: ChainFirm | null;
}

export interface ChainFirm {
  id: string;
  number: string;
  name: string;
  state: string;
  tier: number | null;
  level: number;
  above: number;
  below: number;
  unknown: number;
  known: "declared" | "assured" | "none" | "missing";
  assured_reason: string | null;
  businesses: number;
  important: number;
  own: number;
  stops: string[];
  from: ChainRef[];
  presumed: boolean;
  risk: string | null;
  grade: string | null;
  concern: string | null;
  surveyed_on: string | null;
}

export interface ChainRef {
  id: string;
  number: string;
  title: string;
}

export interface ChainTier {
  tier: number;
  firms: number;
  missing: number;
  assured: number;
  with_risk: number;
}

export interface ChainWork {
  id: string;
  number: string;
  work: string;
  state: "declared" | "confirmed" | "ended";
  name: string | null;
  serves: string[];
  from: string | null;
  to: string | null;
}

export interface Change {
  seq: number;
  at: string;
  action: string;
  subject: string;
  id: string;
  mine: boolean;
}

export interface ChangeList {
  items: Change[];
  next: number;
  more: boolean;
}

export interface CommentBody {
  text: string;
  mentions?: string[] | null;
}

export interface Component {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  kind: "application" | "service" | "platform" | "other";
  state: "in_use" | "retired";
  system?: Reference | null;
  owner?: Reference | null;
  started_on?: string | null;
  note?: string | null;
  evaluation?: number | null;
  response?: number | null;
  mean?: number | null;
  mean_before?: number | null;
  scored_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ComponentBody {
  unit: string;
  title: string;
  kind: "application" | "service" | "platform" | "other";
  system?: string | null;
  owner?: string | null;
  started_on?: string | null;
  note?: string | null;
}

export interface ComponentList {
  items: Component[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ComponentMaturity {
  as_of: string;
  stale_before: string;
  in_use: number;
  scored: number;
  stale: number;
  never: number;
  mean: number | null;
  evaluation: ComponentMaturityColumn;
  response: ComponentMaturityColumn;
  cites: Record<string, string>;
}

export interface ComponentMaturityColumn {
  name: Record<string, string>;
  mean: number | null;
  levels: ComponentMaturityLevel[];
}

export interface ComponentMaturityLevel {
  level: number;
  text: Record<string, string>;
  count: number;
}

export interface ComponentPatch {
  unit?: string;
  title?: string;
  kind?: "application" | "service" | "platform" | "other";
  system?: string | null;
  owner?: string | null;
  started_on?: string | null;
  note?: string | null;
}

export interface ComponentScoring {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  component: Reference;
  scored_on: string;
  occasion: "start" | "regular" | "change" | "incident";
  scored_by?: Reference | null;
  evaluation: number;
  response: number;
  mean?: number | null;
  reason: string;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ComponentScoringBody {
  unit: string;
  component: string;
  scored_on: string;
  occasion: "start" | "regular" | "change" | "incident";
  scored_by?: string | null;
  evaluation: number;
  response: number;
  reason: string;
}

export interface ComponentScoringList {
  items: ComponentScoring[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ComponentScoringPatch {
  unit?: string;
  scored_on?: string;
  occasion?: "start" | "regular" | "change" | "incident";
  scored_by?: string | null;
  evaluation?: number;
  response?: number;
  reason?: string;
}

export interface Contact {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  kind: "internal" | "authority" | "vendor" | "expert" | "insurer" | "lawyer" | "customer" | "media" | "industry" | "other";
  lists?: string[] | null;
  purpose?: string | null;
  it?: boolean | null;
  organisation?: string | null;
  person?: string | null;
  member?: Reference | null;
  post?: string | null;
  phone?: string | null;
  phone_other?: string | null;
  email?: string | null;
  hours?: string | null;
  language?: "ja" | "en" | null;
  deputy?: Reference | null;
  keeper?: Reference | null;
  confirmed_on?: string | null;
  mail_state?: "confirmed" | "changed" | "returned" | null;
  answered_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ContactAnswerBody {
  round: string;
  contact: string;
  outcome: "confirmed" | "changed" | "dropped";
  wrong?: ContactWrongBody[] | null;
  note?: string | null;
  organisation?: string | null;
  person?: string | null;
  post?: string | null;
  phone?: string | null;
  phone_other?: string | null;
  email?: string | null;
  hours?: string | null;
}

export interface ContactBody {
  name: string;
  kind: "internal" | "authority" | "vendor" | "expert" | "insurer" | "lawyer" | "customer" | "media" | "industry" | "other";
  lists?: string[] | null;
  purpose?: string | null;
  it?: boolean | null;
  organisation?: string | null;
  person?: string | null;
  member?: string | null;
  post?: string | null;
  phone?: string | null;
  phone_other?: string | null;
  email?: string | null;
  hours?: string | null;
  language?: "ja" | "en" | null;
  deputy?: string | null;
  keeper?: string | null;
  confirmed_on?: string | null;
  note?: string | null;
}

export interface ContactCheck {
  round: ContactCheckRound;
  due: string;
  id: string;
  number: string;
  name: string;
  organisation: string | null;
  person: string | null;
  post: string | null;
  phone: string | null;
  phone_other: string | null;
  email: string | null;
  hours: string | null;
  lists: string[];
  keeper: string | null;
  it: boolean;
  gone: boolean;
  stale: boolean;
  in_scenario: boolean;
  outcome: "confirmed" | "changed" | "dropped" | null;
  wrong: ContactWrong[];
  note: string | null;
  checked_at: string | null;
  checked_by: string | null;
  mail: "no_address" | "unsent" | "waiting" | "confirmed" | "changed" | "returned";
  mails: number;
  answered_at: string | null;
  answer_note: string | null;
}

export interface ContactCheckRound {
  id: string;
  title: string;
}

export interface ContactList {
  items: Contact[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ContactListOnSheet {
  id: string | null;
  number: string | null;
  name: string | null;
  purpose: "disaster" | "incident" | "authority" | "vendor" | "insurer" | "partner" | "management" | "other" | null;
  scenario: string | null;
  it_missing: boolean;
  contacts: ContactOnSheet[];
}

export interface ContactMailsSent {
  sent: number;
  left: number;
}

export interface ContactOnSheet {
  id: string;
  number: string;
  name: string;
  organisation: string | null;
  person: string | null;
  post: string | null;
  phone: string | null;
  phone_other: string | null;
  email: string | null;
  hours: string | null;
  language: "ja" | "en" | null;
  deputy: string | null;
  deputy_phone: string | null;
  it: boolean;
  confirmed_on: string | null;
  stale: boolean;
  returned: boolean;
}

export interface ContactPatch {
  name?: string;
  kind?: "internal" | "authority" | "vendor" | "expert" | "insurer" | "lawyer" | "customer" | "media" | "industry" | "other";
  lists?: string[] | null;
  purpose?: string | null;
  it?: boolean | null;
  organisation?: string | null;
  person?: string | null;
  member?: string | null;
  post?: string | null;
  phone?: string | null;
  phone_other?: string | null;
  email?: string | null;
  hours?: string | null;
  language?: "ja" | "en" | null;
  deputy?: string | null;
  keeper?: string | null;
  confirmed_on?: string | null;
  note?: string | null;
}

export interface ContactProgress {
  lists: ContactRosterCount[];
  items: ContactCheck[];
}

export interface ContactRoster {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  purpose: "disaster" | "incident" | "authority" | "vendor" | "insurer" | "partner" | "management" | "other";
  scenario?: string | null;
  needs_it?: boolean | null;
  keeper?: Reference | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ContactRosterBody {
  name: string;
  purpose: "disaster" | "incident" | "authority" | "vendor" | "insurer" | "partner" | "management" | "other";
  scenario?: string | null;
  needs_it?: boolean | null;
  keeper?: string | null;
}

export interface ContactRosterCount {
  name: string;
  purpose: "disaster" | "incident" | "authority" | "vendor" | "insurer" | "partner" | "management" | "other";
  contacts: number;
  it: number;
  needs_it: boolean;
}

export interface ContactRosterList {
  items: ContactRoster[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ContactRosterPatch {
  name?: string;
  purpose?: "disaster" | "incident" | "authority" | "vendor" | "insurer" | "partner" | "management" | "other";
  scenario?: string | null;
  needs_it?: boolean | null;
  keeper?: string | null;
}

export interface ContactRound {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  exercise?: Reference | null;
  lists?: string[] | null;
  due: string;
  leader?: Reference | null;
  state: "open" | "closed";
  contacts?: number | null;
  outside?: number | null;
  changed?: number | null;
  dropped?: number | null;
  faults?: number | null;
  it_missing?: number | null;
  found?: string | null;
  closed_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ContactRoundBody {
  title: string;
  exercise?: string | null;
  lists?: string[] | null;
  due: string;
  leader?: string | null;
  found?: string | null;
}

export interface ContactRoundList {
  items: ContactRound[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ContactRoundPatch {
  title?: string;
  exercise?: string | null;
  lists?: string[] | null;
  due?: string;
  leader?: string | null;
  found?: string | null;
}

export interface ContactSaidBody {
  token: string;
  right: boolean;
  note?: string | null;
}

export interface ContactSetting {
  stale_months: number;
  remind_days: number;
  version: number;
}

export interface ContactSettingBody {
  stale_months: number;
  remind_days: number;
}

export interface ContactSheet {
  organisation: string;
  stale_months: number;
  lists: ContactListOnSheet[];
}

export interface ContactWrong {
  kind: "left" | "moved" | "phone" | "email" | "hours" | "missing" | "other";
}

export interface ContactWrongBody {
  kind: "left" | "moved" | "phone" | "email" | "hours" | "missing" | "other";
}

export interface Continuity {
  businesses: ContinuityBusiness[];
  systems: ContinuitySystem[];
  procedures: ContinuityProcedure[];
  findings: ContinuityFinding[];
  complete: boolean;
}

export interface ContinuityBackup {
  id: string;
  number: string;
  name: string;
  system: Reference | null;
  asset: Reference | null;
  owner: Reference | null;
  place: string | null;
  apart: "same_system" | "same_site" | "other_site";
  powered_off: boolean | null;
  cycle: "hourly" | "daily" | "workdays" | "weekly" | "monthly" | "quarterly";
  made_on: string | null;
  made_by: Reference | null;
  tested_on: string | null;
  test_result: "ok" | "partly" | "failed" | null;
  tested_hours: number | null;
  objective_hours: number | null;
}

export interface ContinuityBackups {
  backups: ContinuityBackup[];
  findings: ContinuityFinding[];
  complete: boolean;
}

export interface ContinuityBusiness {
  id: string;
  number: string;
  name: string;
  importance: string | null;
  department: Reference | null;
  recovery_priority: number | null;
  recovery_hours: number | null;
  recovery_point_hours: number | null;
  needs: ContinuityNeed[];
  procedures: ContinuityProcedure[];
}

export interface ContinuityFinding {
  kind: "same_system" | "missed_cycle" | "untested" | "test_failed" | "restore_slow" | "cycle_long" | "no_backup" | "none_off" | "objective_long" | "point_long" | "no_objective" | "no_limit" | "no_cyber" | "unexercised" | "exercise_slow";
  register: string;
  record: Reference;
  business: Reference | null;
  system: Reference | null;
  is: number | null;
  most: number | null;
  on: string | null;
  measure: Reference | null;
  measure_state: "proposed" | "approved" | "deferred" | "rejected" | "under_way" | "done" | "reviewed" | null;
}

export interface ContinuityMeasure {
  measure: Reference;
}

export interface ContinuityMeasureBody {
  kind: "same_system" | "missed_cycle" | "untested" | "test_failed" | "restore_slow" | "cycle_long" | "no_backup" | "none_off" | "objective_long" | "point_long" | "no_objective" | "no_limit" | "no_cyber" | "unexercised" | "exercise_slow";
  record: string;
  title: string;
  purpose?: string | null;
  priority: "high" | "middle" | "low";
  owner?: string | null;
  due?: string | null;
}

export interface ContinuityNeed {
  id: string;
  number: string;
  work: string;
  dependence: "stops" | "slows" | "replaceable";
  workaround: string | null;
  system: Reference;
  bears_hours: number | null;
  objective_hours: number | null;
  bears_point: number | null;
  objective_point: number | null;
  longer: boolean;
  point_longer: boolean;
}

export interface ContinuityProcedure {
  id: string;
  number: string;
  title: string;
  scenario: "ransomware" | "destruction" | "disconnection" | "ddos" | "supplier_attack" | "failure" | "outage" | "earthquake" | "flood" | "fire" | "power" | "pandemic" | "other";
  cyber: boolean;
  system: Reference | null;
  exercised_on: string | null;
  exercised_hours: number | null;
}

export interface ContinuitySystem {
  id: string;
  number: string;
  name: string;
  importance: string | null;
  objective_hours: number | null;
  required_hours: number | null;
  businesses: number;
  backups: number;
}

export interface Contract {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  supplier: Reference;
  state: "preparing" | "in_force" | "ended";
  business?: Reference | null;
  form: "normal" | "important";
  audit_cooperation?: boolean | null;
  last_tier?: boolean | null;
  requirement_set?: Reference | null;
  starts_on?: string | null;
  ends_on?: string | null;
  owner?: Reference | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ContractBody {
  unit: string;
  title: string;
  supplier: string;
  business?: string | null;
  form: "normal" | "important";
  audit_cooperation?: boolean | null;
  last_tier?: boolean | null;
  starts_on?: string | null;
  ends_on?: string | null;
  owner?: string | null;
  note?: string | null;
}

export interface ContractCheck {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  contract: Reference;
  title: string;
  checked_on: string;
  checker: string;
  result: "passed" | "findings" | "failed";
  report?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ContractCheckBody {
  unit: string;
  contract: string;
  title: string;
  checked_on: string;
  checker: string;
  result: "passed" | "findings" | "failed";
  report?: string | null;
}

export interface ContractCheckList {
  items: ContractCheck[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ContractCheckPatch {
  unit?: string;
  title?: string;
  checked_on?: string;
  checker?: string;
  result?: "passed" | "findings" | "failed";
  report?: string | null;
}

export interface ContractFinding {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  check: Reference;
  title: string;
  severity: "high" | "middle" | "low";
  state: "open" | "fixed" | "accepted";
  due?: string | null;
  fixed_on?: string | null;
  fix?: string | null;
  owner?: Reference | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ContractFindingBody {
  unit: string;
  check: string;
  title: string;
  severity: "high" | "middle" | "low";
  due?: string | null;
  fix?: string | null;
  owner?: string | null;
}

export interface ContractFindingList {
  items: ContractFinding[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ContractFindingPatch {
  unit?: string;
  title?: string;
  severity?: "high" | "middle" | "low";
  due?: string | null;
  fix?: string | null;
  owner?: string | null;
}

export interface ContractList {
  items: Contract[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ContractPatch {
  unit?: string;
  title?: string;
  supplier?: string;
  business?: string | null;
  form?: "normal" | "important";
  audit_cooperation?: boolean | null;
  last_tier?: boolean | null;
  starts_on?: string | null;
  ends_on?: string | null;
  owner?: string | null;
  note?: string | null;
}

export interface ContractPoint {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  contract: Reference;
  phase: "development" | "normal" | "emergency";
  level: "must" | "needed" | "wanted";
  position: number;
  title: string;
  title_en?: string | null;
  demand: string;
  demand_en?: string | null;
  state: "asked" | "filed" | "approved" | "target" | "sla";
  plan?: string | null;
  filed_on?: string | null;
  approved_on?: string | null;
  target_on?: string | null;
  sla_on?: string | null;
  agreed_reason?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ContractPointBody {
  unit: string;
  contract: string;
  phase: "development" | "normal" | "emergency";
  level: "must" | "needed" | "wanted";
  position: number;
  title: string;
  title_en?: string | null;
  demand: string;
  demand_en?: string | null;
  plan?: string | null;
}

export interface ContractPointList {
  items: ContractPoint[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ContractPointPatch {
  unit?: string;
  phase?: "development" | "normal" | "emergency";
  level?: "must" | "needed" | "wanted";
  position?: number;
  title?: string;
  title_en?: string | null;
  demand?: string;
  demand_en?: string | null;
  plan?: string | null;
}

export interface ContractRequirementsTakeBody {
  set: string;
}

export interface CopiedLast {
  copied: number;
  answers: Answer[];
  asked: number;
  answered: number;
  hidden: string[];
  missing: string[];
}

export interface CopyLastBody {
  items?: string[] | null;
}

export interface CsirtManual {
  pages: ManualPageInForce[];
}

export interface CustodyEvent {
  seq: number;
  kind: "handed" | "moved" | "note" | "taken" | "filed" | "viewed" | "exported";
  holder: string | null;
  place: string | null;
  text: string | null;
  happened_at: string;
  written_at: string;
  by: string | null;
}

export interface CustodyEventNewBody {
  kind: "handed" | "moved" | "note";
  holder?: string | null;
  place?: string | null;
  text?: string | null;
  happened_at?: string | null;
}

export interface CustomerRequest {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  state: "open" | "answered";
  kind: "request" | "complaint";
  received_on: string;
  asked_by?: string | null;
  detail?: string | null;
  owner?: Reference | null;
  due?: string | null;
  answer?: string | null;
  answered_on?: string | null;
  days?: number | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface CustomerRequestBody {
  title: string;
  kind: "request" | "complaint";
  received_on: string;
  asked_by?: string | null;
  detail?: string | null;
  owner?: string | null;
  due?: string | null;
  answer?: string | null;
}

export interface CustomerRequestList {
  items: CustomerRequest[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface CustomerRequestPatch {
  title?: string;
  kind?: "request" | "complaint";
  received_on?: string;
  asked_by?: string | null;
  detail?: string | null;
  owner?: string | null;
  due?: string | null;
  answer?: string | null;
}

export interface DamageDefence {
  id: string;
  number: string;
  version: number;
  name: string;
  part: "intrusion" | "execution" | "detection" | "continuity";
  in_place?: boolean | null;
}

export interface DamageMethod {
  key: string;
  version: string;
  name: Record<string, string>;
  description: Record<string, string>;
  values: DamageValue[];
  table: unknown;
}

export interface DamageScenario {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  harm: "stop" | "falsification" | "leak" | "fraud" | "life_safety";
  system?: Reference | null;
  detail?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface DamageScenarioBody {
  unit: string;
  name: string;
  harm: "stop" | "falsification" | "leak" | "fraud" | "life_safety";
  system?: string | null;
  detail?: string | null;
  note?: string | null;
}

export interface DamageScenarioList {
  items: DamageScenario[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface DamageScenarioPatch {
  unit?: string;
  name?: string;
  harm?: "stop" | "falsification" | "leak" | "fraud" | "life_safety";
  system?: string | null;
  detail?: string | null;
  note?: string | null;
}

export interface DamageSheet {
  method: DamageMethod;
  scenarios: DamageSheetScenario[];
  complete: boolean;
}

export interface DamageSheetScenario {
  id: string;
  number: string;
  version: number;
  unit: Reference;
  no: string;
  name: string;
  harm: string;
  system?: Reference | null;
  detail?: string | null;
  trees: DamageTree[];
}

export interface DamageStep {
  id: string;
  number: string;
  version: number;
  title: string;
  step_no: number;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  control_level?: number | null;
  defences: DamageDefence[];
}

export interface DamageTree {
  id: string;
  number: string;
  version: number;
  title: string;
  tree_no: number;
  no: string;
  threat_level?: number | null;
  vulnerability_level?: number | null;
  damage_level?: number | null;
  value?: string | null;
  rank: number;
  control_level?: number | null;
  steps: DamageStep[];
}

export interface DamageValue {
  key: string;
  colour: string;
  name: Record<string, string>;
}

export interface Decider {
  decision: Reference | null;
  ranks: DecisionRank[];
}

export interface DecisionRank {
  rank: "staff" | "head" | "management" | "headquarters";
  part: "final" | "first" | "before" | "after" | "none";
}

export interface DeclaredSubcontractor {
  name: string;
  corporate_number: string | null;
  country: string | null;
  work: string;
  serves: string | null;
  employees: number | null;
  further: "yes" | "no" | null;
}

export interface DeclaredSubcontractorBody {
  name: string;
  corporate_number?: string | null;
  country?: string | null;
  work: string;
  serves?: string | null;
  employees?: number | null;
  further?: "yes" | "no" | null;
}

export interface DefenceCompanyLayer {
  layer: "entry" | "internal" | "exit" | "data";
  protections: LayerProtection[];
}

export interface DefenceGate {
  id: string;
  number: string;
  name: string;
  kind: string;
  passage?: "open" | "limited" | "monitored" | "blocked" | null;
  guard?: string | null;
  guarded: boolean;
}

export interface DefenceInDepth {
  company: DefenceCompanyLayer[];
  company_standing: DefenceStanding[];
  systems: DefenceSystem[];
  ways: DefenceWay[];
  complete: boolean;
}

export interface DefenceLayer {
  layer: "entry" | "internal" | "exit" | "data";
  status: "in_place" | "planned" | "missing" | "none";
  protections: LayerProtection[];
}

export interface DefenceMeasure {
  measure: Reference;
  protection: Reference;
}

export interface DefenceMeasureBody {
  system?: string | null;
  layer?: "entry" | "internal" | "exit" | "data" | null;
  protection?: string | null;
  title: string;
  purpose?: string | null;
  priority: "high" | "middle" | "low";
  owner?: string | null;
  due?: string | null;
}

export interface DefenceStanding {
  id: string;
  number: string;
  name: string;
  layer: "entry" | "internal" | "exit" | "data";
}

export interface DefenceSystem {
  id: string;
  number: string;
  name: string;
  kind: string;
  importance?: string | null;
  unit: Reference;
  segment?: Reference | null;
  layers: DefenceLayer[];
}

export interface DefenceWay {
  system: string;
  from: Reference;
  reachable: boolean;
  segments: unknown;
  connections: DefenceGate[];
  protections: DefenceStanding[];
  stands: number;
}

export interface DisclosureException {
  id: string;
  number?: string | null;
  version: number;
  found: string;
  kind: "version" | "product" | "address" | "vulnerability" | "record" | "count" | "person" | "system";
  point?: Reference | null;
  issue?: Reference | null;
  reason: string;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface DisclosureExceptionBody {
  found: string;
  kind: "version" | "product" | "address" | "vulnerability" | "record" | "count" | "person" | "system";
  point?: string | null;
  issue?: string | null;
  reason: string;
}

export interface DisclosureExceptionList {
  items: DisclosureException[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface DisclosureExceptionPatch {
  found?: string;
  kind?: "version" | "product" | "address" | "vulnerability" | "record" | "count" | "person" | "system";
  reason?: string;
}

export interface DisclosureMade {
  made: number;
}

export interface DisclosurePoint {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  kind: "organisation" | "pair" | "appeal";
  state: "draft" | "agreed" | "published" | "withdrawn";
  worry?: string | null;
  worry_en?: string | null;
  publish_worry?: boolean | null;
  stance: string;
  stance_en?: string | null;
  publish_stance?: boolean | null;
  basis?: string | null;
  owner?: Reference | null;
  pr_person?: Reference | null;
  pr_agreed_on?: string | null;
  agreed_on?: string | null;
  reviewed_on?: string | null;
  review_by?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface DisclosurePointBody {
  title: string;
  kind: "organisation" | "pair" | "appeal";
  worry?: string | null;
  worry_en?: string | null;
  publish_worry?: boolean | null;
  stance: string;
  stance_en?: string | null;
  publish_stance?: boolean | null;
  basis?: string | null;
  owner?: string | null;
  pr_person?: string | null;
  pr_agreed_on?: string | null;
  reviewed_on?: string | null;
  review_by?: string | null;
}

export interface DisclosurePointList {
  items: DisclosurePoint[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface DisclosurePointPatch {
  title?: string;
  kind?: "organisation" | "pair" | "appeal";
  worry?: string | null;
  worry_en?: string | null;
  publish_worry?: boolean | null;
  stance?: string;
  stance_en?: string | null;
  publish_stance?: boolean | null;
  basis?: string | null;
  owner?: string | null;
  pr_person?: string | null;
  pr_agreed_on?: string | null;
  reviewed_on?: string | null;
  review_by?: string | null;
}

export interface DisclosurePublication {
  id: string;
  number?: string | null;
  version: number;
  name?: string | null;
  issue: Reference;
  place: "securities_report" | "integrated_report" | "website" | "investor_meeting" | "other";
  published_on: string;
  link?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface DisclosurePublicationBody {
  issue: string;
  place: "securities_report" | "integrated_report" | "website" | "investor_meeting" | "other";
  published_on: string;
  link?: string | null;
  note?: string | null;
}

export interface DisclosurePublicationList {
  items: DisclosurePublication[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface DisclosurePublicationPatch {
  place?: "securities_report" | "integrated_report" | "website" | "investor_meeting" | "other";
  published_on?: string;
  link?: string | null;
  note?: string | null;
}

export interface DisclosureWarning {
  place: string;
  pointer: string;
  kind: "version" | "product" | "address" | "vulnerability" | "record" | "count" | "person" | "system";
  found: string;
  reason: string | null;
}

export interface DisclosureWarnings {
  outward: boolean;
  open: number;
  items: DisclosureWarning[];
}

export interface Document {

}

export interface Evidence {
  no: number;
  title: string;
  source: string;
  collected_at: string;
  added_at: string;
  by: string | null;
  holder: string | null;
  place: string | null;
  file: EvidenceFile | null;
  n_events: number;
  events: CustodyEvent[];
}

export interface EvidenceFile {
  name: string;
  size: number;
  sha256: string;
}

export interface EvidenceItem {
  item: string;
  claimed: number | null;
  supported: number | null;
  state: "not_judged" | "supported" | "unsupported";
  rules: EvidenceRuleResult[];
}

export interface EvidenceList {
  items: Evidence[];
  key_sha256: string;
}

export interface EvidenceNewBody {
  title: string;
  source: string;
  collected_at?: string | null;
  holder: string;
  place?: string | null;
  text?: string | null;
}

export interface EvidenceRuleResult {
  rule: string;
  level: number;
  holds: boolean;
  register: string;
  met: number;
  of: number;
  needs: number;
  share: boolean;
  missing: Record<string, string>;
}

export interface EvidenceRules {
  key: string;
  version: string;
  wording: string;
  name: Record<string, string>;
}

export interface EvidenceVerdict {
  judged_on: string;
  rules: EvidenceRules;
  items: EvidenceItem[];
}

export interface Exercise {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  kind: "incident" | "tabletop" | "recovery" | "contact" | "other";
  state: "planned" | "held" | "called_off";
  planned_on: string;
  held_on?: string | null;
  leader?: Reference | null;
  area?: "it" | "ot" | "both" | null;
  style?: "walk" | "decide" | null;
  goal?: string | null;
  minutes?: number | null;
  place?: string | null;
  program?: string | null;
  exercise_day?: boolean | null;
  dummy_mail_on?: string | null;
  report_due?: string | null;
  invited?: number | null;
  attended?: number | null;
  participation?: number | null;
  outcome?: "met" | "partly" | "missed" | null;
  found?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ExerciseAnswer {
  line: string | null;
  by: string;
  text: string;
  at: string;
}

export interface ExerciseBoard {
  runs: boolean;
  role: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out" | null;
  time: ExerciseTime;
  people: ExercisePerson[];
  missing: ExercisePerson[];
  lines: ExerciseLine[];
  answers: ExerciseAnswer[];
  case: string | null;
  feedback: string | null;
  fed_back_at: string | null;
  year_count: number;
  last_on: string | null;
  outcome: "met" | "partly" | "missed" | null;
}

export interface ExerciseBody {
  unit: string;
  title: string;
  kind: "incident" | "tabletop" | "recovery" | "contact" | "other";
  planned_on: string;
  held_on?: string | null;
  leader?: string | null;
  area?: "it" | "ot" | "both" | null;
  style?: "walk" | "decide" | null;
  goal?: string | null;
  minutes?: number | null;
  place?: string | null;
  program?: string | null;
  exercise_day?: boolean | null;
  dummy_mail_on?: string | null;
  report_due?: string | null;
  invited?: number | null;
  attended?: number | null;
  outcome?: "met" | "partly" | "missed" | null;
  found?: string | null;
}

export interface ExerciseCase {
  number: string;
}

export interface ExerciseCaseNewBody {
  severity: "critical" | "high" | "medium" | "low";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
}

export interface ExerciseDay {
  title: string;
  planned_on: string;
}

export interface ExerciseFeedbackBody {
  text: string;
}

export interface ExerciseLine {
  id: string;
  version: number;
  kind: "wish" | "inject" | "goal" | "step" | "point";
  title: string;
  text: string | null;
  expected: string | null;
  minute: number | null;
  by_hand: boolean;
  asks: boolean;
  role: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out" | null;
  unit: Reference | null;
  measure: ExerciseMeasure | null;
  result: "taken" | "left" | "met" | "partly" | "missed" | "stopped" | "detected" | "passed" | null;
  note: string | null;
  made: ExerciseMeasure | null;
  delivered_at: string | null;
  by: string | null;
  written_at: string;
}

export interface ExerciseLineChangeBody {
  title: string;
  text?: string | null;
  expected?: string | null;
  minute?: number | null;
  by_hand?: boolean | null;
  asks?: boolean | null;
  role?: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out" | null;
  unit?: string | null;
  measure?: string | null;
  result?: "taken" | "left" | "met" | "partly" | "missed" | "stopped" | "detected" | "passed" | null;
  note?: string | null;
}

export interface ExerciseLineNewBody {
  kind: "wish" | "inject" | "goal" | "step" | "point";
  title: string;
  text?: string | null;
  expected?: string | null;
  minute?: number | null;
  by_hand?: boolean | null;
  asks?: boolean | null;
  role?: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out" | null;
  unit?: string | null;
  measure?: string | null;
  result?: "taken" | "left" | "met" | "partly" | "missed" | "stopped" | "detected" | "passed" | null;
  note?: string | null;
}

export interface ExerciseList {
  items: Exercise[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ExerciseMeasure {
  id: string;
  title: string;
  state: string | null;
}

export interface ExerciseMeasureMade {
  measure: Reference;
}

export interface ExerciseMeasureNewBody {
  title: string;
  owner?: string | null;
  due?: string | null;
  priority: "high" | "middle" | "low";
}

export interface ExercisePatch {
  unit?: string;
  title?: string;
  kind?: "incident" | "tabletop" | "recovery" | "contact" | "other";
  planned_on?: string;
  held_on?: string | null;
  leader?: string | null;
  area?: "it" | "ot" | "both" | null;
  style?: "walk" | "decide" | null;
  goal?: string | null;
  minutes?: number | null;
  place?: string | null;
  program?: string | null;
  exercise_day?: boolean | null;
  dummy_mail_on?: string | null;
  report_due?: string | null;
  invited?: number | null;
  attended?: number | null;
  outcome?: "met" | "partly" | "missed" | null;
  found?: string | null;
}

export interface ExercisePeopleBody {
  items: ExercisePersonNewBody[];
}

export interface ExercisePerson {
  person: Reference;
  role: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out";
  came: boolean | null;
  answer: "comes" | "absent" | null;
  answer_note: string | null;
  report: string | null;
  reported_at: string | null;
  reflection: string | null;
  learned: boolean | null;
  reflected_at: string | null;
  site_due: string | null;
  site_on: string | null;
  site_result: string | null;
  emergency: boolean;
  last_role: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out" | null;
  last_on: string | null;
}

export interface ExercisePersonNewBody {
  person: string;
  role: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out";
  came?: boolean | null;
}

export interface ExercisePressBody {
  press: "start" | "pause" | "resume" | "end";
}

export interface ExercisePressed {
  time: ExerciseTime;
}

export interface ExerciseTime {
  clock: "not_started" | "running" | "paused" | "ended";
  elapsed_ms: number;
  started_at: string | null;
  ended_at: string | null;
  now: string;
}

export interface Gap {
  key: string;
  section: string;
  text: Record<string, string>;
  own?: Mean | null;
  head_office?: Mean | null;
  last?: Mean | null;
  target?: Mean | null;
  industry?: IndustryComparison | null;
  comparable?: IndustryComparison | null;
  leaders?: IndustryComparison | null;
  n: number;
  below_industry?: number | null;
  below_target?: number | null;
  fell?: number | null;
  measures: GapMeasure[];
}

export interface GapList {
  sheet_key: string;
  items: Gap[];
}

export interface GapMeasure {
  id: string;
  number: string;
  title: string;
  state: string;
  due?: string | null;
  owner?: Reference | null;
}

export interface GapPlan {
  campaign: Reference;
  period: string;
  sheet_key: string;
  currency: string;
  levels: GapPlanLevel[];
  requests: GapPlanRequest[];
  whole: boolean;
  cut: boolean;
}

export interface GapPlanItem {
  key: string;
  section: string;
  text: Record<string, string>;
  own: number;
  aim: number;
  aim_by: "target" | "industry" | "last";
  n_units: number;
  units: GapPlanUnit[];
  measures: GapPlanMeasure[];
}

export interface GapPlanLevel {
  level: number;
  items: GapPlanItem[];
  without_measure: number;
  to_ask: NeedSum;
  granted: NeedSum;
  deferred: NeedSum;
}

export interface GapPlanMeasure {
  id: string;
  number: string;
  title: string;
  state: "proposed" | "approved" | "deferred" | "rejected" | "under_way" | "done" | "reviewed";
  unit: Reference;
  due?: string | null;
  level_to_reach?: number | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  cost_initial?: Money | null;
  cost_low?: Money | null;
  cost_high?: Money | null;
  cost_yearly?: Money | null;
  counts_in: number;
}

export interface GapPlanRequest {
  id: string;
  number: string;
  title: string;
  state: string;
  level_to_reach?: number | null;
  measures: string[];
}

export interface GapPlanUnit {
  unit: Reference;
  level: number;
}

export interface Guest {
  id: string;
  name: string;
  address: string;
  lang: "ja" | "en";
  state: "invited" | "opened" | "entered" | "expired" | "locked" | "revoked" | "erased";
  delegated: boolean;
  sent_at: string;
  sends: number;
  expires_at: string;
  opens: number;
  opened_at?: string | null;
  entered_at?: string | null;
  refused: number;
  refused_at?: string | null;
  tries: number;
  bounced_at?: string | null;
  bounced?: "mailbox" | "domain" | "full" | "policy" | "other" | null;
}

export interface GuestAnswer {
  item: string;
  value?: unknown;
  na_reason?: string | null;
  comment?: string | null;
  guest?: string | null;
  phone: boolean;
  at?: string | null;
  version: number;
}

export interface GuestAnswerBook {
  taken: boolean;
  written_at?: string | null;
  unchanged: number;
  added: number;
  changed: number;
  cleared: number;
  kept: number;
  conflicts: number;
  faults: AnswerBookFault[];
  steps: GuestAnswerBookStep[];
}

export interface GuestAnswerBookStep {
  item: string;
  cell: string;
  change: "unchanged" | "added" | "changed" | "cleared" | "kept" | "conflicts";
  version: number;
  now?: GuestAnswer | null;
  book?: GuestAnswer | null;
}

export interface GuestAnswerSaved {
  answer?: GuestAnswer | null;
  asked: number;
  answered: number;
  hidden: string[];
  missing: string[];
}

export interface GuestCall {
  spoken_with: string;
  held_on: string;
}

export interface GuestCodeAskedBody {
  token: string;
  lang: "ja" | "en";
}

export interface GuestColleague {
  name: string;
  address: string;
  ended: boolean;
}

export interface GuestColleagueBody {
  name: string;
  address: string;
  lang: "ja" | "en";
}

export interface GuestCopiedLast {
  copied: number;
  answers: GuestAnswer[];
  asked: number;
  answered: number;
  hidden: string[];
  missing: string[];
}

export interface GuestEntryBody {
  token: string;
  code: string;
}

export interface GuestErasureBody {
  law: string;
}

export interface GuestInvitationBody {
  name: string;
  address: string;
  lang: "ja" | "en";
}

export interface GuestLetter {
  subject: string;
  text: string;
  sent_at: string;
}

export interface GuestLink {
  organisation: string;
  due: string;
  lang: "ja" | "en";
}

export interface GuestList {
  items: Guest[];
}

export interface GuestMessage {
  item?: string | null;
  text: string;
  ours: boolean;
  guest?: string | null;
  at: string;
}

export interface GuestQuestion {
  id: string;
  item?: string | null;
  kind: string;
  text: string;
  asked_at: string;
  reply?: string | null;
  replied_at?: string | null;
  met: boolean;
}

export interface GuestResponse {
  organisation: string;
  asker?: string | null;
  respondent: string;
  name: string;
  campaign: string;
  note?: string | null;
  due: string;
  days_left: number;
  state: "draft" | "submitted" | "returned" | "accepted";
  version: number;
  may_answer: boolean;
  submitted_at?: string | null;
  return_reason?: string | null;
  asked: number;
  answered: number;
  hidden: string[];
  missing: string[];
  answers: GuestAnswer[];
  last: GuestAnswer[];
  spared: GuestSpared[];
  supplements: GuestSupplement[];
  questions: GuestQuestion[];
  files: AnswerFile[];
  colleagues: GuestColleague[];
  calls: GuestCall[];
  may_correct: boolean;
  may_invite: boolean;
  messages: GuestMessage[];
  may_ask: boolean;
  letters: GuestLetter[];
}

export interface GuestSession {
  csrf: string;
  organisation: string;
  name: string;
}

export interface GuestSpared {
  item: string;
  value?: unknown;
  certificate: string;
  until: string;
}

export interface GuestSupplement {
  item: string;
  text: Record<string, string>;
}

export interface GuestTokenBody {
  token: string;
}

export interface History {
  items: AuditEntry[];
  next: number | null;
}

export interface HollowHint {
  hint: "copied" | "same_level" | "bare_high" | "fast" | "same_files";
  n: number;
  of: number;
}

export interface HollowHints {
  items: HollowHint[];
}

export interface HollowMark {
  reason: "silent" | "goes_on";
  section: string;
  items: string[];
  periods: string[];
  record?: HollowRecord | null;
  n_units: number;
  units: HollowUnit[];
}

export interface HollowMarks {
  items: HollowMark[];
}

export interface HollowRecord {
  register: string;
  id: string;
  number?: string | null;
  title?: string | null;
  day: string;
  says: Record<string, string>;
  remedy: Record<string, string>;
}

export interface HollowUnit {
  unit: Reference;
  response: string;
}

export interface Identity {
  id: string;
  kind: "oidc" | "ldap";
  issuer: string;
  subject: string;
  created_at: string;
  used_at?: string | null;
}

export interface IdentityList {
  items: Identity[];
}

export interface Import {
  id: string;
  register: string;
  name: string;
  state: "read" | "checking" | "checked" | "taking" | "taken" | "undoing" | "undone" | "failed";
  created_at: string;
  taken_at?: string | null;
  undone_at?: string | null;
  rows?: number | null;
  added?: number | null;
  changed?: number | null;
  unchanged?: number | null;
  refused?: number | null;
  more_faults?: number | null;
  undone?: number | null;
  warned?: number | null;
  alike?: number | null;
  more_kept?: number | null;
  format: "csv" | "tsv" | "xlsx";
  sheet?: string | null;
  header_line: number;
  columns: ImportColumn[];
  constants: ImportConstant[] | null;
  key: string | null;
  clear_empty: boolean;
  notices: string[];
  faults: ImportFault[];
  warnings: ImportFault[];
  changes: ImportChange[];
  kept: RecordKept[];
  progress?: number | null;
  error?: string | null;
}

export interface ImportChange {
  line: number;
  action: "added" | "changed";
  number: string | null;
  title: string | null;
  fields: RecordChanged[];
}

export interface ImportColumn {
  no: number;
  header: string;
  samples: string[];
  field: string | null;
  unit?: string | null;
}

export interface ImportCommitBody {
  partial?: boolean | null;
}

export interface ImportConstant {
  field: string;
  value: string;
}

export interface ImportConstantBody {
  field: string;
  value: string;
}

export interface ImportFault {
  line: number;
  column?: number | null;
  field?: string | null;
  message: string;
  value?: string | null;
}

export interface ImportList {
  items: ImportSummary[];
}

export interface ImportMappedBody {
  no: number;
  field: string;
}

export interface ImportMappingBody {
  columns: ImportMappedBody[];
  constants?: ImportConstantBody[] | null;
  key?: string | null;
  clear_empty?: boolean | null;
}

export interface ImportSummary {
  id: string;
  register: string;
  name: string;
  state: "read" | "checking" | "checked" | "taking" | "taken" | "undoing" | "undone" | "failed";
  created_at: string;
  taken_at?: string | null;
  undone_at?: string | null;
  rows?: number | null;
  added?: number | null;
  changed?: number | null;
  unchanged?: number | null;
  refused?: number | null;
  more_faults?: number | null;
  undone?: number | null;
  warned?: number | null;
  alike?: number | null;
  more_kept?: number | null;
}

export interface Incident {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  severity: "critical" | "high" | "medium" | "low";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  priority?: "immediate" | "today" | "planned" | null;
  state: "report" | "containment" | "recovery" | "lessons" | "closed" | "withdrawn";
  drill?: boolean | null;
  lead?: Reference | null;
  detail?: string | null;
  detected_at: string;
  detected_on?: string | null;
  reported_at?: string | null;
  judged_at?: string | null;
  investigation_at?: string | null;
  contained_at?: string | null;
  recovered_at?: string | null;
  closed_at?: string | null;
  cause?: string | null;
  lessons?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface IncidentBody {
  unit: string;
  title: string;
  severity: "critical" | "high" | "medium" | "low";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  priority?: "immediate" | "today" | "planned" | null;
  drill?: boolean | null;
  lead?: string | null;
  detail?: string | null;
  detected_at: string;
  reported_at?: string | null;
  investigation_at?: string | null;
  contained_at?: string | null;
  recovered_at?: string | null;
  cause?: string | null;
  lessons?: string | null;
}

export interface IncidentEntry {
  seq: number;
  kind: "fact" | "decision" | "action" | "note" | "report" | "phase" | "outside";
  text: string;
  state: string | null;
  corrects: number | null;
  corrected_by: number | null;
  happened_at: string;
  written_at: string;
  by: IncidentEntryBy | null;
}

export interface IncidentEntryBy {
  id: string;
  name: string;
}

export interface IncidentEntryNewBody {
  kind: "fact" | "decision" | "action" | "note";
  text: string;
  happened_at?: string | null;
  corrects?: number | null;
}

export interface IncidentList {
  items: Incident[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface IncidentOfReportBody {
  title: string;
  severity: "critical" | "high" | "medium" | "low";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  priority?: "immediate" | "today" | "planned" | null;
  detected_at?: string | null;
  lead?: string | null;
  drill?: boolean | null;
}

export interface IncidentOfReportMade {
  id: string;
  number: string;
}

export interface IncidentPatch {
  unit?: string;
  title?: string;
  severity?: "critical" | "high" | "medium" | "low";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  priority?: "immediate" | "today" | "planned" | null;
  lead?: string | null;
  detail?: string | null;
  detected_at?: string;
  reported_at?: string | null;
  investigation_at?: string | null;
  contained_at?: string | null;
  recovered_at?: string | null;
  cause?: string | null;
  lessons?: string | null;
}

export interface IncidentReport {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title?: string | null;
  what: string;
  noticed_at?: string | null;
  device?: string | null;
  done?: "nothing" | "opened" | "entered" | "ran" | "lost" | "unsure" | null;
  contact?: string | null;
  source: "staff" | "customer" | "supplier" | "soc" | "authority" | "finder" | "monitoring" | "other";
  source_name?: string | null;
  reporter?: Reference | null;
  state: "new" | "incident" | "dismissed";
  incident?: string | null;
  answer?: string | null;
  received_at?: string | null;
  triaged_at?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface IncidentReportBody {
  unit: string;
  what: string;
  noticed_at?: string | null;
  device?: string | null;
  done?: "nothing" | "opened" | "entered" | "ran" | "lost" | "unsure" | null;
  contact?: string | null;
  source: "staff" | "customer" | "supplier" | "soc" | "authority" | "finder" | "monitoring" | "other";
  source_name?: string | null;
  reporter?: string | null;
}

export interface IncidentReportList {
  items: IncidentReport[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface IncidentReportPatch {
  unit?: string;
  what?: string;
  noticed_at?: string | null;
  device?: string | null;
  done?: "nothing" | "opened" | "entered" | "ran" | "lost" | "unsure" | null;
  contact?: string | null;
  source?: "staff" | "customer" | "supplier" | "soc" | "authority" | "finder" | "monitoring" | "other";
  source_name?: string | null;
}

export interface IncidentThanks {
  waiting: number;
  thanked: number;
}

export interface IncidentThanksMade {
  told: number;
}

export interface IncidentThanksNewBody {
  text: string;
}

export interface IncidentTimeline {
  items: IncidentEntry[];
  last: number;
}

export interface Indicator {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  perspective: "finance" | "customer" | "process" | "learning";
  question?: string | null;
  source: "manual" | "finds_value" | "mean_maturity" | "component_maturity" | "high_risks" | "undecided_risks" | "lapsed_acceptances" | "late_measures" | "done_measures" | "expected_loss" | "budget_used" | "verified_claims" | "outside_score" | "outside_lead" | "exercises_held" | "trainings_held" | "late_findings" | "suppliers_concern" | "sites_late" | "requests_received" | "requests_open" | "requests_late" | "request_days" | "investigation_hours" | "incidents" | "grave_incidents";
  figure?: "count" | "percent" | "level" | "points" | "yen" | "hours" | "days" | "people" | null;
  direction?: "higher" | "lower" | null;
  target?: number | null;
  green?: number | null;
  amber?: number | null;
  cycle: "month" | "quarter" | "fiscal_year";
  owner?: Reference | null;
  judged?: string | null;
  comment?: string | null;
  measured_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface IndicatorBody {
  title: string;
  perspective: "finance" | "customer" | "process" | "learning";
  question?: string | null;
  source: "manual" | "finds_value" | "mean_maturity" | "component_maturity" | "high_risks" | "undecided_risks" | "lapsed_acceptances" | "late_measures" | "done_measures" | "expected_loss" | "budget_used" | "verified_claims" | "outside_score" | "outside_lead" | "exercises_held" | "trainings_held" | "late_findings" | "suppliers_concern" | "sites_late" | "requests_received" | "requests_open" | "requests_late" | "request_days" | "investigation_hours" | "incidents" | "grave_incidents";
  figure?: "count" | "percent" | "level" | "points" | "yen" | "hours" | "days" | "people" | null;
  direction?: "higher" | "lower" | null;
  target?: number | null;
  green?: number | null;
  amber?: number | null;
  cycle: "month" | "quarter" | "fiscal_year";
  owner?: string | null;
  judged?: string | null;
  comment?: string | null;
}

export interface IndicatorCause {
  id: string;
  number?: string | null;
  version: number;
  name?: string | null;
  cause: Reference;
  effect: Reference;
  reason?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface IndicatorCauseBody {
  cause: string;
  effect: string;
  reason?: string | null;
}

export interface IndicatorCauseList {
  items: IndicatorCause[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface IndicatorCausePatch {
  reason?: string | null;
}

export interface IndicatorList {
  items: Indicator[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface IndicatorPatch {
  title?: string;
  perspective?: "finance" | "customer" | "process" | "learning";
  question?: string | null;
  source?: "manual" | "finds_value" | "mean_maturity" | "component_maturity" | "high_risks" | "undecided_risks" | "lapsed_acceptances" | "late_measures" | "done_measures" | "expected_loss" | "budget_used" | "verified_claims" | "outside_score" | "outside_lead" | "exercises_held" | "trainings_held" | "late_findings" | "suppliers_concern" | "sites_late" | "requests_received" | "requests_open" | "requests_late" | "request_days" | "investigation_hours" | "incidents" | "grave_incidents";
  figure?: "count" | "percent" | "level" | "points" | "yen" | "hours" | "days" | "people" | null;
  direction?: "higher" | "lower" | null;
  target?: number | null;
  green?: number | null;
  amber?: number | null;
  cycle?: "month" | "quarter" | "fiscal_year";
  owner?: string | null;
  judged?: string | null;
  comment?: string | null;
}

export interface IndicatorValue {
  id: string;
  number?: string | null;
  version: number;
  name?: string | null;
  indicator: Reference;
  period_end: string;
  value?: number | null;
  records?: number | null;
  unit_price?: number | null;
  origin?: "typed" | "computed" | null;
  comment?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface IndicatorValueBody {
  indicator: string;
  period_end: string;
  value?: number | null;
  records?: number | null;
  comment?: string | null;
}

export interface IndicatorValueList {
  items: IndicatorValue[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface IndicatorValuePatch {
  value?: number | null;
  records?: number | null;
  comment?: string | null;
}

export interface IndustryAverage {
  id: string;
  number?: string | null;
  version: number;
  sheet_key: string;
  industry: "agriculture" | "construction" | "manufacturing" | "utility" | "information" | "transport" | "wholesale" | "retail" | "finance" | "real_estate" | "professional" | "hospitality" | "education" | "medical" | "public" | "other";
  level_line?: "industry" | "comparable" | "leaders" | null;
  section_key?: string | null;
  item_key?: string | null;
  mean: number;
  n?: number | null;
  source: string;
  as_of: string;
  sample?: boolean | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface IndustryAverageBody {
  sheet_key: string;
  industry: "agriculture" | "construction" | "manufacturing" | "utility" | "information" | "transport" | "wholesale" | "retail" | "finance" | "real_estate" | "professional" | "hospitality" | "education" | "medical" | "public" | "other";
  level_line?: "industry" | "comparable" | "leaders" | null;
  section_key?: string | null;
  item_key?: string | null;
  mean: number;
  n?: number | null;
  source: string;
  as_of: string;
  sample?: boolean | null;
}

export interface IndustryAverageList {
  items: IndustryAverage[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface IndustryAveragePatch {
  sheet_key?: string;
  industry?: "agriculture" | "construction" | "manufacturing" | "utility" | "information" | "transport" | "wholesale" | "retail" | "finance" | "real_estate" | "professional" | "hospitality" | "education" | "medical" | "public" | "other";
  level_line?: "industry" | "comparable" | "leaders" | null;
  section_key?: string | null;
  item_key?: string | null;
  mean?: number;
  n?: number | null;
  source?: string;
  as_of?: string;
  sample?: boolean | null;
}

export interface IndustryComparison {
  mean: number;
  n?: number | null;
  source: string;
  as_of: string;
  sample: boolean;
  of_section: boolean;
}

export interface InformationAsset {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  business?: string | null;
  content?: string | null;
  owner?: Reference | null;
  users?: string | null;
  medium?: "paper" | "removable" | "office_pc" | "mobile" | "own_server" | "outside_server" | "other" | null;
  place?: string | null;
  system?: Reference | null;
  personal_data?: boolean | null;
  sensitive_data?: boolean | null;
  specific_data?: boolean | null;
  personal_count?: number | null;
  scale?: "one_to_three" | "zero_to_two" | null;
  confidentiality?: number | null;
  integrity?: number | null;
  availability?: number | null;
  importance?: "high" | "middle" | "low" | null;
  retention?: string | null;
  registered_on?: string | null;
  stocktaken_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface InformationAssetBody {
  unit: string;
  name: string;
  business?: string | null;
  content?: string | null;
  owner?: string | null;
  users?: string | null;
  medium?: "paper" | "removable" | "office_pc" | "mobile" | "own_server" | "outside_server" | "other" | null;
  place?: string | null;
  system?: string | null;
  personal_data?: boolean | null;
  sensitive_data?: boolean | null;
  specific_data?: boolean | null;
  personal_count?: number | null;
  scale?: "one_to_three" | "zero_to_two" | null;
  confidentiality?: number | null;
  integrity?: number | null;
  availability?: number | null;
  retention?: string | null;
  registered_on?: string | null;
  stocktaken_on?: string | null;
  note?: string | null;
}

export interface InformationAssetList {
  items: InformationAsset[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface InformationAssetPatch {
  unit?: string;
  name?: string;
  business?: string | null;
  content?: string | null;
  owner?: string | null;
  users?: string | null;
  medium?: "paper" | "removable" | "office_pc" | "mobile" | "own_server" | "outside_server" | "other" | null;
  place?: string | null;
  system?: string | null;
  personal_data?: boolean | null;
  sensitive_data?: boolean | null;
  specific_data?: boolean | null;
  personal_count?: number | null;
  scale?: "one_to_three" | "zero_to_two" | null;
  confidentiality?: number | null;
  integrity?: number | null;
  availability?: number | null;
  retention?: string | null;
  registered_on?: string | null;
  stocktaken_on?: string | null;
  note?: string | null;
}

export interface Inquiry {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  asker: string;
  asker_kind: "customer" | "shareholder" | "insurer" | "buyer" | "authority" | "other";
  state: "received" | "answering" | "approved" | "answered" | "declined";
  received: string;
  due?: string | null;
  owner?: Reference | null;
  sheet_key?: string | null;
  campaign?: string | null;
  told?: string | null;
  told_to?: string | null;
  told_on?: string | null;
  findings?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface InquiryBody {
  title: string;
  asker: string;
  asker_kind: "customer" | "shareholder" | "insurer" | "buyer" | "authority" | "other";
  received: string;
  due?: string | null;
  owner?: string | null;
  sheet_key?: string | null;
  campaign?: string | null;
  told?: string | null;
  told_to?: string | null;
  told_on?: string | null;
  findings?: string | null;
  note?: string | null;
}

export interface InquiryBook {
  name: string;
  size: number;
  words: InquiryWords;
  sheets: InquirySheet[];
  questions: number;
  open: number;
}

export interface InquiryBookHeld {
  book: InquiryBook | null;
}

export interface InquiryCells {
  columns: string[];
  lines: InquiryLine[];
  more: boolean;
}

export interface InquiryLine {
  line: number;
  cells: string[];
}

export interface InquiryList {
  items: Inquiry[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface InquiryMarkBody {
  sheet: string;
  question?: string | null;
  answer?: string | null;
  remark?: string | null;
  first_line?: number | null;
}

export interface InquiryPatch {
  title?: string;
  asker?: string;
  asker_kind?: "customer" | "shareholder" | "insurer" | "buyer" | "authority" | "other";
  received?: string;
  due?: string | null;
  owner?: string | null;
  sheet_key?: string | null;
  campaign?: string | null;
  told?: string | null;
  told_to?: string | null;
  told_on?: string | null;
  findings?: string | null;
  note?: string | null;
}

export interface InquiryRow {
  id: string;
  sheet: string;
  line: number;
  question: string;
  cell: "free" | "formula" | "locked" | "shared" | "no_sheet";
  remark_cell: "free" | "formula" | "locked" | "shared" | "no_sheet" | null;
  state: "open" | "proposed" | "confirmed" | "blank";
  why: "earlier" | "alike" | null;
  likeness: number | null;
  earlier: InquiryRowEarlier | null;
  statement: InquiryRowStatement | null;
  answer: "yes" | "partly" | "no" | "not_applicable" | "text" | null;
  text: string | null;
  remark: string | null;
  changed: boolean;
  confirmed_at: string | null;
  confirmed_by: Reference | null;
  version: number;
}

export interface InquiryRowBody {
  state: "open" | "proposed" | "confirmed" | "blank";
  statement?: string | null;
  answer?: "yes" | "partly" | "no" | "not_applicable" | "text" | null;
  text?: string | null;
  remark?: string | null;
}

export interface InquiryRowEarlier {
  id: string;
  number: string | null;
  title: string;
  asker: string;
}

export interface InquiryRowStatement {
  id: string;
  number: string | null;
  question: string;
  state: string;
  answer: "yes" | "partly" | "no" | "not_applicable" | "text";
  detail: string | null;
  valid_until: string | null;
}

export interface InquiryRows {
  items: InquiryRow[];
}

export interface InquirySheet {
  name: string;
  hidden: boolean;
  question: string | null;
  answer: string | null;
  remark: string | null;
  first_line: number | null;
  choices: string | null;
}

export interface InquiryWords {
  yes: string;
  partly: string;
  no: string;
  not_applicable: string;
}

export interface InquiryWordsBody {
  yes: string;
  partly: string;
  no: string;
  not_applicable: string;
}

export interface InsuranceCover {
  form: "response" | "interruption" | "personal_data" | "liability" | "ransom" | "recovery" | "penalty" | "reputation";
  limit?: number | null;
  note?: string | null;
}

export interface InsuranceCoverBody {
  form: "response" | "interruption" | "personal_data" | "liability" | "ransom" | "recovery" | "penalty" | "reputation";
  limit?: number | null;
  note?: string | null;
}

export interface InsuranceExclusion {
  scenario: string;
  note?: string | null;
}

export interface InsuranceExclusionBody {
  scenario: string;
  note?: string | null;
}

export interface InsuranceOrder {
  work: string;
  vendor: string;
  limit?: number | null;
  approved_on?: string | null;
  approved_by?: string | null;
}

export interface InsuranceOrderBody {
  work: string;
  vendor: string;
  limit?: number | null;
  approved_on?: string | null;
  approved_by?: string | null;
}

export interface InsurancePolicy {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  insurer?: string | null;
  policy_no?: string | null;
  left_out?: boolean | null;
  starts_on?: string | null;
  ends_on?: string | null;
  owner?: Reference | null;
  premium?: Money | null;
  covers: InsuranceCover[];
  event_limit?: Money | null;
  year_limit?: Money | null;
  deductible?: Money | null;
  waiting_hours?: number | null;
  leak_only?: boolean | null;
  excludes?: InsuranceExclusion[] | null;
  exclusions?: string | null;
  contact?: string | null;
  start_hours?: number | null;
  services?: InsuranceService[] | null;
  vendor_orders?: InsuranceOrder[] | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface InsurancePolicyBody {
  title: string;
  insurer?: string | null;
  policy_no?: string | null;
  left_out?: boolean | null;
  starts_on?: string | null;
  ends_on?: string | null;
  owner?: string | null;
  premium?: MoneyBody | null;
  covers: InsuranceCoverBody[];
  event_limit?: MoneyBody | null;
  year_limit?: MoneyBody | null;
  deductible?: MoneyBody | null;
  waiting_hours?: number | null;
  leak_only?: boolean | null;
  excludes?: InsuranceExclusionBody[] | null;
  exclusions?: string | null;
  contact?: string | null;
  start_hours?: number | null;
  services?: InsuranceServiceBody[] | null;
  vendor_orders?: InsuranceOrderBody[] | null;
}

export interface InsurancePolicyList {
  items: InsurancePolicy[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface InsurancePolicyPatch {
  title?: string;
  insurer?: string | null;
  policy_no?: string | null;
  left_out?: boolean | null;
  starts_on?: string | null;
  ends_on?: string | null;
  owner?: string | null;
  premium?: MoneyBody | null;
  covers?: InsuranceCoverBody[];
  event_limit?: MoneyBody | null;
  year_limit?: MoneyBody | null;
  deductible?: MoneyBody | null;
  waiting_hours?: number | null;
  leak_only?: boolean | null;
  excludes?: InsuranceExclusionBody[] | null;
  exclusions?: string | null;
  contact?: string | null;
  start_hours?: number | null;
  services?: InsuranceServiceBody[] | null;
  vendor_orders?: InsuranceOrderBody[] | null;
}

export interface InsuranceService {
  phase: "detect" | "report" | "contain" | "recover";
  service: string;
  contact?: string | null;
}

export interface InsuranceServiceBody {
  phase: "detect" | "report" | "contain" | "recover";
  service: string;
  contact?: string | null;
}

export interface Ioc {
  no: number;
  type: "md5" | "sha1" | "sha256" | "ipv4" | "ipv6" | "url" | "email" | "file" | "domain" | "other";
  value: string;
  shown: string;
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  first_seen: string | null;
  note: string | null;
  added_at: string;
  by: string | null;
  dropped_at: string | null;
  dropped_reason: string | null;
  others: string[];
}

export interface IocDropBody {
  reason: string;
}

export interface IocList {
  items: Ioc[];
}

export interface IocMade {
  made: number;
  there: number;
}

export interface IocNewBody {
  text: string;
  type?: "md5" | "sha1" | "sha256" | "ipv4" | "ipv6" | "url" | "email" | "file" | "domain" | "other" | null;
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  first_seen?: string | null;
  note?: string | null;
}

export interface IocShareBody {
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  notes?: boolean | null;
}

export interface ItemResult {
  key: string;
  section: string;
  text: Record<string, string>;
  own?: Mean | null;
  head_office?: Mean | null;
  last?: Mean | null;
  target?: Mean | null;
  industry?: IndustryComparison | null;
  comparable?: IndustryComparison | null;
  leaders?: IndustryComparison | null;
  n: number;
}

export interface Job {
  id: string;
  kind: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  progress: number;
  message?: string | null;
  attempts: number;
  result?: unknown;
  created_at: string;
  updated_at: string;
}

export interface JobList {
  items: Job[];
}

export interface JointAdoption {
  id: string;
  number?: string | null;
  version: number;
  name?: string | null;
  measure: Reference;
  supplier: Reference;
  class?: "a" | "b" | "c" | "d" | null;
  state: "asked" | "agreed" | "doing" | "not_doing";
  since?: string | null;
  evidence?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface JointAdoptionBody {
  measure: string;
  supplier: string;
  state: "asked" | "agreed" | "doing" | "not_doing";
  since?: string | null;
  evidence?: string | null;
  note?: string | null;
}

export interface JointAdoptionList {
  items: JointAdoption[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface JointAdoptionPatch {
  state?: "asked" | "agreed" | "doing" | "not_doing";
  since?: string | null;
  evidence?: string | null;
  note?: string | null;
}

export interface JointAsked {
  made: number;
  left: number;
}

export interface JointAskingBody {
  measure: string;
  meeting?: string | null;
  class?: "a" | "b" | "c" | "d" | null;
}

export interface JointGrid {
  measures: JointGridMeasure[];
  items: JointGridFirm[];
  next: string | null;
}

export interface JointGridCell {
  id: string;
  number: string;
  measure: string;
  version: number;
  state: "asked" | "agreed" | "doing" | "not_doing";
  since: string | null;
  evidence: boolean;
}

export interface JointGridCount {
  class: "a" | "b" | "c" | "d" | null;
  state: "asked" | "agreed" | "doing" | "not_doing";
  n: number;
}

export interface JointGridFirm {
  name: string;
  class: "a" | "b" | "c" | "d" | null;
  cells: JointGridCell[];
}

export interface JointGridMeasure {
  id: string;
  number: string;
  title: string;
  because: string;
  kind: string;
  counts: JointGridCount[];
}

export interface JointMeasure {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  because: string;
  kind: "measure" | "notice" | "drill";
  free?: boolean | null;
  state: "proposed" | "running" | "ended";
  agreed_on?: string | null;
  meeting?: Reference | null;
  owner?: Reference | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface JointMeasureBody {
  title: string;
  because: string;
  kind: "measure" | "notice" | "drill";
  free?: boolean | null;
  agreed_on?: string | null;
  meeting?: string | null;
  owner?: string | null;
  note?: string | null;
}

export interface JointMeasureList {
  items: JointMeasure[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface JointMeasurePatch {
  title?: string;
  because?: string;
  kind?: "measure" | "notice" | "drill";
  free?: boolean | null;
  agreed_on?: string | null;
  meeting?: string | null;
  owner?: string | null;
  note?: string | null;
}

export interface KnowledgeArticle {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  kind: "own_incident" | "sign" | "outside_incident" | "threat" | "solution";
  state: "draft" | "published" | "retired";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  happened_on?: string | null;
  summary?: string | null;
  signs?: string | null;
  cause?: string | null;
  response?: string | null;
  lessons?: string | null;
  source?: string | null;
  owner?: Reference | null;
  reviewed_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface KnowledgeArticleBody {
  title: string;
  kind: "own_incident" | "sign" | "outside_incident" | "threat" | "solution";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  happened_on?: string | null;
  summary?: string | null;
  signs?: string | null;
  cause?: string | null;
  response?: string | null;
  lessons?: string | null;
  source?: string | null;
  owner?: string | null;
  reviewed_on?: string | null;
}

export interface KnowledgeArticleList {
  items: KnowledgeArticle[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface KnowledgeArticlePatch {
  title?: string;
  kind?: "own_incident" | "sign" | "outside_incident" | "threat" | "solution";
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  happened_on?: string | null;
  summary?: string | null;
  signs?: string | null;
  cause?: string | null;
  response?: string | null;
  lessons?: string | null;
  source?: string | null;
  owner?: string | null;
  reviewed_on?: string | null;
}

export interface KnownThreat {
  key: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force";
  group: "web_defacement" | "ransomware" | "ddos" | "targeted" | "supply_chain" | "vulnerability" | "insider" | "carelessness" | "fraud" | "other";
  rank: number | null;
  ranked_before: boolean;
  threat: Reference | null;
}

export interface KnownThreatList {
  name: Record<string, string>;
  published: string | null;
  items: KnownThreat[];
}

export interface KnownThreatMade {
  id: string;
  number: string;
  name: string;
}

export interface KnownThreatTakingBody {
  keys: string[];
}

export interface KnownThreatsTaken {
  items: KnownThreatMade[];
}

export interface LastResponse {
  campaign: Reference;
  period: string;
  answers: Answer[];
}

export interface LayerProtection {
  id: string;
  number: string;
  name: string;
  status: "in_place" | "planned" | "missing";
  place: "system" | "segment" | "company";
  measure?: Reference | null;
  measure_state?: "proposed" | "approved" | "deferred" | "rejected" | "under_way" | "done" | "reviewed" | null;
}

export interface LdapProvider {
  version: number;
  secret_set: boolean;
  enabled: boolean;
  url?: string | null;
  start_tls?: boolean | null;
  base?: string | null;
  bind_dn?: string | null;
  filter?: string | null;
  mail_attribute?: string | null;
  name_attribute?: string | null;
  group_attribute?: string | null;
  group_filter?: string | null;
  by_login?: boolean | null;
  by_mail?: boolean | null;
  create?: boolean | null;
  sync_roles?: boolean | null;
  roles?: ProviderRole[] | null;
}

export interface LdapProviderChangeBody {
  enabled: boolean;
  url?: string | null;
  start_tls?: boolean | null;
  base?: string | null;
  bind_dn?: string | null;
  filter?: string | null;
  mail_attribute?: string | null;
  name_attribute?: string | null;
  group_attribute?: string | null;
  group_filter?: string | null;
  by_login?: boolean | null;
  by_mail?: boolean | null;
  secret?: string | null;
  create?: boolean | null;
  sync_roles?: boolean | null;
  roles?: ProviderRoleBody[] | null;
}

export interface LinkBody {
  kind: "relates" | "causes" | "treats" | "requires" | "evidence" | "repeats";
  register: string;
  record: string;
}

export interface LossAvoided {
  run: LossAvoidedRun | null;
  items: LossAvoidedByMeasure[];
  together: LossAvoidedTogether | null;
}

export interface LossAvoidedByMeasure {
  measure: string;
  avoided: number;
  standard_error: number;
  cost: number | null;
  per_yen: number | null;
}

export interface LossAvoidedRun {
  id: string;
  number: string;
  seed: number;
  years: number;
  ended_at: string;
}

export interface LossAvoidedTogether {
  avoided: number;
  standard_error: number;
  cost: number | null;
  per_yen: number | null;
}

export interface LossCause {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  frequency: LossQuantity;
  frequency_basis?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface LossCauseBody {
  title: string;
  frequency: LossQuantityBody;
  frequency_basis?: string | null;
}

export interface LossCauseList {
  items: LossCause[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface LossCausePatch {
  title?: string;
  frequency?: LossQuantityBody;
  frequency_basis?: string | null;
}

export interface LossEstimate {
  quick_per_record: number;
  quick: number;
  per_person: number;
  personal_data: number;
  board: LossEstimateBoard;
  factors: LossEstimateFactors;
  items: LossEstimateItem[];
  costs: LossEstimateCost[];
  quick_source: string;
  jo_source: string;
  jcic_source: string;
}

export interface LossEstimateBoard {
  personal_data: number;
  interruption: number;
  penalty: number;
  response: number;
  profit: number;
  market_value: number;
  direct: number;
  indirect: number;
}

export interface LossEstimateCost {
  key: string;
  form: "response" | "interruption" | "personal_data" | "liability" | "ransom" | "recovery" | "penalty" | "reputation";
  name: Record<string, string>;
  per: string;
  low: number;
  high: number;
  source: Record<string, string>;
}

export interface LossEstimateFactors {
  stop_days: number;
  fine_share: number;
  fine_least: number;
  response: number;
  profit_share: number;
  market_share: number;
}

export interface LossEstimateItem {
  key: string;
  name: Record<string, string>;
  mental: number;
  economic: number;
}

export interface LossEstimateNewBody {
  records?: number | null;
  items?: string[] | null;
  identifiability?: "easy" | "some" | "hard" | null;
  high_responsibility?: boolean | null;
  handling?: "proper" | "improper" | "unknown" | null;
  sales_a_day?: number | null;
  world_sales?: number | null;
  fined?: boolean | null;
  net_profit?: number | null;
  market_value?: number | null;
}

export interface LossLimit {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  loss: Money;
  probability: number;
  decided_on?: string | null;
  decided_by?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface LossLimitBody {
  title: string;
  loss: MoneyBody;
  probability: number;
  decided_on?: string | null;
  decided_by?: string | null;
}

export interface LossLimitList {
  items: LossLimit[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface LossLimitPatch {
  title?: string;
  loss?: MoneyBody;
  probability?: number;
  decided_on?: string | null;
  decided_by?: string | null;
}

export interface LossQuantity {
  shape: "fixed" | "uniform" | "pert" | "lognormal";
  value?: number | null;
  low?: number | null;
  likely?: number | null;
  high?: number | null;
}

export interface LossQuantityBody {
  shape: "fixed" | "uniform" | "pert" | "lognormal";
  value?: number | null;
  low?: number | null;
  likely?: number | null;
  high?: number | null;
}

export interface LossRun {
  id: string;
  number: string;
  seed: number;
  years: number;
  repeats?: LossRunRepeat | null;
  job: string;
  asked_by?: string | null;
  created_at: string;
  ended_at?: string | null;
  ms?: number | null;
  digest?: string | null;
  mean?: number | null;
  p95?: number | null;
}

export interface LossRunAsked {
  id: string;
  number: string;
  job: string;
}

export interface LossRunList {
  items: LossRun[];
}

export interface LossRunNewBody {
  repeat?: string | null;
  seed?: number | null;
  years?: number | null;
}

export interface LossRunRepeat {
  id: string;
  number: string;
  same?: boolean | null;
}

export interface LossRunSource {
  register: string;
  id: string;
  number: string;
  title: string;
  version: number;
}

export interface LossRunWhole {
  id: string;
  number: string;
  seed: number;
  years: number;
  repeats?: LossRunRepeat | null;
  job: string;
  asked_by?: string | null;
  created_at: string;
  ended_at?: string | null;
  ms?: number | null;
  digest?: string | null;
  mean?: number | null;
  p95?: number | null;
  sources: LossRunSource[];
  model: unknown;
  result?: unknown;
}

export interface LossScenario {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  left_out?: boolean | null;
  leak?: boolean | null;
  description?: string | null;
  frequency: LossQuantity;
  frequency_basis?: string | null;
  items: LossScenarioItem[];
  causes?: LossScenarioCause[] | null;
  effects?: LossScenarioEffect[] | null;
  owner?: Reference | null;
  reviewed_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface LossScenarioBody {
  title: string;
  left_out?: boolean | null;
  leak?: boolean | null;
  description?: string | null;
  frequency: LossQuantityBody;
  frequency_basis?: string | null;
  items: LossScenarioItemBody[];
  causes?: LossScenarioCauseBody[] | null;
  effects?: LossScenarioEffectBody[] | null;
  owner?: string | null;
  reviewed_on?: string | null;
}

export interface LossScenarioCause {
  cause: string;
  probability: number;
}

export interface LossScenarioCauseBody {
  cause: string;
  probability: number;
}

export interface LossScenarioEffect {
  measure: string;
  frequency?: number | null;
  loss?: number | null;
  forms?: string[] | null;
}

export interface LossScenarioEffectBody {
  measure: string;
  frequency?: number | null;
  loss?: number | null;
  forms?: string[] | null;
}

export interface LossScenarioItem {
  form: "response" | "interruption" | "personal_data" | "liability" | "ransom" | "recovery" | "penalty" | "reputation";
  name?: string | null;
  basis?: string | null;
  probability?: number | null;
  amount: LossQuantity;
  units?: LossQuantity | null;
}

export interface LossScenarioItemBody {
  form: "response" | "interruption" | "personal_data" | "liability" | "ransom" | "recovery" | "penalty" | "reputation";
  name?: string | null;
  basis?: string | null;
  probability?: number | null;
  amount: LossQuantityBody;
  units?: LossQuantityBody | null;
}

export interface LossScenarioList {
  items: LossScenario[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface LossScenarioPatch {
  title?: string;
  left_out?: boolean | null;
  leak?: boolean | null;
  description?: string | null;
  frequency?: LossQuantityBody;
  frequency_basis?: string | null;
  items?: LossScenarioItemBody[];
  causes?: LossScenarioCauseBody[] | null;
  effects?: LossScenarioEffectBody[] | null;
  owner?: string | null;
  reviewed_on?: string | null;
}

export interface Mail {
  id: string;
  kind: string;
  address: string;
  account?: MailAccount | null;
  state: "queued" | "sent" | "failed" | "expired" | "held" | "returned";
  attempts: number;
  fault?: string | null;
  created_at: string;
  next_at?: string | null;
  ended_at?: string | null;
}

export interface MailAccount {
  id: string;
  name: string;
}

export interface MailBounce {
  at: string;
  reason: "mailbox" | "domain" | "full" | "policy" | "other";
  fault: string;
}

export interface MailLinkAsked {
  organisation: string;
}

export interface MailLinkTokenBody {
  token: string;
}

export interface MailList {
  items: Mail[];
  next?: string | null;
}

export interface MailStatus {
  on: boolean;
  server?: string | null;
  from?: string | null;
  tls?: string | null;
  waiting: number;
  failed: number;
  held: number;
  returned: number;
  return_address?: string | null;
  return_box?: string | null;
  sent_at?: string | null;
  own_address?: string | null;
}

export interface MailWarning {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  looks: string;
  sender?: string | null;
  links?: string | null;
  todo: string;
  seen_on?: string | null;
  seen_by?: Reference | null;
  measure?: Reference | null;
  sent_on?: string | null;
  sent_to?: number | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface MailWarningBody {
  title: string;
  looks: string;
  sender?: string | null;
  links?: string | null;
  todo: string;
  seen_on?: string | null;
  seen_by?: string | null;
  measure?: string | null;
  note?: string | null;
}

export interface MailWarningFirm {
  id: string;
  name: string;
  contact: string | null;
  address: string;
  sent_at: string;
  sent_by: string | null;
  bounced: boolean;
  site: boolean;
}

export interface MailWarningFirms {
  mail: boolean;
  items: MailWarningFirm[];
  next: string | null;
}

export interface MailWarningJob {
  job: string;
}

export interface MailWarningList {
  items: MailWarning[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface MailWarningPatch {
  title?: string;
  looks?: string;
  sender?: string | null;
  links?: string | null;
  todo?: string;
  seen_on?: string | null;
  seen_by?: string | null;
  measure?: string | null;
  note?: string | null;
}

export interface MailWarningSendingBody {
  to: "partners" | "class" | "all" | "only" | "sites";
  class?: "a" | "b" | "c" | "d" | null;
  only?: string[] | null;
}

export interface ManualEdition {
  edition: number;
  title: string;
  topic: "handling" | "escalation" | "department" | "vendor" | "false_information" | "exercise" | "other";
  body: string;
  changes: string | null;
  approved_at: string;
  approved_by: string | null;
  ended_at: string | null;
}

export interface ManualEditions {
  items: ManualEdition[];
}

export interface ManualFeedback {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  page: Reference;
  kind: "missing" | "wrong" | "unclear" | "no_help" | "helped";
  used_in: "incident" | "exercise" | "talk" | "other";
  exercise?: Reference | null;
  detail?: string | null;
  proposal?: string | null;
  said_by?: Reference | null;
  said_on?: string | null;
  state: "open" | "taken" | "declined";
  answer?: string | null;
  of_edition?: number | null;
  settled_edition?: number | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ManualFeedbackBody {
  unit: string;
  title: string;
  page: string;
  kind: "missing" | "wrong" | "unclear" | "no_help" | "helped";
  used_in: "incident" | "exercise" | "talk" | "other";
  exercise?: string | null;
  detail?: string | null;
  proposal?: string | null;
  said_by?: string | null;
  said_on?: string | null;
}

export interface ManualFeedbackList {
  items: ManualFeedback[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ManualFeedbackPatch {
  unit?: string;
  title?: string;
  kind?: "missing" | "wrong" | "unclear" | "no_help" | "helped";
  used_in?: "incident" | "exercise" | "talk" | "other";
  exercise?: string | null;
  detail?: string | null;
  proposal?: string | null;
  said_by?: string | null;
  said_on?: string | null;
}

export interface ManualPage {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  position: number;
  topic: "handling" | "escalation" | "department" | "vendor" | "false_information" | "exercise" | "other";
  state: "draft" | "in_force" | "withdrawn";
  body: string;
  changes?: string | null;
  edition?: number | null;
  approved_on?: string | null;
  owner?: Reference | null;
  review_by?: string | null;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ManualPageBody {
  title: string;
  position: number;
  topic: "handling" | "escalation" | "department" | "vendor" | "false_information" | "exercise" | "other";
  body: string;
  changes?: string | null;
  owner?: string | null;
  review_by?: string | null;
  source?: string | null;
}

export interface ManualPageInForce {
  id: string;
  number: string;
  revising: boolean;
  waiting: number;
  edition: number;
  title: string;
  topic: "handling" | "escalation" | "department" | "vendor" | "false_information" | "exercise" | "other";
  body: string;
  changes: string | null;
  approved_at: string;
  approved_by: string | null;
  ended_at: string | null;
}

export interface ManualPageList {
  items: ManualPage[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ManualPagePatch {
  title?: string;
  position?: number;
  topic?: "handling" | "escalation" | "department" | "vendor" | "false_information" | "exercise" | "other";
  body?: string;
  changes?: string | null;
  owner?: string | null;
  review_by?: string | null;
  source?: string | null;
}

export interface Mapping {
  key: string;
  version: string;
  built_in: boolean;
  name: SheetTexts;
  publisher: string;
  wording: "own" | "source" | "adapted";
  from: string;
  to: string;
  n_pairs: number;
  description?: unknown;
  licence?: string | null;
  source?: string | null;
  pairs: MappingPairShown[];
  from_side: MappingSide;
  to_side: MappingSide;
}

export interface MappingBrief {
  key: string;
  version: string;
  built_in: boolean;
  name: SheetTexts;
  publisher: string;
  wording: "own" | "source" | "adapted";
  from: string;
  to: string;
  n_pairs: number;
  pairs?: MappingPairShown[] | null;
}

export interface MappingCoverGroup {
  key: string;
  name: SheetTexts;
  items: number;
  equal: number;
  superset: number;
  subset: number;
  intersect: number;
}

export interface MappingCoverItem {
  key: string;
  group?: string | null;
  relation?: "equal" | "superset" | "subset" | "intersect" | null;
}

export interface MappingDocument {
  format: "kaname-mapping/1";
  key: string;
  version: string;
  publisher: string;
  licence?: string | null;
  wording: "own" | "source" | "adapted";
  source?: string | null;
  name: SheetTexts;
  description?: SheetTexts | null;
  from: string;
  to: string;
  uncovered?: MappingUncovered | null;
  pairs: MappingPair[];
}

export interface MappingImported {
  added: boolean;
  key: string;
  from: string;
  to: string;
  pairs: number;
}

export interface MappingList {
  items: MappingBrief[];
}

export interface MappingPair {
  from: string;
  to: string;
  relation: "equal" | "superset" | "subset" | "intersect";
  strength?: number | null;
  note?: SheetTexts | null;
}

export interface MappingPairShown {
  from: string;
  to: string;
  relation: "equal" | "superset" | "subset" | "intersect";
  strength?: number | null;
  note?: unknown;
}

export interface MappingSide {
  key: string;
  name: SheetTexts;
  known: "sheet" | "reference" | "none";
  sheet?: string | null;
  sheet_version?: string | null;
  unknown: number;
  groups: MappingCoverGroup[];
  items: MappingCoverItem[];
}

export interface MappingUncovered {
  from: string[];
  to: string[];
}

export interface Me {
  account: MeAccount;
  person?: Reference | null;
  roles: AccountRole[];
  permissions: string[];
  csrf: string;
  lang: "ja" | "en";
  organisation: MeOrganisation;
  fiscal_year: string;
  session: MeSession;
}

export interface MeAccount {
  id: string;
  login: string;
  name: string;
  password_set: boolean;
  factor: boolean;
}

export interface MeChangePatch {
  lang?: "ja" | "en";
}

export interface MeOrganisation {
  name: string;
  zone: string;
  lang: "ja" | "en";
  currency: string;
  fiscal_first_month: number;
}

export interface MeSession {
  id: string;
  opened_by: "password" | "link" | "setup" | "oidc" | "ldap" | "passkey";
  expires_at: string;
  must_enrol: boolean;
}

export interface Mean {
  raw: number;
  tenths: number;
}

export interface Measure {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  state: "proposed" | "approved" | "deferred" | "rejected" | "under_way" | "done" | "reviewed";
  priority: "high" | "middle" | "low";
  owner?: Reference | null;
  due?: string | null;
  purpose?: string | null;
  detail?: string | null;
  cause?: string | null;
  kind?: "organisation" | "people" | "physical" | "technology" | null;
  layer?: "entry" | "internal" | "exit" | "data" | null;
  cost_initial?: Money | null;
  cost_yearly?: Money | null;
  cost_low?: Money | null;
  cost_high?: Money | null;
  cost_basis?: "estimate" | "quote" | null;
  fiscal_year?: string | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  milestones?: string[] | null;
  likelihood?: "high" | "middle" | "low" | null;
  asked_times?: number | null;
  asked_on?: string[] | null;
  decided_on?: string | null;
  back_on?: string | null;
  done_on?: string | null;
  sheet_key?: string | null;
  item_key?: string | null;
  section_key?: string | null;
  campaign?: string | null;
  level_now?: number | null;
  level_to_reach?: number | null;
  effect_expected?: string | null;
  effect_found?: string | null;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface MeasureBody {
  unit: string;
  title: string;
  priority: "high" | "middle" | "low";
  owner?: string | null;
  due?: string | null;
  purpose?: string | null;
  detail?: string | null;
  cause?: string | null;
  kind?: "organisation" | "people" | "physical" | "technology" | null;
  layer?: "entry" | "internal" | "exit" | "data" | null;
  cost_initial?: MoneyBody | null;
  cost_yearly?: MoneyBody | null;
  cost_low?: MoneyBody | null;
  cost_high?: MoneyBody | null;
  cost_basis?: "estimate" | "quote" | null;
  fiscal_year?: string | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  milestones?: string[] | null;
  likelihood?: "high" | "middle" | "low" | null;
  back_on?: string | null;
  sheet_key?: string | null;
  item_key?: string | null;
  section_key?: string | null;
  campaign?: string | null;
  level_now?: number | null;
  level_to_reach?: number | null;
  effect_expected?: string | null;
  effect_found?: string | null;
  source?: string | null;
}

export interface MeasureForMeeting {
  id: string;
  number: string;
  title: string;
  detail: string | null;
  state: "proposed" | "approved" | "deferred" | "rejected" | "under_way" | "done" | "reviewed";
  priority: "high" | "middle" | "low";
  owner: MeasureOwner | null;
  due: string | null;
  cost_initial: Money | null;
  cost_low: Money | null;
  cost_high: Money | null;
  cost_yearly: Money | null;
  likelihood: "high" | "middle" | "low" | null;
  asked_times: number;
  asked_on: string[];
  back_on: string | null;
  done_on: string | null;
}

export interface MeasureList {
  items: Measure[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface MeasureOwner {
  id: string;
  title?: string | null;
}

export interface MeasurePatch {
  unit?: string;
  title?: string;
  priority?: "high" | "middle" | "low";
  owner?: string | null;
  due?: string | null;
  purpose?: string | null;
  detail?: string | null;
  cause?: string | null;
  kind?: "organisation" | "people" | "physical" | "technology" | null;
  layer?: "entry" | "internal" | "exit" | "data" | null;
  cost_initial?: MoneyBody | null;
  cost_yearly?: MoneyBody | null;
  cost_low?: MoneyBody | null;
  cost_high?: MoneyBody | null;
  cost_basis?: "estimate" | "quote" | null;
  fiscal_year?: string | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  milestones?: string[] | null;
  likelihood?: "high" | "middle" | "low" | null;
  back_on?: string | null;
  sheet_key?: string | null;
  item_key?: string | null;
  section_key?: string | null;
  campaign?: string | null;
  level_now?: number | null;
  level_to_reach?: number | null;
  effect_expected?: string | null;
  effect_found?: string | null;
  source?: string | null;
}

export interface MeasureTemplate {
  key: string;
  name: Record<string, string>;
  description: Record<string, string>;
  cites: Record<string, string>;
  measures: TemplateMeasure[];
}

export interface MeasureTemplateList {
  items: MeasureTemplate[];
}

export interface MeasureTemplateTakeBody {
  unit: string;
  measures: string[];
  register?: string | null;
  record?: string | null;
}

export interface MeasureTemplateTaken {
  items: TemplateMeasureMade[];
}

export interface MeasuresForMeeting {
  approved: MeasureForMeeting[];
  not_approved: MeasureForMeeting[];
}

export interface Meeting {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  kind: "security_committee" | "management" | "department" | "supplier" | "sites" | "other";
  state: "planned" | "held" | "called_off";
  held_on: string;
  chair?: Reference | null;
  invited?: number | null;
  attended?: number | null;
  agenda?: string | null;
  decisions?: string | null;
  minutes?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface MeetingBody {
  title: string;
  kind: "security_committee" | "management" | "department" | "supplier" | "sites" | "other";
  held_on: string;
  chair?: string | null;
  invited?: number | null;
  attended?: number | null;
  agenda?: string | null;
  decisions?: string | null;
  minutes?: string | null;
}

export interface MeetingList {
  items: Meeting[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface MeetingPatch {
  title?: string;
  kind?: "security_committee" | "management" | "department" | "supplier" | "sites" | "other";
  held_on?: string;
  chair?: string | null;
  invited?: number | null;
  attended?: number | null;
  agenda?: string | null;
  decisions?: string | null;
  minutes?: string | null;
}

export interface Money {
  amount: number;
  currency: string;
}

export interface MoneyBody {
  amount: number;
  currency: string;
}

export interface NeedSum {
  n: number;
  without_cost: number;
  other_currencies: number;
  people_needed: number;
  people: PeopleNeeded[];
  cost_low: Money;
  cost_high: Money;
  cost_yearly: Money;
}

export interface NetworkConnection {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  from: Reference;
  to: Reference;
  kind: "firewall" | "router" | "vpn" | "dedicated" | "wireless" | "one_way" | "direct" | "other";
  passage?: "open" | "limited" | "monitored" | "blocked" | null;
  two_way?: boolean | null;
  guard?: string | null;
  allowed?: string | null;
  rule_setter?: Reference | null;
  reviewed_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface NetworkConnectionBody {
  unit: string;
  name: string;
  from: string;
  to: string;
  kind: "firewall" | "router" | "vpn" | "dedicated" | "wireless" | "one_way" | "direct" | "other";
  passage?: "open" | "limited" | "monitored" | "blocked" | null;
  two_way?: boolean | null;
  guard?: string | null;
  allowed?: string | null;
  rule_setter?: string | null;
  reviewed_on?: string | null;
  note?: string | null;
}

export interface NetworkConnectionList {
  items: NetworkConnection[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface NetworkConnectionPatch {
  unit?: string;
  name?: string;
  from?: string;
  to?: string;
  kind?: "firewall" | "router" | "vpn" | "dedicated" | "wireless" | "one_way" | "direct" | "other";
  passage?: "open" | "limited" | "monitored" | "blocked" | null;
  two_way?: boolean | null;
  guard?: string | null;
  allowed?: string | null;
  rule_setter?: string | null;
  reviewed_on?: string | null;
  note?: string | null;
}

export interface NetworkSegment {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  kind: "internet" | "dmz" | "office" | "server" | "control" | "wireless" | "guest" | "remote" | "cloud" | "partner" | "other";
  address_range?: string | null;
  internet_facing?: boolean | null;
  owner?: Reference | null;
  place?: string | null;
  stocktaken_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface NetworkSegmentBody {
  unit: string;
  name: string;
  kind: "internet" | "dmz" | "office" | "server" | "control" | "wireless" | "guest" | "remote" | "cloud" | "partner" | "other";
  address_range?: string | null;
  internet_facing?: boolean | null;
  owner?: string | null;
  place?: string | null;
  stocktaken_on?: string | null;
  note?: string | null;
}

export interface NetworkSegmentList {
  items: NetworkSegment[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface NetworkSegmentPatch {
  unit?: string;
  name?: string;
  kind?: "internet" | "dmz" | "office" | "server" | "control" | "wireless" | "guest" | "remote" | "cloud" | "partner" | "other";
  address_range?: string | null;
  internet_facing?: boolean | null;
  owner?: string | null;
  place?: string | null;
  stocktaken_on?: string | null;
  note?: string | null;
}

export interface Notice {
  id: string;
  kind: string;
  title: string;
  text: string;
  path: string;
  subject?: string | null;
  subject_id?: string | null;
  created_at: string;
  read: boolean;
}

export interface NoticeChoiceBody {
  kind: string;
  delivery: "now" | "daily" | "weekly" | "product";
}

export interface NoticeChoicesBody {
  items: NoticeChoiceBody[];
}

export interface NoticeKind {
  kind: string;
  name: string;
  delivery: "now" | "daily" | "weekly" | "product";
  fixed: boolean;
}

export interface NoticeKinds {
  mail: boolean;
  address?: string | null;
  items: NoticeKind[];
}

export interface NoticeList {
  items: Notice[];
  next?: string | null;
  unread: number;
}

export interface Obligation {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  kind: "law" | "guideline" | "contract" | "industry_rule" | "other";
  country?: string | null;
  source?: string | null;
  valid_from?: string | null;
  change?: string | null;
  owner?: Reference | null;
  check_result?: "met" | "not_met" | "corrected" | null;
  checked_on?: string | null;
  action?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ObligationBody {
  unit: string;
  title: string;
  kind: "law" | "guideline" | "contract" | "industry_rule" | "other";
  country?: string | null;
  source?: string | null;
  valid_from?: string | null;
  change?: string | null;
  owner?: string | null;
  check_result?: "met" | "not_met" | "corrected" | null;
  checked_on?: string | null;
  action?: string | null;
}

export interface ObligationList {
  items: Obligation[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ObligationPatch {
  unit?: string;
  title?: string;
  kind?: "law" | "guideline" | "contract" | "industry_rule" | "other";
  country?: string | null;
  source?: string | null;
  valid_from?: string | null;
  change?: string | null;
  owner?: string | null;
  check_result?: "met" | "not_met" | "corrected" | null;
  checked_on?: string | null;
  action?: string | null;
}

export interface OidcLeave {
  url?: string | null;
}

export interface OidcProvider {
  version: number;
  secret_set: boolean;
  return_url: string;
  enabled: boolean;
  name?: string | null;
  issuer?: string | null;
  client_id?: string | null;
  scopes?: string | null;
  by_mail?: boolean | null;
  login_claim?: string | null;
  role_claim?: string | null;
  second_factor?: boolean | null;
  only?: boolean | null;
  logout?: boolean | null;
  create?: boolean | null;
  sync_roles?: boolean | null;
  roles?: ProviderRole[] | null;
}

export interface OidcProviderChangeBody {
  enabled: boolean;
  name?: string | null;
  issuer?: string | null;
  client_id?: string | null;
  scopes?: string | null;
  by_mail?: boolean | null;
  login_claim?: string | null;
  role_claim?: string | null;
  second_factor?: boolean | null;
  only?: boolean | null;
  logout?: boolean | null;
  secret?: string | null;
  create?: boolean | null;
  sync_roles?: boolean | null;
  roles?: ProviderRoleBody[] | null;
}

export interface OidcProviderTest {
  issuer: string;
  keys: number;
}

export interface OidcReturnBody {
  ticket: string;
  state: string;
  authorization_code?: string | null;
  iss?: string | null;
  code?: string | null;
  passkey?: PasskeyAnswerBody | null;
}

export interface OidcStartBody {
  link?: boolean | null;
}

export interface OidcStarted {
  url: string;
  ticket: string;
}

export interface OpenTelling {
  incident: string;
  incident_title: string;
  no: number;
  subject: string;
  sent_at: string;
  n_unsent: number;
  n_unconfirmed: number;
}

export interface OpenTellings {
  items: OpenTelling[];
}

export interface OutsideCase {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  firm?: string | null;
  industry?: "agriculture" | "construction" | "manufacturing" | "utility" | "information" | "transport" | "wholesale" | "retail" | "finance" | "real_estate" | "professional" | "hospitality" | "education" | "medical" | "public" | "other" | null;
  firm_size?: string | null;
  happened?: string | null;
  damage?: string | null;
  damage_amount?: Money | null;
  records_lost?: number | null;
  cause?: string | null;
  attack?: string | null;
  attack_group?: string | null;
  likelihood?: "high" | "middle" | "low" | null;
  response: "undecided" | "needed" | "in_place" | "accepted";
  response_note?: string | null;
  source?: string | null;
  reference?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface OutsideCaseBody {
  title: string;
  firm?: string | null;
  industry?: "agriculture" | "construction" | "manufacturing" | "utility" | "information" | "transport" | "wholesale" | "retail" | "finance" | "real_estate" | "professional" | "hospitality" | "education" | "medical" | "public" | "other" | null;
  firm_size?: string | null;
  happened?: string | null;
  damage?: string | null;
  damage_amount?: MoneyBody | null;
  records_lost?: number | null;
  cause?: string | null;
  attack?: string | null;
  attack_group?: string | null;
  likelihood?: "high" | "middle" | "low" | null;
  response: "undecided" | "needed" | "in_place" | "accepted";
  response_note?: string | null;
  source?: string | null;
  reference?: string | null;
}

export interface OutsideCaseList {
  items: OutsideCase[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface OutsideCasePatch {
  title?: string;
  firm?: string | null;
  industry?: "agriculture" | "construction" | "manufacturing" | "utility" | "information" | "transport" | "wholesale" | "retail" | "finance" | "real_estate" | "professional" | "hospitality" | "education" | "medical" | "public" | "other" | null;
  firm_size?: string | null;
  happened?: string | null;
  damage?: string | null;
  damage_amount?: MoneyBody | null;
  records_lost?: number | null;
  cause?: string | null;
  attack?: string | null;
  attack_group?: string | null;
  likelihood?: "high" | "middle" | "low" | null;
  response?: "undecided" | "needed" | "in_place" | "accepted";
  response_note?: string | null;
  source?: string | null;
  reference?: string | null;
}

export interface OutsideScore {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  service: string;
  measured_on: string;
  score: number;
  industry_score?: number | null;
  score_max?: number | null;
  grade?: string | null;
  source?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface OutsideScoreBody {
  unit: string;
  service: string;
  measured_on: string;
  score: number;
  industry_score?: number | null;
  score_max?: number | null;
  grade?: string | null;
  source?: string | null;
  note?: string | null;
}

export interface OutsideScoreList {
  items: OutsideScore[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface OutsideScorePatch {
  unit?: string;
  service?: string;
  measured_on?: string;
  score?: number;
  industry_score?: number | null;
  score_max?: number | null;
  grade?: string | null;
  source?: string | null;
  note?: string | null;
}

export interface OverallResult {
  own?: Mean | null;
  head_office?: Mean | null;
  last?: Mean | null;
  target?: Mean | null;
  industry?: IndustryComparison | null;
  comparable?: IndustryComparison | null;
  leaders?: IndustryComparison | null;
  n: number;
}

export interface OwnContactChecks {
  items: ContactCheck[];
}

export interface OwnExercise {
  id: string;
  number: string;
  title: string;
  state: string;
  planned_on: string;
  report_due: string | null;
  role: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out";
  area: "it" | "ot" | "both" | null;
  style: "walk" | "decide" | null;
  minutes: number | null;
  place: string | null;
  goal: string | null;
  time: ExerciseTime;
  me: ExercisePerson;
  lines: ExerciseLine[];
  answers: ExerciseAnswer[];
  case: string | null;
  feedback: string | null;
  fed_back_at: string | null;
}

export interface OwnExerciseAnswerBody {
  line?: string | null;
  text: string;
}

export interface OwnExerciseChangePatch {
  answer?: "comes" | "absent" | null;
  answer_note?: string | null;
  report?: string | null;
  reflection?: string | null;
  learned?: boolean | null;
  site_due?: string | null;
  site_on?: string | null;
  site_result?: string | null;
}

export interface OwnExerciseLineBody {
  kind: "wish" | "point";
  title: string;
  text?: string | null;
}

export interface OwnExerciseShort {
  id: string;
  number: string;
  title: string;
  state: string;
  planned_on: string;
  report_due: string | null;
  role: "command" | "detect" | "technical" | "communication" | "record" | "business" | "attacker" | "defender" | "facilitator" | "observer" | "sits_out";
  answered: boolean;
  reported: boolean;
  reflected: boolean;
}

export interface OwnExercises {
  items: OwnExerciseShort[];
  day: ExerciseDay | null;
}

export interface OwnIncidentReport {
  id: string;
  number: string;
  what: string;
  state: "new" | "incident" | "dismissed";
  answer: string | null;
  received_at: string;
}

export interface OwnIncidentReportMade {
  number: string;
  received_at: string;
}

export interface OwnIncidentReportNewBody {
  what: string;
  noticed_at?: string | null;
  device?: string | null;
  done?: "nothing" | "opened" | "entered" | "ran" | "lost" | "unsure" | null;
  contact?: string | null;
}

export interface OwnIncidentReports {
  items: OwnIncidentReport[];
}

export interface OwnMail {
  address?: string | null;
  bounce?: MailBounce | null;
  changeable: boolean;
}

export interface OwnMailConfirmBody {
  token: string;
}

export interface OwnMailNewBody {
  address: string;
}

export interface OwnRuling {
  todo: "none" | "decide" | "opinion" | "review";
  number: string;
  drill: boolean;
  case: string | null;
  title: string | null;
  ruling: Ruling;
}

export interface OwnRulings {
  items: OwnRuling[];
}

export interface Partner {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  kind: "customer" | "booking_site" | "group" | "alliance" | "settlement" | "other";
  state: "active" | "ended";
  supplier?: Reference | null;
  country?: string | null;
  connection?: "none" | "api" | "network" | "files" | "their_account" | "our_account" | "other" | null;
  connection_note?: string | null;
  shared_data?: string | null;
  coupled?: boolean | null;
  coupled_reason?: string | null;
  contact_name?: string | null;
  contact_email?: string | null;
  contact_phone?: string | null;
  contact_always?: string | null;
  owner?: Reference | null;
  checked_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface PartnerBody {
  name: string;
  kind: "customer" | "booking_site" | "group" | "alliance" | "settlement" | "other";
  supplier?: string | null;
  country?: string | null;
  connection?: "none" | "api" | "network" | "files" | "their_account" | "our_account" | "other" | null;
  connection_note?: string | null;
  shared_data?: string | null;
  coupled?: boolean | null;
  coupled_reason?: string | null;
  contact_name?: string | null;
  contact_email?: string | null;
  contact_phone?: string | null;
  contact_always?: string | null;
  owner?: string | null;
  checked_on?: string | null;
  note?: string | null;
}

export interface PartnerList {
  items: Partner[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface PartnerPatch {
  name?: string;
  kind?: "customer" | "booking_site" | "group" | "alliance" | "settlement" | "other";
  supplier?: string | null;
  country?: string | null;
  connection?: "none" | "api" | "network" | "files" | "their_account" | "our_account" | "other" | null;
  connection_note?: string | null;
  shared_data?: string | null;
  coupled?: boolean | null;
  coupled_reason?: string | null;
  contact_name?: string | null;
  contact_email?: string | null;
  contact_phone?: string | null;
  contact_always?: string | null;
  owner?: string | null;
  checked_on?: string | null;
  note?: string | null;
}

export interface Passkey {
  id: string;
  name: string;
  synced: boolean;
  created_at: string;
  used_at?: string | null;
  stopped_at?: string | null;
}

export interface PasskeyAdded {
  id: string;
  name: string;
  synced: boolean;
  created_at: string;
  used_at?: string | null;
  stopped_at?: string | null;
  recovery_codes: string[];
}

export interface PasskeyAlgorithm {
  algorithm: number;
}

export interface PasskeyAnswerBody {
  id: string;
  client_data: string;
  authenticator_data: string;
  signature: string;
  user_handle?: string | null;
}

export interface PasskeyBeginBody {
  current?: string | null;
  code?: string | null;
  passkey?: PasskeyAnswerBody | null;
}

export interface PasskeyList {
  possible: boolean;
  items: Passkey[];
}

export interface PasskeyNamePatch {
  name?: string;
}

export interface PasskeyNewBody {
  name: string;
  client_data: string;
  attestation_object: string;
}

export interface PasskeyOptions {
  question: PasskeyQuestion;
  rp_name: string;
  user_id: string;
  user_name: string;
  user_display_name: string;
  algorithms: PasskeyAlgorithm[];
}

export interface PasskeyQuestion {
  challenge: string;
  rp_id: string;
  credentials: string[];
  seconds: number;
}

export interface PasskeyRemoveBody {
  code?: string | null;
  passkey?: PasskeyAnswerBody | null;
}

export interface PasswordChangeBody {
  current?: string | null;
  password: string;
}

export interface PasswordResetBody {
  login: string;
}

export interface PasswordResetFinishBody {
  token: string;
  password: string;
  end_tokens: boolean;
}

export interface PasswordResetState {
  offered: boolean;
}

export interface PeopleNeeded {
  skills?: string | null;
  number: number;
  from?: string | null;
}

export interface Person {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  family_name: string;
  given_name: string;
  name: string;
  kana?: string | null;
  department?: string | null;
  post?: string | null;
  email?: string | null;
  email_twice?: boolean | null;
  lang?: "ja" | "en" | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface PersonBody {
  unit: string;
  family_name: string;
  given_name: string;
  kana?: string | null;
  department?: string | null;
  post?: string | null;
  email?: string | null;
  lang?: "ja" | "en" | null;
  note?: string | null;
}

export interface PersonList {
  items: Person[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface PersonPatch {
  unit?: string;
  family_name?: string;
  given_name?: string;
  kana?: string | null;
  department?: string | null;
  post?: string | null;
  email?: string | null;
  lang?: "ja" | "en" | null;
  note?: string | null;
}

export interface Policy {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  level: "basic" | "rule" | "manual" | "check_sheet";
  state: "draft" | "in_force" | "retired";
  parent?: Reference | null;
  owner?: Reference | null;
  owner_unit?: Reference | null;
  joint_unit?: Reference | null;
  edition?: string | null;
  approved_on?: string | null;
  effective_on?: string | null;
  reviewed_on?: string | null;
  published?: boolean | null;
  place?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface PolicyBody {
  title: string;
  level: "basic" | "rule" | "manual" | "check_sheet";
  parent?: string | null;
  owner?: string | null;
  owner_unit?: string | null;
  joint_unit?: string | null;
  edition?: string | null;
  approved_on?: string | null;
  effective_on?: string | null;
  reviewed_on?: string | null;
  published?: boolean | null;
  place?: string | null;
  note?: string | null;
}

export interface PolicyList {
  items: Policy[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface PolicyPatch {
  title?: string;
  level?: "basic" | "rule" | "manual" | "check_sheet";
  parent?: string | null;
  owner?: string | null;
  owner_unit?: string | null;
  joint_unit?: string | null;
  edition?: string | null;
  approved_on?: string | null;
  effective_on?: string | null;
  reviewed_on?: string | null;
  published?: boolean | null;
  place?: string | null;
  note?: string | null;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  request_id?: string;
  more_errors?: number;
  errors?: {
  pointer: string;
  code: string;
  message: string;
  limit?: number;
}[];
}

export interface Protection {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  layer: "entry" | "internal" | "exit" | "data";
  status: "in_place" | "planned" | "missing";
  system?: Reference | null;
  segment?: Reference | null;
  measure?: Reference | null;
  concern?: "endpoint" | "separation" | "server" | "backup" | null;
  problem?: string | null;
  checked_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ProtectionBody {
  unit: string;
  name: string;
  layer: "entry" | "internal" | "exit" | "data";
  status: "in_place" | "planned" | "missing";
  system?: string | null;
  segment?: string | null;
  measure?: string | null;
  concern?: "endpoint" | "separation" | "server" | "backup" | null;
  problem?: string | null;
  checked_on?: string | null;
  note?: string | null;
}

export interface ProtectionList {
  items: Protection[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ProtectionPatch {
  unit?: string;
  name?: string;
  layer?: "entry" | "internal" | "exit" | "data";
  status?: "in_place" | "planned" | "missing";
  system?: string | null;
  segment?: string | null;
  measure?: string | null;
  concern?: "endpoint" | "separation" | "server" | "backup" | null;
  problem?: string | null;
  checked_on?: string | null;
  note?: string | null;
}

export interface ProviderRole {
  value: string;
  role: "executive" | "ciso" | "security" | "csirt" | "manager" | "member" | "auditor" | "trainer" | "admin";
  unit: string;
}

export interface ProviderRoleBody {
  value: string;
  role: "executive" | "ciso" | "security" | "csirt" | "manager" | "member" | "auditor" | "trainer" | "admin";
  unit: string;
}

export interface Provision {
  url: string;
  accounts: number;
  tokens: ProvisionToken[];
  groups: ProvisionGroup[];
}

export interface ProvisionGroup {
  id: string;
  version: number;
  name: string;
  members: number;
  updated_at: string;
  roles: AccountRole[];
}

export interface ProvisionGroupRolesBody {
  roles: AccountRoleBody[];
}

export interface ProvisionToken {
  id: string;
  name: string;
  owner: string;
  created_at: string;
  expires_at: string;
  used_at?: string | null;
  used_from?: string | null;
}

export interface PublicationDecision {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  kind: "attack" | "suspected" | "failure" | "other";
  incident?: string | null;
  happened_on: string;
  state: "draft" | "decided" | "published" | "withdrawn";
  drill?: boolean | null;
  outline?: string | null;
  decision: "publish" | "not_publish";
  reason: string;
  text?: string | null;
  text_en?: string | null;
  owner?: Reference | null;
  decided_on?: string | null;
  place?: string | null;
  published_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface PublicationDecisionBody {
  title: string;
  kind: "attack" | "suspected" | "failure" | "other";
  incident?: string | null;
  happened_on: string;
  outline?: string | null;
  decision: "publish" | "not_publish";
  reason: string;
  text?: string | null;
  text_en?: string | null;
  owner?: string | null;
  place?: string | null;
}

export interface PublicationDecisionList {
  items: PublicationDecision[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface PublicationDecisionPatch {
  title?: string;
  kind?: "attack" | "suspected" | "failure" | "other";
  incident?: string | null;
  happened_on?: string;
  outline?: string | null;
  decision?: "publish" | "not_publish";
  reason?: string;
  text?: string | null;
  text_en?: string | null;
  owner?: string | null;
  place?: string | null;
}

export interface QrCode {
  size: number;
  path: string;
}

export interface QuestionBody {
  item?: string | null;
  kind: "question" | "evidence";
  text: string;
}

export interface QuestionReplyBody {
  reply: string;
}

export interface RecordChanged {
  field: string;
  before?: unknown;
  after?: unknown;
}

export interface RecordComment {
  id: string;
  text: string;
  mentions: string[];
  by?: Reference | null;
  at: string;
  may_remove: boolean;
}

export interface RecordCommentList {
  items: RecordComment[];
}

export interface RecordFile {
  id: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  by?: Reference | null;
  at: string;
  may_remove: boolean;
}

export interface RecordFileList {
  items: RecordFile[];
}

export interface RecordKept {
  number: string | null;
  title: string | null;
  message: string;
}

export interface RecordLink {
  id: string;
  kind: "relates" | "causes" | "treats" | "requires" | "evidence" | "repeats";
  direction: "out" | "in";
  register: string;
  record: Reference;
  by?: Reference | null;
  at: string;
  may_remove: boolean;
}

export interface RecordLinkList {
  items: RecordLink[];
}

export interface RecordReader {
  id: string;
  number: string | null;
  title: string | null;
}

export interface RecordReaderless {
  id: string;
  number: string | null;
}

export interface RecordReaderlessList {
  items: RecordReaderless[];
}

export interface RecordReaders {
  confidential: boolean;
  people: RecordReader[];
  roles: string[];
}

export interface RecordReadersAppointmentBody {
  people?: string[] | null;
  roles?: string[] | null;
  reason: string;
}

export interface RecordReadersNewBody {
  confidential: boolean;
  people?: string[] | null;
  roles?: string[] | null;
}

export interface RecoveryCodes {
  recovery_codes: string[];
}

export interface RecoveryProcedure {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  scenario: "ransomware" | "destruction" | "disconnection" | "ddos" | "supplier_attack" | "failure" | "outage" | "earthquake" | "flood" | "fire" | "power" | "pandemic" | "other";
  business?: Reference | null;
  system?: Reference | null;
  decision?: string | null;
  steps: string;
  owner?: Reference | null;
  place?: string | null;
  exercise?: Reference | null;
  exercised_on?: string | null;
  exercised_hours?: number | null;
  found?: string | null;
  review_by?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface RecoveryProcedureBody {
  unit: string;
  title: string;
  scenario: "ransomware" | "destruction" | "disconnection" | "ddos" | "supplier_attack" | "failure" | "outage" | "earthquake" | "flood" | "fire" | "power" | "pandemic" | "other";
  business?: string | null;
  system?: string | null;
  decision?: string | null;
  steps: string;
  owner?: string | null;
  place?: string | null;
  exercise?: string | null;
  exercised_on?: string | null;
  exercised_hours?: number | null;
  found?: string | null;
  review_by?: string | null;
}

export interface RecoveryProcedureList {
  items: RecoveryProcedure[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface RecoveryProcedurePatch {
  unit?: string;
  title?: string;
  scenario?: "ransomware" | "destruction" | "disconnection" | "ddos" | "supplier_attack" | "failure" | "outage" | "earthquake" | "flood" | "fire" | "power" | "pandemic" | "other";
  business?: string | null;
  system?: string | null;
  decision?: string | null;
  steps?: string;
  owner?: string | null;
  place?: string | null;
  exercise?: string | null;
  exercised_on?: string | null;
  exercised_hours?: number | null;
  found?: string | null;
  review_by?: string | null;
}

export interface Reference {
  id: string;
  number: string | null;
  title: string | null;
}

export interface RegimeStarterMade {
  made: number;
}

export interface ReleaseFinding {
  fault: "unknown" | "above" | "reader";
  found: string;
  no: number | null;
  title: string | null;
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red" | null;
}

export interface ReleaseTried {
  findings: ReleaseFinding[];
}

export interface ReleaseTryBody {
  tlp: "clear" | "green" | "amber" | "amber_strict" | "red";
  text: string;
  readers?: string[] | null;
}

export interface ReminderText {
  subject: string;
  text: string;
}

export interface ReportApproval {
  number: string;
  version: number;
  state: string;
  approver: string;
  approved_at: string;
  digest: string;
}

export interface ReportApproveBody {
  comment?: string | null;
}

export interface ReportAuthor {
  id: string;
  number: string | null;
  title: string;
  able: boolean;
}

export interface ReportAuthors {
  due: string | null;
  items: ReportSectionAuthors[];
}

export interface ReportDecision {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  issue: Reference;
  detail?: string | null;
  owner?: Reference | null;
  due?: string | null;
  state: "open" | "done" | "dropped";
  measure?: Reference | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ReportDecisionBody {
  title: string;
  issue: string;
  detail?: string | null;
  owner?: string | null;
  due?: string | null;
  measure?: string | null;
}

export interface ReportDecisionList {
  items: ReportDecision[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ReportDecisionMeasure {
  id: string;
  number: string;
}

export interface ReportDecisionMeasureBody {
  unit: string;
  priority: "high" | "middle" | "low";
}

export interface ReportDecisionPatch {
  title?: string;
  detail?: string | null;
  owner?: string | null;
  due?: string | null;
  measure?: string | null;
}

export interface ReportDocument {
  format: string;
  number: string;
  sections: unknown;
}

export interface ReportIssue {
  id: string;
  number?: string | null;
  version: number;
  type: "assessment" | "management_meeting" | "investment_plan" | "supplier_survey" | "site_audit" | "incident" | "exercise" | "training" | "yearly_review" | "disclosure_statement" | "own";
  own_type?: Reference | null;
  state: "draft" | "approved";
  title: string;
  title_en?: string | null;
  campaign?: string | null;
  incident?: string | null;
  period?: string | null;
  era?: boolean | null;
  audience?: string | null;
  audience_en?: string | null;
  confidentiality?: string | null;
  confidentiality_en?: string | null;
  meeting?: string | null;
  meeting_en?: string | null;
  meeting_date?: string | null;
  distribution?: string | null;
  presented_on?: string | null;
  approver?: string | null;
  approver_post?: string | null;
  approved_at?: string | null;
  digest?: string | null;
  schedule?: Reference | null;
  covers_from?: string | null;
  covers_to?: string | null;
  words_due?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ReportIssueAuthorsPutBody {
  due?: string | null;
  items: ReportSectionAuthorsPutBody[];
}

export interface ReportIssueBody {
  type: "assessment" | "management_meeting" | "investment_plan" | "supplier_survey" | "site_audit" | "incident" | "exercise" | "training" | "yearly_review" | "disclosure_statement" | "own";
  own_type?: string | null;
  title: string;
  title_en?: string | null;
  campaign?: string | null;
  incident?: string | null;
  period?: string | null;
  era?: boolean | null;
  audience?: string | null;
  audience_en?: string | null;
  confidentiality?: string | null;
  confidentiality_en?: string | null;
  meeting?: string | null;
  meeting_en?: string | null;
  meeting_date?: string | null;
  distribution?: string | null;
  presented_on?: string | null;
}

export interface ReportIssueList {
  items: ReportIssue[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ReportIssuePatch {
  title?: string;
  title_en?: string | null;
  period?: string | null;
  era?: boolean | null;
  audience?: string | null;
  audience_en?: string | null;
  confidentiality?: string | null;
  confidentiality_en?: string | null;
  meeting?: string | null;
  meeting_en?: string | null;
  meeting_date?: string | null;
  distribution?: string | null;
  presented_on?: string | null;
}

export interface ReportRenderingBody {
  format: "json" | "html" | "pdf" | "xlsx";
  language: "ja" | "en";
}

export interface ReportRenderingJob {
  job: string;
}

export interface ReportSaid {
  language: "ja" | "en";
  text?: string | null;
  version: number;
  author?: string | null;
  author_post?: string | null;
  updated_at?: string | null;
}

export interface ReportSchedule {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  state: "running" | "paused";
  type: "assessment" | "management_meeting" | "investment_plan" | "supplier_survey" | "site_audit" | "incident" | "exercise" | "training" | "yearly_review" | "disclosure_statement" | "own";
  own_type?: Reference | null;
  cycle: "month" | "quarter" | "half" | "fiscal_year";
  month?: number | null;
  rule: "day" | "day_or_next" | "day_or_before" | "working_day" | "last_working_day";
  day?: number | null;
  covers: "previous" | "current" | "next";
  next_on?: string | null;
  owner: Reference;
  words_days?: number | null;
  remind_before?: number | null;
  remind_every?: number | null;
  meeting_days?: number | null;
  era?: boolean | null;
  issue_title?: string | null;
  issue_title_en?: string | null;
  audience?: string | null;
  audience_en?: string | null;
  meeting?: string | null;
  meeting_en?: string | null;
  distribution?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ReportScheduleAuthorsPutBody {
  items: ReportSectionAuthorsPutBody[];
}

export interface ReportScheduleBody {
  title: string;
  type: "assessment" | "management_meeting" | "investment_plan" | "supplier_survey" | "site_audit" | "incident" | "exercise" | "training" | "yearly_review" | "disclosure_statement" | "own";
  own_type?: string | null;
  cycle: "month" | "quarter" | "half" | "fiscal_year";
  month?: number | null;
  rule: "day" | "day_or_next" | "day_or_before" | "working_day" | "last_working_day";
  day?: number | null;
  covers: "previous" | "current" | "next";
  owner: string;
  words_days?: number | null;
  remind_before?: number | null;
  remind_every?: number | null;
  meeting_days?: number | null;
  era?: boolean | null;
  issue_title?: string | null;
  issue_title_en?: string | null;
  audience?: string | null;
  audience_en?: string | null;
  meeting?: string | null;
  meeting_en?: string | null;
  distribution?: string | null;
}

export interface ReportScheduleList {
  items: ReportSchedule[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ReportSchedulePatch {
  title?: string;
  cycle?: "month" | "quarter" | "half" | "fiscal_year";
  month?: number | null;
  rule?: "day" | "day_or_next" | "day_or_before" | "working_day" | "last_working_day";
  day?: number | null;
  covers?: "previous" | "current" | "next";
  owner?: string;
  words_days?: number | null;
  remind_before?: number | null;
  remind_every?: number | null;
  meeting_days?: number | null;
  era?: boolean | null;
  issue_title?: string | null;
  issue_title_en?: string | null;
  audience?: string | null;
  audience_en?: string | null;
  meeting?: string | null;
  meeting_en?: string | null;
  distribution?: string | null;
}

export interface ReportSectionAuthors {
  section: string;
  heading: Record<string, string>;
  written: boolean;
  people: ReportAuthor[];
}

export interface ReportSectionAuthorsPutBody {
  section: string;
  people: string[];
}

export interface ReportSectionKind {
  key: "assessment_summary" | "assessment_results" | "assessment_units" | "assessment_gaps" | "assessment_measures" | "assessment_practices" | "assessment_claims" | "assessment_decisions" | "assessment_method" | "meeting_attacks" | "meeting_measures" | "meeting_cases" | "meeting_trends" | "scorecard_indicators" | "components" | "investment_summary" | "investment_goal" | "investment_budget" | "investment_measures" | "investment_deferred" | "investment_cases" | "investment_levels" | "risk_top" | "risk_map" | "risk_units" | "risk_movement" | "risk_accepted" | "protections" | "loss_year" | "loss_gap" | "insurance" | "measures_state" | "findings" | "policies" | "exercises_state" | "trainings_state" | "exercises" | "exercises_measures" | "trainings" | "suppliers_share" | "suppliers_concern" | "suppliers_list" | "sites_summary" | "sites_state" | "sites_lists" | "sites_audits" | "sites_differ" | "sites_corrections" | "sites_meetings" | "sites_follow" | "sites_minutes" | "case_summary" | "case_phases" | "case_impact" | "case_duties" | "case_timeline" | "case_tasks" | "case_evidence" | "case_cost" | "case_lessons" | "disclosure_organisation" | "disclosure_pair" | "disclosure_appeal";
  family: "assessment" | "management_meeting" | "scorecard" | "investment_plan" | "risk" | "loss" | "practice" | "supplier_survey" | "site_audit" | "incident" | "disclosure_statement";
  heading: Record<string, string>;
  campaign: boolean;
  year: boolean;
  incident: boolean;
}

export interface ReportSectionKinds {
  items: ReportSectionKind[];
  built_in: ReportTypeBuiltIn[];
}

export interface ReportSectionWords {
  section: string;
  heading: Record<string, string>;
  words: ReportSaid[];
}

export interface ReportType {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  title_en?: string | null;
  state: "active" | "retired";
  description?: string | null;
  description_en?: string | null;
  audience?: string | null;
  audience_en?: string | null;
  sections: ReportTypeSection[];
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ReportTypeBody {
  title: string;
  title_en?: string | null;
  description?: string | null;
  description_en?: string | null;
  audience?: string | null;
  audience_en?: string | null;
  sections: ReportTypeSectionBody[];
}

export interface ReportTypeBuiltIn {
  type: "assessment" | "management_meeting" | "investment_plan" | "supplier_survey" | "site_audit" | "incident" | "exercise" | "training" | "yearly_review" | "disclosure_statement" | "own";
  sections: ReportTypeSection[];
}

export interface ReportTypeList {
  items: ReportType[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ReportTypePatch {
  title?: string;
  title_en?: string | null;
  description?: string | null;
  description_en?: string | null;
  audience?: string | null;
  audience_en?: string | null;
  sections?: ReportTypeSectionBody[];
}

export interface ReportTypePreviewBody {
  title?: string | null;
  campaign?: string | null;
  period?: string | null;
  sections: ReportTypeSectionBody[];
}

export interface ReportTypeSection {
  key?: string | null;
  builder?: "assessment_summary" | "assessment_results" | "assessment_units" | "assessment_gaps" | "assessment_measures" | "assessment_practices" | "assessment_claims" | "assessment_decisions" | "assessment_method" | "meeting_attacks" | "meeting_measures" | "meeting_cases" | "meeting_trends" | "scorecard_indicators" | "components" | "investment_summary" | "investment_goal" | "investment_budget" | "investment_measures" | "investment_deferred" | "investment_cases" | "investment_levels" | "risk_top" | "risk_map" | "risk_units" | "risk_movement" | "risk_accepted" | "protections" | "loss_year" | "loss_gap" | "insurance" | "measures_state" | "findings" | "policies" | "exercises_state" | "trainings_state" | "exercises" | "exercises_measures" | "trainings" | "suppliers_share" | "suppliers_concern" | "suppliers_list" | "sites_summary" | "sites_state" | "sites_lists" | "sites_audits" | "sites_differ" | "sites_corrections" | "sites_meetings" | "sites_follow" | "sites_minutes" | "case_summary" | "case_phases" | "case_impact" | "case_duties" | "case_timeline" | "case_tasks" | "case_evidence" | "case_cost" | "case_lessons" | "disclosure_organisation" | "disclosure_pair" | "disclosure_appeal" | null;
  heading?: Record<string, string> | null;
  words: boolean;
}

export interface ReportTypeSectionBody {
  key?: string | null;
  builder?: "assessment_summary" | "assessment_results" | "assessment_units" | "assessment_gaps" | "assessment_measures" | "assessment_practices" | "assessment_claims" | "assessment_decisions" | "assessment_method" | "meeting_attacks" | "meeting_measures" | "meeting_cases" | "meeting_trends" | "scorecard_indicators" | "components" | "investment_summary" | "investment_goal" | "investment_budget" | "investment_measures" | "investment_deferred" | "investment_cases" | "investment_levels" | "risk_top" | "risk_map" | "risk_units" | "risk_movement" | "risk_accepted" | "protections" | "loss_year" | "loss_gap" | "insurance" | "measures_state" | "findings" | "policies" | "exercises_state" | "trainings_state" | "exercises" | "exercises_measures" | "trainings" | "suppliers_share" | "suppliers_concern" | "suppliers_list" | "sites_summary" | "sites_state" | "sites_lists" | "sites_audits" | "sites_differ" | "sites_corrections" | "sites_meetings" | "sites_follow" | "sites_minutes" | "case_summary" | "case_phases" | "case_impact" | "case_duties" | "case_timeline" | "case_tasks" | "case_evidence" | "case_cost" | "case_lessons" | "disclosure_organisation" | "disclosure_pair" | "disclosure_appeal" | null;
  heading?: Record<string, string> | null;
  words: boolean;
}

export interface ReportWordsList {
  items: ReportSectionWords[];
}

export interface ReportWordsPutBody {
  language: "ja" | "en";
  text?: string | null;
}

export interface ReportWordsVersion {
  version: number;
}

export interface ReportingRegime {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  authority: string;
  kind: "law" | "sector" | "exchange" | "contract" | "insurer" | "voluntary";
  in_use: boolean;
  where_to?: string | null;
  countries?: string | null;
  sector?: "financial" | "infrastructure" | "listed" | null;
  needs_personal?: boolean | null;
  when_sensitive?: boolean | null;
  when_property?: boolean | null;
  when_unlawful?: boolean | null;
  when_harm?: boolean | null;
  min_persons?: number | null;
  starts: "known" | "judged";
  first_amount?: number | null;
  first_unit?: "hours" | "days" | "working_days" | "months" | null;
  final_amount?: number | null;
  final_unit?: "hours" | "days" | "working_days" | "months" | null;
  final_unlawful?: number | null;
  final_from?: "start" | "first" | null;
  count_first_day?: boolean | null;
  roll?: boolean | null;
  zone?: string | null;
  items?: string | null;
  source?: string | null;
  source_on?: string | null;
  valid_from?: string | null;
  valid_until?: string | null;
  unverified?: boolean | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ReportingRegimeBody {
  title: string;
  authority: string;
  kind: "law" | "sector" | "exchange" | "contract" | "insurer" | "voluntary";
  in_use: boolean;
  where_to?: string | null;
  countries?: string | null;
  sector?: "financial" | "infrastructure" | "listed" | null;
  needs_personal?: boolean | null;
  when_sensitive?: boolean | null;
  when_property?: boolean | null;
  when_unlawful?: boolean | null;
  when_harm?: boolean | null;
  min_persons?: number | null;
  starts: "known" | "judged";
  first_amount?: number | null;
  first_unit?: "hours" | "days" | "working_days" | "months" | null;
  final_amount?: number | null;
  final_unit?: "hours" | "days" | "working_days" | "months" | null;
  final_unlawful?: number | null;
  final_from?: "start" | "first" | null;
  count_first_day?: boolean | null;
  roll?: boolean | null;
  zone?: string | null;
  items?: string | null;
  source?: string | null;
  source_on?: string | null;
  valid_from?: string | null;
  valid_until?: string | null;
  unverified?: boolean | null;
  note?: string | null;
}

export interface ReportingRegimeList {
  items: ReportingRegime[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ReportingRegimePatch {
  title?: string;
  authority?: string;
  kind?: "law" | "sector" | "exchange" | "contract" | "insurer" | "voluntary";
  in_use?: boolean;
  where_to?: string | null;
  countries?: string | null;
  sector?: "financial" | "infrastructure" | "listed" | null;
  needs_personal?: boolean | null;
  when_sensitive?: boolean | null;
  when_property?: boolean | null;
  when_unlawful?: boolean | null;
  when_harm?: boolean | null;
  min_persons?: number | null;
  starts?: "known" | "judged";
  first_amount?: number | null;
  first_unit?: "hours" | "days" | "working_days" | "months" | null;
  final_amount?: number | null;
  final_unit?: "hours" | "days" | "working_days" | "months" | null;
  final_unlawful?: number | null;
  final_from?: "start" | "first" | null;
  count_first_day?: boolean | null;
  roll?: boolean | null;
  zone?: string | null;
  items?: string | null;
  source?: string | null;
  source_on?: string | null;
  valid_from?: string | null;
  valid_until?: string | null;
  unverified?: boolean | null;
  note?: string | null;
}

export interface ReportingWindow {
  version: number;
  name?: string | null;
  phone?: string | null;
  email?: string | null;
  chat?: string | null;
  hours?: string | null;
  note?: string | null;
}

export interface ReportingWindowBody {
  name?: string | null;
  phone?: string | null;
  email?: string | null;
  chat?: string | null;
  hours?: string | null;
  note?: string | null;
}

export interface ReportingWindowShown {
  name: string | null;
  phone: string | null;
  email: string | null;
  chat: string | null;
  hours: string | null;
  note: string | null;
}

export interface RequirementEditionBody {
  edition: string;
}

export interface RequirementPoint {
  id: string;
  number?: string | null;
  version: number;
  set: Reference;
  phase: "development" | "normal" | "emergency";
  level: "must" | "needed" | "wanted";
  position: number;
  title: string;
  title_en?: string | null;
  demand: string;
  demand_en?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface RequirementPointBody {
  set: string;
  phase: "development" | "normal" | "emergency";
  level: "must" | "needed" | "wanted";
  position: number;
  title: string;
  title_en?: string | null;
  demand: string;
  demand_en?: string | null;
}

export interface RequirementPointList {
  items: RequirementPoint[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface RequirementPointPatch {
  phase?: "development" | "normal" | "emergency";
  level?: "must" | "needed" | "wanted";
  position?: number;
  title?: string;
  title_en?: string | null;
  demand?: string;
  demand_en?: string | null;
}

export interface RequirementSet {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  edition: string;
  state: "draft" | "in_use" | "retired";
  description?: string | null;
  replaces?: Reference | null;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface RequirementSetBody {
  title: string;
  edition: string;
  description?: string | null;
  replaces?: string | null;
  source?: string | null;
}

export interface RequirementSetList {
  items: RequirementSet[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface RequirementSetPatch {
  title?: string;
  edition?: string;
  description?: string | null;
  replaces?: string | null;
  source?: string | null;
}

export interface RequirementsMade {
  id: string | null;
  made: number;
}

export interface ResourceRequest {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  state: "draft" | "approved" | "rejected";
  sheet_key?: string | null;
  campaign?: string | null;
  level_to_reach?: number | null;
  measures: string[];
  reason?: string | null;
  people_needed?: number | null;
  cost_low?: Money | null;
  cost_high?: Money | null;
  cost_yearly?: Money | null;
  people?: PeopleNeeded[] | null;
  contents?: ResourceRequestContent[] | null;
  decided_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ResourceRequestBody {
  unit: string;
  title: string;
  sheet_key?: string | null;
  campaign?: string | null;
  level_to_reach?: number | null;
  measures: string[];
  reason?: string | null;
}

export interface ResourceRequestContent {
  id: string;
  number: string;
  title: string;
  unit_name: string;
  item_key?: string | null;
  level_to_reach?: number | null;
  people_needed?: number | null;
  people_skills?: string | null;
  people_from?: string | null;
  cost_initial?: Money | null;
  cost_low?: Money | null;
  cost_high?: Money | null;
  cost_yearly?: Money | null;
}

export interface ResourceRequestList {
  items: ResourceRequest[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ResourceRequestPatch {
  unit?: string;
  title?: string;
  sheet_key?: string | null;
  campaign?: string | null;
  level_to_reach?: number | null;
  measures?: string[];
  reason?: string | null;
}

export interface RespondentCall {
  id: string;
  spoken_with: string;
  held_on: string;
  by?: Reference | null;
  at: string;
  open: boolean;
  own: boolean;
}

export interface RespondentCallBody {
  spoken_with: string;
  held_on: string;
}

export interface RespondentCallList {
  items: RespondentCall[];
}

export interface RespondentCounts {
  all: number;
  contacted: number;
  opened: number;
  answering: number;
  submitted: number;
  accepted: number;
  late: number;
  bounced: number;
}

export interface RespondentDueBody {
  due: string;
}

export interface RespondentList {
  items: RespondentRow[];
  counts: RespondentCounts;
  next: string | null;
}

export interface RespondentMessage {
  id: string;
  item?: string | null;
  text: string;
  by?: Reference | null;
  guest?: string | null;
  at: string;
  open: boolean;
}

export interface RespondentMessageBody {
  item?: string | null;
  text: string;
}

export interface RespondentMessageList {
  items: RespondentMessage[];
}

export interface RespondentRow {
  response: string;
  respondent: Reference;
  kind: "supplier";
  class?: string | null;
  state: "draft" | "submitted" | "returned" | "accepted";
  due: string;
  version: number;
  asked: number;
  answered: number;
  submitted_at?: string | null;
  guests: number;
  opens: number;
  opened_at?: string | null;
  entered_at?: string | null;
  locked: number;
  bounced: number;
  asking: number;
}

export interface RespondentsAskedBody {
  kind: "supplier";
  class?: "A" | "B" | "C" | "D" | null;
  marked?: boolean | null;
  only?: string[] | null;
}

export interface RespondentsJob {
  job: string;
}

export interface Response {
  id: string;
  version: number;
  campaign: Reference;
  campaign_state: "draft" | "open" | "closed";
  period: string;
  due: string;
  overdue: boolean;
  days_left: number;
  notice?: "late" | "soon" | null;
  sheet_version: Reference;
  respondent_kind: "unit" | "supplier" | "person" | "site";
  unit: Reference;
  respondent?: Reference | null;
  state: "draft" | "submitted" | "returned" | "accepted";
  assignee?: Reference | null;
  asked: number;
  answered: number;
  submitted_at?: string | null;
  submitted_guest?: string | null;
  submitted_by?: Reference | null;
  accepted_at?: string | null;
  accepted_by?: Reference | null;
  alone: boolean;
  returned_at?: string | null;
  returned_by?: Reference | null;
  return_reason?: string | null;
  digest?: string | null;
  updated_at: string;
  may: ResponseMay;
  answers: Answer[];
  hidden: string[];
  spared: SparedItem[];
  missing: string[];
  scores: ResponseScores;
  last?: LastResponse | null;
  supplements: Supplement[];
  questions: ResponseQuestion[];
  files: AnswerFile[];
}

export interface ResponseAdvice {
  grade?: "none" | "watch" | "concern" | null;
  marks: AdviceMark[];
  services: AdviceFreeService[];
  steps: AdviceStep[];
}

export interface ResponseAssignPatch {
  assignee?: string | null;
}

export interface ResponseBrief {
  id: string;
  version: number;
  campaign: Reference;
  campaign_state: "draft" | "open" | "closed";
  period: string;
  due: string;
  overdue: boolean;
  days_left: number;
  notice?: "late" | "soon" | null;
  sheet_version: Reference;
  respondent_kind: "unit" | "supplier" | "person" | "site";
  unit: Reference;
  respondent?: Reference | null;
  state: "draft" | "submitted" | "returned" | "accepted";
  assignee?: Reference | null;
  asked: number;
  answered: number;
  submitted_at?: string | null;
  submitted_guest?: string | null;
  submitted_by?: Reference | null;
  accepted_at?: string | null;
  accepted_by?: Reference | null;
  alone: boolean;
  returned_at?: string | null;
  returned_by?: Reference | null;
  return_reason?: string | null;
  digest?: string | null;
  updated_at: string;
}

export interface ResponseDecision {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  position: number;
  action: "stop_system" | "cut_network" | "restrict_mail" | "stop_site" | "other";
  impact: "none" | "trade" | "whole" | "other";
  staff: "final" | "first" | "before" | "after" | "none";
  head: "final" | "first" | "before" | "after" | "none";
  management: "final" | "first" | "before" | "after" | "none";
  headquarters: "final" | "first" | "before" | "after" | "none";
  note?: string | null;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ResponseDecisionBody {
  title: string;
  position: number;
  action: "stop_system" | "cut_network" | "restrict_mail" | "stop_site" | "other";
  impact: "none" | "trade" | "whole" | "other";
  staff: "final" | "first" | "before" | "after" | "none";
  head: "final" | "first" | "before" | "after" | "none";
  management: "final" | "first" | "before" | "after" | "none";
  headquarters: "final" | "first" | "before" | "after" | "none";
  note?: string | null;
  source?: string | null;
}

export interface ResponseDecisionList {
  items: ResponseDecision[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ResponseDecisionPatch {
  title?: string;
  position?: number;
  action?: "stop_system" | "cut_network" | "restrict_mail" | "stop_site" | "other";
  impact?: "none" | "trade" | "whole" | "other";
  staff?: "final" | "first" | "before" | "after" | "none";
  head?: "final" | "first" | "before" | "after" | "none";
  management?: "final" | "first" | "before" | "after" | "none";
  headquarters?: "final" | "first" | "before" | "after" | "none";
  note?: string | null;
  source?: string | null;
}

export interface ResponseEvidence {
  frozen: boolean;
  evidence?: EvidenceVerdict | null;
}

export interface ResponseList {
  items: ResponseBrief[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ResponseMay {
  answer: boolean;
  submit: boolean;
  withdraw: boolean;
  accept: boolean;
  return: boolean;
  assign: boolean;
}

export interface ResponseQuestion {
  id: string;
  item?: string | null;
  kind: "question" | "evidence";
  text: string;
  asked_by?: Reference | null;
  asked_at: string;
  reply?: string | null;
  replied_by?: Reference | null;
  replied_guest?: string | null;
  replied_at?: string | null;
  met: boolean;
}

export interface ResponseReturnBody {
  reason: string;
  questions?: QuestionBody[] | null;
}

export interface ResponseScores {
  sections: SectionScore[];
  tenths?: number | null;
  raw?: number | null;
}

export interface ResponseStarterMade {
  made: number;
}

export interface Risk {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  threat: Reference;
  system?: Reference | null;
  asset?: Reference | null;
  state: "open" | "treating" | "asked" | "accepted" | "lapsed" | "closed";
  scenario?: string | null;
  existing_measures?: string | null;
  threat_level?: number | null;
  vulnerability?: number | null;
  likelihood?: number | null;
  importance?: number | null;
  likelihood_used?: number | null;
  importance_used?: number | null;
  value?: number | null;
  residual_vulnerability?: number | null;
  residual_likelihood?: number | null;
  residual_importance?: number | null;
  residual_likelihood_used?: number | null;
  residual_importance_used?: number | null;
  residual_value?: number | null;
  value_now?: number | null;
  band?: "calm" | "watch" | "warn" | "alarm" | null;
  treatment?: "reduce" | "avoid" | "transfer" | "accept" | null;
  owner?: Reference | null;
  rated_on?: string | null;
  review_on?: string | null;
  acceptance_reason?: string | null;
  accepted_until?: string | null;
  accepted_on?: string | null;
  accepted_value?: number | null;
  accepted_band?: "calm" | "watch" | "warn" | "alarm" | null;
  accepted_method?: string | null;
  due?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface RiskAsked {
  id: string;
  number: string;
  name: string | null;
  value_now: number;
  band: "calm" | "watch" | "warn" | "alarm" | null;
}

export interface RiskAskedList {
  items: RiskAsked[];
}

export interface RiskBand {
  key: string;
  from: number;
  colour: "calm" | "watch" | "warn" | "alarm";
  name: SheetTexts;
  description?: SheetTexts | null;
}

export interface RiskBandBody {
  key: string;
  from: number;
  colour: "calm" | "watch" | "warn" | "alarm";
  name: SheetTextsBody;
  description?: SheetTextsBody | null;
}

export interface RiskBandCounts {
  calm: number;
  watch: number;
  warn: number;
  alarm: number;
}

export interface RiskBody {
  unit: string;
  name?: string | null;
  threat: string;
  system?: string | null;
  asset?: string | null;
  scenario?: string | null;
  existing_measures?: string | null;
  threat_level?: number | null;
  vulnerability?: number | null;
  likelihood?: number | null;
  importance?: number | null;
  residual_vulnerability?: number | null;
  residual_likelihood?: number | null;
  residual_importance?: number | null;
  treatment?: "reduce" | "avoid" | "transfer" | "accept" | null;
  owner?: string | null;
  rated_on?: string | null;
  review_on?: string | null;
  acceptance_reason?: string | null;
  accepted_until?: string | null;
}

export interface RiskFigure {
  id: string | null;
  number: string | null;
  name: string | null;
  count: number;
  unknown: number;
  highest: number | null;
  bands: RiskBandCounts;
}

export interface RiskFigures {
  items: RiskFigure[];
}

export interface RiskHeatMap {
  inherent: RiskHeatMapCell[];
  residual: RiskHeatMapCell[];
  unknown: number;
}

export interface RiskHeatMapCell {
  likelihood: number;
  importance: number;
  value: number;
  band: "calm" | "watch" | "warn" | "alarm";
  count: number;
}

export interface RiskList {
  items: Risk[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface RiskMethod {
  format: "kaname-risk-method/1";
  key: string;
  version: string;
  publisher: string;
  licence: string;
  wording: "own" | "source" | "adapted";
  source: string;
  name: SheetTexts;
  description: SheetTexts;
  scales: RiskScales;
  likelihood?: unknown;
  value: RiskValue;
  bands: RiskBand[];
}

export interface RiskMethodAdded {
  key: string;
  version: number;
  own: boolean;
}

export interface RiskMethodBody {
  format: "kaname-risk-method/1";
  key: string;
  version: string;
  publisher: string;
  licence: string;
  wording: "own" | "source" | "adapted";
  source: string;
  name: SheetTextsBody;
  description: SheetTextsBody;
  scales: RiskScalesBody;
  likelihood?: unknown;
  value: RiskValueBody;
  bands: RiskBandBody[];
}

export interface RiskMethodChoiceBody {
  version?: number | null;
}

export interface RiskMethodKept {
  key: string;
  version: number;
  own: boolean;
  in_force: boolean;
  chosen_at: string | null;
  document: RiskMethod;
}

export interface RiskMethodList {
  items: RiskMethodListed[];
}

export interface RiskMethodListed {
  key: string;
  version: number;
  own: boolean;
  in_force: boolean;
  name: Record<string, string>;
  description: Record<string, string>;
}

export interface RiskMove {
  risk: RiskMoved;
  value_before: number | null;
  value_after: number | null;
  now_before: number | null;
  now_after: number | null;
  band_before: "calm" | "watch" | "warn" | "alarm" | null;
  band_after: "calm" | "watch" | "warn" | "alarm" | null;
  returns: "risen" | "band" | "unvalued" | null;
}

export interface RiskMoveList {
  items: RiskMove[];
  next: number | null;
}

export interface RiskMoved {
  id: string;
  number: string;
  name: string | null;
}

export interface RiskMovedBetween {
  id: string;
  number: string;
  name: string | null;
  unit: string;
  open: boolean;
  from: RiskMovedSide | null;
  to: RiskMovedSide | null;
  why: RiskMovedWhy[];
}

export interface RiskMovedList {
  items: RiskMovedBetween[];
  next: string | null;
}

export interface RiskMovedSide {
  likelihood: number | null;
  importance: number | null;
  value: number | null;
  residual_value: number | null;
  value_now: number | null;
  band: "calm" | "watch" | "warn" | "alarm" | null;
  state: "open" | "treating" | "asked" | "accepted" | "lapsed" | "closed";
}

export interface RiskMovedWhy {
  reason: "likelihood" | "importance" | "measures" | "method" | "accepted" | "acceptance_ended" | "created" | "reopened" | "closed" | "deleted" | "unit";
}

export interface RiskMovement {
  from: RiskSnapshot;
  to: RiskSnapshot | null;
  same_method: boolean;
  counts: RiskMovementKinds;
  cells: RiskMovementCell[];
}

export interface RiskMovementCell {
  from: "calm" | "watch" | "warn" | "alarm" | "unknown" | "absent";
  to: "calm" | "watch" | "warn" | "alarm" | "unknown" | "absent";
  count: number;
}

export interface RiskMovementKinds {
  new: number;
  gone: number;
  up: number;
  down: number;
  rated: number;
  same: number;
}

export interface RiskPatch {
  unit?: string;
  name?: string | null;
  threat?: string;
  system?: string | null;
  asset?: string | null;
  scenario?: string | null;
  existing_measures?: string | null;
  threat_level?: number | null;
  vulnerability?: number | null;
  likelihood?: number | null;
  importance?: number | null;
  residual_vulnerability?: number | null;
  residual_likelihood?: number | null;
  residual_importance?: number | null;
  treatment?: "reduce" | "avoid" | "transfer" | "accept" | null;
  owner?: string | null;
  rated_on?: string | null;
  review_on?: string | null;
  acceptance_reason?: string | null;
  accepted_until?: string | null;
}

export interface RiskRecompute {
  id: string | null;
  at: string;
  cause: "method" | "system" | "asset";
  method: RiskMethodAdded;
  rows: number;
  moved: number;
  up: number;
  down: number;
  returned: number;
}

export interface RiskRecomputeList {
  items: RiskRecompute[];
}

export interface RiskRecomputeTold {
  id: string | null;
  at: string;
  cause: "method" | "system" | "asset";
  method: RiskMethodAdded;
  rows: number;
  moved: number;
  up: number;
  down: number;
  returned: number;
  items: RiskMove[];
}

export interface RiskScales {
  threat?: RiskStep[] | null;
  vulnerability?: RiskStep[] | null;
  likelihood?: RiskStep[] | null;
  importance?: RiskStep[] | null;
}

export interface RiskScalesBody {
  threat?: RiskStepBody[] | null;
  vulnerability?: RiskStepBody[] | null;
  likelihood?: RiskStepBody[] | null;
  importance?: RiskStepBody[] | null;
}

export interface RiskSnapshot {
  id: string;
  period: string;
  by_hand: boolean;
  as_of: string;
  method: RiskMethodAdded;
  taken_at: string;
  taken_by: string | null;
  count: number;
  bands: RiskSnapshotBands;
}

export interface RiskSnapshotBands {
  calm: number;
  watch: number;
  warn: number;
  alarm: number;
  unknown: number;
}

export interface RiskSnapshotList {
  items: RiskSnapshot[];
}

export interface RiskStep {
  key: string;
  name: SheetTexts;
  description?: SheetTexts | null;
}

export interface RiskStepBody {
  key: string;
  name: SheetTextsBody;
  description?: SheetTextsBody | null;
}

export interface RiskValue {
  product?: boolean | null;
  table?: unknown;
}

export interface RiskValueBody {
  product?: boolean | null;
  table?: unknown;
}

export interface RoleAssignment {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  role: "ciso" | "security_lead" | "system_admin" | "department_lead" | "csirt_lead" | "csirt_member" | "privacy_officer" | "internal_auditor" | "other";
  phase: "peace" | "emergency" | "both";
  person?: Reference | null;
  deputy?: Reference | null;
  duties?: string | null;
  published?: "none" | "concerned" | "all" | null;
  appointed_on?: string | null;
  reviewed_on?: string | null;
  review_note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface RoleAssignmentBody {
  unit: string;
  title: string;
  role: "ciso" | "security_lead" | "system_admin" | "department_lead" | "csirt_lead" | "csirt_member" | "privacy_officer" | "internal_auditor" | "other";
  phase: "peace" | "emergency" | "both";
  person?: string | null;
  deputy?: string | null;
  duties?: string | null;
  published?: "none" | "concerned" | "all" | null;
  appointed_on?: string | null;
  reviewed_on?: string | null;
  review_note?: string | null;
}

export interface RoleAssignmentList {
  items: RoleAssignment[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface RoleAssignmentPatch {
  unit?: string;
  title?: string;
  role?: "ciso" | "security_lead" | "system_admin" | "department_lead" | "csirt_lead" | "csirt_member" | "privacy_officer" | "internal_auditor" | "other";
  phase?: "peace" | "emergency" | "both";
  person?: string | null;
  deputy?: string | null;
  duties?: string | null;
  published?: "none" | "concerned" | "all" | null;
  appointed_on?: string | null;
  reviewed_on?: string | null;
  review_note?: string | null;
}

export interface Ruling {
  id: string;
  no: number;
  action: "stop_system" | "cut_network" | "restrict_mail" | "stop_site" | "other";
  impact: "none" | "trade" | "whole" | "other";
  matrix: string | null;
  what: string;
  rank: "staff" | "head" | "management" | "headquarters";
  decider: RulingPerson;
  stand_in: boolean;
  state: "asked" | "approved" | "refused" | "overridden" | "withdrawn";
  due_at: string;
  asked_at: string;
  asked_by: string | null;
  answer: string | null;
  ended_at: string | null;
  ended_by: string | null;
  verdict: "right" | "wrong" | null;
  review: string | null;
  reviewed_at: string | null;
  voices: RulingVoice[];
}

export interface RulingAnswerBody {
  answer: "approved" | "refused";
  text?: string | null;
  passed_over?: string | null;
}

export interface RulingChosenBody {
  rank: "staff" | "head" | "management" | "headquarters";
  person: string;
}

export interface RulingList {
  items: Ruling[];
}

export interface RulingNewBody {
  action: "stop_system" | "cut_network" | "restrict_mail" | "stop_site" | "other";
  impact: "none" | "trade" | "whole" | "other";
  what: string;
  due_at: string;
  people: RulingChosenBody[];
}

export interface RulingOpinionBody {
  opinion: "for" | "against";
  text?: string | null;
}

export interface RulingPerson {
  id: string;
  number: string;
  title: string;
  post: string | null;
}

export interface RulingPosts {
  staff: string | null;
  head: string | null;
  management: string | null;
  headquarters: string | null;
}

export interface RulingPostsNewBody {
  staff?: string | null;
  head?: string | null;
  management?: string | null;
  headquarters?: string | null;
}

export interface RulingReasonBody {
  reason: string;
}

export interface RulingReviewBody {
  verdict: "right" | "wrong";
  text?: string | null;
}

export interface RulingSeat {
  rank: "staff" | "head" | "management" | "headquarters";
  part: "final" | "first" | "before" | "after" | "none";
  post: string | null;
  people: RulingPerson[];
}

export interface RulingSeats {
  matrix: string | null;
  seats: RulingSeat[];
}

export interface RulingVoice {
  rank: "staff" | "head" | "management" | "headquarters";
  part: "final" | "first" | "before" | "after" | "none";
  person: RulingPerson | null;
  stand_in: boolean;
  opinion: "for" | "against" | "passed" | null;
  text: string | null;
  said_at: string | null;
}

export interface Rumour {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  place: "social" | "press" | "customer" | "partner" | "investor" | "staff" | "other";
  heard_on: string;
  state: "open" | "answered" | "left";
  said: string;
  decision?: Reference | null;
  owner?: Reference | null;
  answer_by?: string | null;
  answer?: string | null;
  answer_where?: string | null;
  answered_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface RumourBody {
  title: string;
  place: "social" | "press" | "customer" | "partner" | "investor" | "staff" | "other";
  heard_on: string;
  said: string;
  decision?: string | null;
  owner?: string | null;
  answer_by?: string | null;
  answer?: string | null;
  answer_where?: string | null;
}

export interface RumourList {
  items: Rumour[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface RumourPatch {
  title?: string;
  place?: "social" | "press" | "customer" | "partner" | "investor" | "staff" | "other";
  heard_on?: string;
  said?: string;
  decision?: string | null;
  owner?: string | null;
  answer_by?: string | null;
  answer?: string | null;
  answer_where?: string | null;
}

export interface SavedView {
  id: string;
  register: string;
  name: string;
  query: string;
  shared: boolean;
  mine: boolean;
  owner: string;
}

export interface SavedViewList {
  items: SavedView[];
}

export interface SavedViewNewBody {
  register: string;
  name: string;
  query: string;
}

export interface SavedViewSharingBody {
  shared: boolean;
}

export interface ScoreBounds {
  min: number;
  max: number;
}

export interface Scorecard {
  as_of: string;
  items: ScorecardItem[];
  arrows: ScorecardArrow[];
}

export interface ScorecardArrow {
  id: string;
  cause: Reference;
  effect: Reference;
  reason: string | null;
}

export interface ScorecardItem {
  id: string;
  number: string;
  title: string;
  version: number;
  perspective: "finance" | "customer" | "process" | "learning";
  question: string | null;
  source: "manual" | "finds_value" | "mean_maturity" | "component_maturity" | "high_risks" | "undecided_risks" | "lapsed_acceptances" | "late_measures" | "done_measures" | "expected_loss" | "budget_used" | "verified_claims" | "outside_score" | "outside_lead" | "exercises_held" | "trainings_held" | "late_findings" | "suppliers_concern" | "sites_late" | "requests_received" | "requests_open" | "requests_late" | "request_days" | "investigation_hours" | "incidents" | "grave_incidents";
  figure: "count" | "percent" | "level" | "points" | "yen" | "hours" | "days" | "people";
  direction: "higher" | "lower";
  target: number | null;
  green: number | null;
  amber: number | null;
  cycle: "month" | "quarter" | "fiscal_year";
  owner: Reference | null;
  judged: string | null;
  comment: string | null;
  value: number | null;
  live: boolean;
  as_of: string | null;
  period_end: string | null;
  status: "none" | "ok" | "warn" | "bad";
  before: number | null;
  before_end: string | null;
  movement: "unknown" | "better" | "same" | "worse";
  parts: ScorecardPart[];
  due: boolean;
  due_end: string;
  values: ScorecardPast[];
}

export interface ScorecardPart {
  key: "own" | "industry" | "supported" | "judged" | "used" | "granted" | "one_in_twenty" | "records" | "unit_price" | "fresh" | "unscored" | "answered" | "concern" | "reviewed" | "sites" | "investigated" | "critical" | "high" | "medium" | "low";
  figure: "count" | "percent" | "level" | "points" | "yen" | "hours" | "days" | "people";
  value: number;
}

export interface ScorecardPast {
  id: string;
  period_end: string;
  value: number;
  status: "none" | "ok" | "warn" | "bad";
  origin: "typed" | "computed" | null;
  comment: string | null;
}

export interface ScorecardStarterMade {
  made: number;
}

export interface SearchHit {
  kind: string;
  id: string;
  number: string | null;
  part: number;
  title: SearchPart[];
  extract: SearchPart[];
  unit: SearchUnit | null;
  at: string;
}

export interface SearchList {
  items: SearchHit[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
  ranked: boolean;
}

export interface SearchPart {
  text: string;
  hit: boolean;
}

export interface SearchUnit {
  id: string;
  title: string;
}

export interface SecondAnswerBody {
  value: unknown;
  comment?: string | null;
}

export interface SecondAnswers {
  may: boolean;
  items: Answer[];
}

export interface SecondFactor {
  on: boolean;
  codes: boolean;
  since?: string | null;
  needed: boolean;
  recovery_codes_left: number;
}

export interface SecondFactorCodeBody {
  code: string;
}

export interface SecondFactorNew {
  secret: string;
  url: string;
  qr: QrCode;
}

export interface SecondFactorProofBody {
  code?: string | null;
  passkey?: PasskeyAnswerBody | null;
}

export interface SecondOpinionDifference {
  unit: Reference;
  response: string;
  key: string;
  section: string;
  text: Record<string, string>;
  claimed: number;
  second: number;
  comment?: string | null;
  by?: Reference | null;
  at: string;
}

export interface SectionResult {
  key: string;
  name: Record<string, string>;
  short?: Record<string, string> | null;
  parent?: string | null;
  own?: Mean | null;
  head_office?: Mean | null;
  last?: Mean | null;
  target?: Mean | null;
  industry?: IndustryComparison | null;
  comparable?: IndustryComparison | null;
  leaders?: IndustryComparison | null;
  n: number;
}

export interface SectionScore {
  section: string;
  n: number;
  missing: number;
  tenths?: number | null;
  raw?: number | null;
}

export interface SecurityDuty {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  class: "own" | "advised" | "given";
  policy?: string | null;
  reason?: string | null;
  person?: Reference | null;
  deputy?: Reference | null;
  reserve?: Reference | null;
  service?: Reference | null;
  provider?: string | null;
  skills?: string | null;
  skill_plan?: string | null;
  reviewed_on?: string | null;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SecurityDutyBody {
  unit: string;
  title: string;
  class: "own" | "advised" | "given";
  policy?: string | null;
  reason?: string | null;
  person?: string | null;
  deputy?: string | null;
  reserve?: string | null;
  service?: string | null;
  provider?: string | null;
  skills?: string | null;
  skill_plan?: string | null;
  reviewed_on?: string | null;
  source?: string | null;
}

export interface SecurityDutyList {
  items: SecurityDuty[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SecurityDutyPatch {
  unit?: string;
  title?: string;
  class?: "own" | "advised" | "given";
  policy?: string | null;
  reason?: string | null;
  person?: string | null;
  deputy?: string | null;
  reserve?: string | null;
  service?: string | null;
  provider?: string | null;
  skills?: string | null;
  skill_plan?: string | null;
  reviewed_on?: string | null;
  source?: string | null;
}

export interface SecurityService {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  provider: string;
  kind: "audit" | "diagnosis" | "forensics" | "monitoring" | "device_check" | "support" | "advice" | "legal" | "other";
  listing: "service_list" | "otasuketai" | "none";
  list_number?: string | null;
  link?: string | null;
  checked_on?: string | null;
  check_by?: string | null;
  used: "in_use" | "candidate" | "former";
  owner?: Reference | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SecurityServiceBody {
  title: string;
  provider: string;
  kind: "audit" | "diagnosis" | "forensics" | "monitoring" | "device_check" | "support" | "advice" | "legal" | "other";
  listing: "service_list" | "otasuketai" | "none";
  list_number?: string | null;
  link?: string | null;
  checked_on?: string | null;
  check_by?: string | null;
  used: "in_use" | "candidate" | "former";
  owner?: string | null;
  note?: string | null;
}

export interface SecurityServiceList {
  items: SecurityService[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SecurityServicePatch {
  title?: string;
  provider?: string;
  kind?: "audit" | "diagnosis" | "forensics" | "monitoring" | "device_check" | "support" | "advice" | "legal" | "other";
  listing?: "service_list" | "otasuketai" | "none";
  list_number?: string | null;
  link?: string | null;
  checked_on?: string | null;
  check_by?: string | null;
  used?: "in_use" | "candidate" | "former";
  owner?: string | null;
  note?: string | null;
}

export interface SeminarAttendance {
  id: string;
  number?: string | null;
  version: number;
  seminar: Reference;
  supplier: Reference;
  title?: string | null;
  standing: "invited" | "attended" | "watched" | "absent";
  people?: number | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SeminarAttendanceBody {
  seminar: string;
  supplier: string;
  standing: "invited" | "attended" | "watched" | "absent";
  people?: number | null;
  note?: string | null;
}

export interface SeminarAttendanceList {
  items: SeminarAttendance[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SeminarAttendancePatch {
  seminar?: string;
  supplier?: string;
  standing?: "invited" | "attended" | "watched" | "absent";
  people?: number | null;
  note?: string | null;
}

export interface SeminarAttended {
  classes: SeminarClass[];
  never_total: number;
  never: SeminarFirm[];
  may_write: boolean;
}

export interface SeminarClass {
  class: "a" | "b" | "c" | "d" | null;
  asked: boolean;
  suppliers: number;
  attended: number;
  watched: number;
}

export interface SeminarFirm {
  id: string;
  number: string;
  name: string;
  class: "a" | "b" | "c" | "d" | null;
}

export interface SeminarPasteBody {
  names: string[];
  standing: "invited" | "attended" | "watched" | "absent";
}

export interface SeminarPasted {
  entered: number;
  changed: number;
  unknown: string[];
  several: string[];
}

export interface ServerStatus {
  status?: string | null;
}

export interface Session {
  id: string;
  current: boolean;
  opened_by: "password" | "link" | "setup" | "oidc" | "ldap" | "passkey";
  created_at: string;
  seen_at: string;
  expires_at: string;
  address?: string | null;
  agent?: string | null;
}

export interface SessionList {
  items: Session[];
}

export interface SetupBody {
  token: string;
  organisation: string;
  zone: string;
  lang: "ja" | "en";
  currency?: string | null;
  fiscal_first_month: number;
  industry?: string | null;
  family_name: string;
  given_name: string;
  kana?: string | null;
  email?: string | null;
  login: string;
  password: string;
}

export interface SetupLinkBody {
  token: string;
}

export interface SetupLinkState {
  open: boolean;
  live: boolean;
}

export interface SetupState {
  open: boolean;
}

export interface SeverityCriterion {
  id: string;
  number?: string | null;
  version: number;
  criterion: string;
  severity: "critical" | "high" | "medium" | "low";
  start_hours?: number | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SeverityCriterionBody {
  criterion: string;
  severity: "critical" | "high" | "medium" | "low";
  start_hours?: number | null;
  note?: string | null;
}

export interface SeverityCriterionList {
  items: SeverityCriterion[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SeverityCriterionPatch {
  criterion?: string;
  severity?: "critical" | "high" | "medium" | "low";
  start_hours?: number | null;
  note?: string | null;
}

export interface SharingPoint {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  topic: "share" | "publish" | "outside" | "delicate";
  state: "draft" | "agreed" | "retired";
  question: string;
  guidance?: string | null;
  rule?: string | null;
  decider?: string | null;
  decided_when?: string | null;
  lawyer?: string | null;
  advice?: string | null;
  advised_on?: string | null;
  insurance?: string | null;
  insurance_on?: string | null;
  board_on?: string | null;
  agreed_on?: string | null;
  owner?: Reference | null;
  review_by?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SharingPointBody {
  title: string;
  topic: "share" | "publish" | "outside" | "delicate";
  question: string;
  guidance?: string | null;
  rule?: string | null;
  decider?: string | null;
  decided_when?: string | null;
  lawyer?: string | null;
  advice?: string | null;
  advised_on?: string | null;
  insurance?: string | null;
  insurance_on?: string | null;
  board_on?: string | null;
  owner?: string | null;
  review_by?: string | null;
}

export interface SharingPointList {
  items: SharingPoint[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SharingPointPatch {
  title?: string;
  topic?: "share" | "publish" | "outside" | "delicate";
  question?: string;
  guidance?: string | null;
  rule?: string | null;
  decider?: string | null;
  decided_when?: string | null;
  lawyer?: string | null;
  advice?: string | null;
  advised_on?: string | null;
  insurance?: string | null;
  insurance_on?: string | null;
  board_on?: string | null;
  owner?: string | null;
  review_by?: string | null;
}

export interface SharingPointsMade {
  made: number;
}

export interface SharingStance {
  id: string;
  number?: string | null;
  version: number;
  department: string;
  point: Reference;
  stance: string;
  person?: Reference | null;
  heard_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SharingStanceBody {
  department: string;
  point: string;
  stance: string;
  person?: string | null;
  heard_on?: string | null;
}

export interface SharingStanceList {
  items: SharingStance[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SharingStancePatch {
  department?: string;
  stance?: string;
  person?: string | null;
  heard_on?: string | null;
}

export interface Sheet {
  id: string;
  key: string;
  built_in: boolean;
  newest: SheetVersion;
  campaigns?: number | null;
  versions?: SheetVersion[] | null;
}

export interface SheetApplies {
  classes?: string[] | null;
  kinds?: string[] | null;
  answers?: SheetCondition[] | null;
  spared_by?: SheetSpare[] | null;
}

export interface SheetBand {
  from: number;
  name: SheetTexts;
  advice?: SheetTexts | null;
}

export interface SheetChoice {
  key: string;
  text: SheetTexts;
}

export interface SheetCondition {
  item: string;
  in: string[];
}

export interface SheetDocument {
  format: "kaname-sheet/1";
  key: string;
  version: string;
  publisher?: string | null;
  licence?: string | null;
  wording: "own" | "source" | "adapted";
  source?: string | null;
  name: SheetTexts;
  description?: SheetTexts | null;
  basis?: SheetTexts | null;
  section_name?: SheetTexts | null;
  languages: string[];
  score: SheetScore;
  total?: SheetTotal | null;
  sections: SheetSection[];
  items: SheetItem[];
}

export interface SheetImport {
  dry_run: boolean;
  sheets: SheetImported[];
  mappings: MappingImported[];
  report?: unknown;
}

export interface SheetImported {
  added: boolean;
  version: SheetVersion;
}

export interface SheetItem {
  key: string;
  section: string;
  scale: "maturity5" | "yes_no_na" | "have" | "choice" | "multi" | "number" | "text" | "date";
  weight?: number | null;
  required?: boolean | null;
  text: SheetTexts;
  hint?: SheetTexts | null;
  levels?: SheetTexts[] | null;
  criteria?: SheetTexts[] | null;
  options?: SheetOption[] | null;
  evidence?: SheetTexts[] | null;
  practices?: string[] | null;
  directives?: string[] | null;
  applies?: SheetApplies | null;
  min?: number | null;
  max?: number | null;
  scored?: boolean | null;
}

export interface SheetList {
  items: Sheet[];
  next: string | null;
  total: number;
}

export interface SheetOption {
  key: string;
  points?: number | null;
  right?: boolean | null;
  text: SheetTexts;
  why?: SheetTexts | null;
}

export interface SheetQuestion {
  key: string;
  section: string;
  scale: "maturity5" | "yes_no_na" | "have" | "choice" | "multi" | "number" | "text" | "date";
  required?: boolean | null;
  text: SheetTexts;
  hint?: SheetTexts | null;
  levels?: SheetTexts[] | null;
  criteria?: SheetTexts[] | null;
  options?: SheetChoice[] | null;
  evidence?: SheetTexts[] | null;
  practices?: string[] | null;
  directives?: string[] | null;
  applies?: SheetApplies | null;
  min?: number | null;
  max?: number | null;
}

export interface SheetQuestions {
  format: "kaname-sheet/1";
  key: string;
  version: string;
  publisher?: string | null;
  licence?: string | null;
  wording: "own" | "source" | "adapted";
  source?: string | null;
  name: SheetTexts;
  description?: SheetTexts | null;
  basis?: SheetTexts | null;
  section_name?: SheetTexts | null;
  languages: string[];
  sections: SheetSection[];
  items: SheetQuestion[];
}

export interface SheetScore {
  min: number;
  max: number;
}

export interface SheetSection {
  key: string;
  parent?: string | null;
  name: SheetTexts;
  short?: SheetTexts | null;
  explains?: SheetTexts | null;
}

export interface SheetSpare {
  certificate: "isms" | "privacy_mark" | "scs3" | "scs4" | "scs5";
  value: string;
}

export interface SheetTable {
  dry_run: boolean;
  format: string;
  notices: SheetTableNotice[];
  header_line: number;
  columns: SheetTableColumn[];
  scale: "yes_no_na" | "have" | "graded" | "text";
  key: string;
  title: string;
  faults: SheetTableFault[];
  n_sections?: number | null;
  n_items?: number | null;
  items: SheetTableItem[];
  added?: boolean | null;
  version?: SheetVersion | null;
}

export interface SheetTableColumn {
  no: number;
  header: string;
  holds?: "key" | "section" | "text" | "hint" | "evidence" | "level1" | "level2" | "level3" | "level4" | "level5" | "answers" | null;
  samples: string[];
}

export interface SheetTableFault {
  line: number;
  column: number;
  code: string;
  value?: string | null;
}

export interface SheetTableItem {
  key: string;
  section: string;
  scale: "maturity5" | "yes_no_na" | "have" | "choice" | "multi" | "number" | "text" | "date";
  text: SheetTexts;
}

export interface SheetTableNotice {
  code: string;
  value?: string | null;
  limit?: number | null;
}

export interface SheetTexts {
  ja?: string | null;
  en?: string | null;
  zh?: string | null;
  ko?: string | null;
  ar?: string | null;
  cs?: string | null;
  da?: string | null;
  de?: string | null;
  el?: string | null;
  es?: string | null;
  fr?: string | null;
  hi?: string | null;
  hr?: string | null;
  hu?: string | null;
  id?: string | null;
  it?: string | null;
  lt?: string | null;
  nl?: string | null;
  pl?: string | null;
  pt?: string | null;
  ro?: string | null;
  sv?: string | null;
  th?: string | null;
  tr?: string | null;
  uk?: string | null;
  vi?: string | null;
}

export interface SheetTextsBody {
  ja?: string | null;
  en?: string | null;
  zh?: string | null;
  ko?: string | null;
  ar?: string | null;
  cs?: string | null;
  da?: string | null;
  de?: string | null;
  el?: string | null;
  es?: string | null;
  fr?: string | null;
  hi?: string | null;
  hr?: string | null;
  hu?: string | null;
  id?: string | null;
  it?: string | null;
  lt?: string | null;
  nl?: string | null;
  pl?: string | null;
  pt?: string | null;
  ro?: string | null;
  sv?: string | null;
  th?: string | null;
  tr?: string | null;
  uk?: string | null;
  vi?: string | null;
}

export interface SheetTotal {
  na?: number | null;
  bands?: SheetBand[] | null;
}

export interface SheetVersion {
  id: string;
  sheet: Reference;
  no: number;
  version: string;
  built_in: boolean;
  name: SheetTexts;
  publisher?: string | null;
  licence?: string | null;
  source?: string | null;
  wording: "own" | "source" | "adapted";
  languages: string[];
  score: ScoreBounds;
  n_sections: number;
  n_items: number;
  digest: string;
  created_at: string;
}

export interface SheetVersionWhole {
  id: string;
  sheet: Reference;
  no: number;
  version: string;
  built_in: boolean;
  name: SheetTexts;
  publisher?: string | null;
  licence?: string | null;
  source?: string | null;
  wording: "own" | "source" | "adapted";
  languages: string[];
  score: ScoreBounds;
  n_sections: number;
  n_items: number;
  digest: string;
  created_at: string;
  document: SheetDocument;
}

export interface SignInAccount {
  id: string;
  login: string;
  name: string;
}

export interface SignInBody {
  login: string;
  password: string;
  code?: string | null;
  passkey?: PasskeyAnswerBody | null;
}

export interface SignInEntry {
  id: string;
  at: string;
  result: "ok" | "password" | "code" | "provider" | "passkey";
  opened_by?: "password" | "link" | "setup" | "oidc" | "ldap" | "passkey" | null;
  address?: string | null;
  agent?: string | null;
  odd: string[];
  seen: boolean;
  account?: SignInAccount | null;
}

export interface SignInEntryList {
  items: SignInEntry[];
  next?: string | null;
}

export interface SignInLinkBody {
  token: string;
  code?: string | null;
  passkey?: PasskeyAnswerBody | null;
}

export interface SignInRules {
  version: number;
  password_min: number;
  factor_roles: string[];
}

export interface SignInRulesBody {
  password_min: number;
  factor_roles: string[];
}

export interface SignInWays {
  password: boolean;
  oidc?: string | null;
  passkey: boolean;
}

export interface Site {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  country?: string | null;
  language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi" | null;
  second_language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi" | null;
  staff?: number | null;
  officer?: Reference | null;
  deputy?: Reference | null;
  head?: Reference | null;
  contact?: Reference | null;
  sorting?: "itself" | "list" | null;
  sorting_reason?: string | null;
  sorted_by?: Reference | null;
  sorted_on?: string | null;
  advice?: string | null;
  data_places?: string | null;
  cloud_country?: string | null;
  security_state?: "good" | "watch" | "weak" | null;
  state_note?: string | null;
  state_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteAttendance {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  meeting: Reference;
  site: Reference;
  attendance: "invited" | "present" | "deputy" | "absent";
  attendee?: string | null;
  compliance?: number | null;
  presented?: string | null;
  award?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteAttendanceBody {
  unit: string;
  meeting: string;
  site: string;
  attendance: "invited" | "present" | "deputy" | "absent";
  attendee?: string | null;
  compliance?: number | null;
  presented?: string | null;
  award?: string | null;
}

export interface SiteAttendanceList {
  items: SiteAttendance[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteAttendancePatch {
  unit?: string;
  attendance?: "invited" | "present" | "deputy" | "absent";
  attendee?: string | null;
  compliance?: number | null;
  presented?: string | null;
  award?: string | null;
}

export interface SiteAudit {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  site: Reference;
  campaign: string;
  way: "sample" | "chosen";
  size?: number | null;
  seed?: number | null;
  note?: string | null;
  item_keys?: string | null;
  state: "open" | "done" | "called_off";
  held_on?: string | null;
  auditor?: Reference | null;
  answers?: number | null;
  sampled?: number | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteAuditAnswer {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  audit: Reference;
  question?: string | null;
  answer?: string | null;
  answer_comment?: string | null;
  state: "open" | "agree" | "differ";
  evidence_seen?: string | null;
  note?: string | null;
  item_key?: string | null;
  severity?: "major" | "minor" | "observation" | null;
  owner?: Reference | null;
  due?: string | null;
  finding?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteAuditAnswerBody {
  unit: string;
  audit: string;
  evidence_seen?: string | null;
  note?: string | null;
  item_key?: string | null;
  severity?: "major" | "minor" | "observation" | null;
  owner?: string | null;
  due?: string | null;
}

export interface SiteAuditAnswerList {
  items: SiteAuditAnswer[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteAuditAnswerPatch {
  unit?: string;
  evidence_seen?: string | null;
  note?: string | null;
  severity?: "major" | "minor" | "observation" | null;
  owner?: string | null;
  due?: string | null;
}

export interface SiteAuditBody {
  unit: string;
  site: string;
  campaign: string;
  way: "sample" | "chosen";
  size?: number | null;
  seed?: number | null;
  note?: string | null;
  item_keys?: string | null;
  held_on?: string | null;
  auditor?: string | null;
}

export interface SiteAuditList {
  items: SiteAudit[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteAuditPatch {
  unit?: string;
  note?: string | null;
  held_on?: string | null;
  auditor?: string | null;
}

export interface SiteBody {
  unit: string;
  name: string;
  country?: string | null;
  language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi" | null;
  second_language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi" | null;
  staff?: number | null;
  officer?: string | null;
  deputy?: string | null;
  head?: string | null;
  contact?: string | null;
  sorting?: "itself" | "list" | null;
  sorting_reason?: string | null;
  sorted_by?: string | null;
  sorted_on?: string | null;
  advice?: string | null;
  data_places?: string | null;
  cloud_country?: string | null;
  security_state?: "good" | "watch" | "weak" | null;
  state_note?: string | null;
  state_on?: string | null;
  note?: string | null;
}

export interface SiteCheckItem {
  id: string;
  number?: string | null;
  version: number;
  text: string;
  language: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi";
  law?: Reference | null;
  hint?: string | null;
  evidence?: string | null;
  valid_from?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteCheckItemBody {
  text: string;
  language: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi";
  law?: string | null;
  hint?: string | null;
  evidence?: string | null;
  valid_from?: string | null;
  note?: string | null;
}

export interface SiteCheckItemList {
  items: SiteCheckItem[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteCheckItemPatch {
  text?: string;
  language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi";
  law?: string | null;
  hint?: string | null;
  evidence?: string | null;
  valid_from?: string | null;
  note?: string | null;
}

export interface SiteCheckList {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  site: Reference;
  state: "draft" | "commenting" | "agreed" | "sent";
  comment?: string | null;
  sheet_key?: string | null;
  sheet_no?: number | null;
  items?: number | null;
  untranslated?: number | null;
  period?: string | null;
  answer_by?: string | null;
  every_months?: number | null;
  campaign?: string | null;
  next_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteCheckListBody {
  unit: string;
  site: string;
  comment?: string | null;
  period?: string | null;
  answer_by?: string | null;
  every_months?: number | null;
  next_on?: string | null;
}

export interface SiteCheckListList {
  items: SiteCheckList[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteCheckListPatch {
  unit?: string;
  comment?: string | null;
  period?: string | null;
  answer_by?: string | null;
  every_months?: number | null;
  next_on?: string | null;
}

export interface SiteCheckText {
  id: string;
  number?: string | null;
  version: number;
  text: string;
  item: Reference;
  language: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi";
  hint?: string | null;
  evidence?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteCheckTextBody {
  text: string;
  item: string;
  language: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi";
  hint?: string | null;
  evidence?: string | null;
}

export interface SiteCheckTextList {
  items: SiteCheckText[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteCheckTextPatch {
  text?: string;
  language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi";
  hint?: string | null;
  evidence?: string | null;
}

export interface SiteDuty {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  party: "site" | "head_office" | "outside";
  phase: "making" | "running";
  detail?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteDutyBody {
  title: string;
  party: "site" | "head_office" | "outside";
  phase: "making" | "running";
  detail?: string | null;
}

export interface SiteDutyList {
  items: SiteDuty[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteDutyPatch {
  title?: string;
  party?: "site" | "head_office" | "outside";
  phase?: "making" | "running";
  detail?: string | null;
}

export interface SiteFollowUp {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  site: Reference;
  kind: "visit" | "call" | "recall" | "talk" | "training" | "award";
  reason?: string | null;
  state: "proposed" | "decided" | "done" | "declined";
  owner?: Reference | null;
  due?: string | null;
  result?: string | null;
  done_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteFollowUpBody {
  unit: string;
  site: string;
  kind: "visit" | "call" | "recall" | "talk" | "training" | "award";
  reason?: string | null;
  owner?: string | null;
  due?: string | null;
  result?: string | null;
  done_on?: string | null;
}

export interface SiteFollowUpList {
  items: SiteFollowUp[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteFollowUpPatch {
  unit?: string;
  kind?: "visit" | "call" | "recall" | "talk" | "training" | "award";
  reason?: string | null;
  owner?: string | null;
  due?: string | null;
  result?: string | null;
  done_on?: string | null;
}

export interface SiteInviteBody {
  meeting: string;
}

export interface SiteList {
  items: Site[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteMade {
  made: number;
}

export interface SiteMinutes {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  site: Reference;
  held_on: string;
  minutes: string;
  minutes_total?: number | null;
  minutes_security?: number | null;
  basis?: "minutes" | "text" | null;
  share?: number | null;
  mentions?: number | null;
  explained?: boolean | null;
  nothing_said?: boolean | null;
  proposal?: "plus" | "none" | "minus" | null;
  mark?: "plus" | "none" | "minus" | null;
  mark_reason?: string | null;
  state: "proposed" | "confirmed";
  confirmed_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteMinutesBody {
  unit: string;
  title: string;
  site: string;
  held_on: string;
  minutes: string;
  minutes_total?: number | null;
  minutes_security?: number | null;
  mark?: "plus" | "none" | "minus" | null;
  mark_reason?: string | null;
}

export interface SiteMinutesList {
  items: SiteMinutes[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteMinutesPatch {
  unit?: string;
  title?: string;
  held_on?: string;
  minutes?: string;
  minutes_total?: number | null;
  minutes_security?: number | null;
  mark?: "plus" | "none" | "minus" | null;
  mark_reason?: string | null;
}

export interface SiteOverview {
  items: SiteOverviewSite[];
  late: SiteOverviewLate[];
  late_total: number | null;
  complete: boolean;
}

export interface SiteOverviewLate {
  id: string;
  number: string;
  title: string;
  site: string;
  state: string;
  due: string;
  days: number;
  owner?: Reference | null;
}

export interface SiteOverviewSite {
  id: string;
  number: string;
  name: string;
  unit: Reference;
  country?: string | null;
  officer?: Reference | null;
  sorting?: string | null;
  security_state?: string | null;
  open: number | null;
  late: number | null;
  list?: string | null;
  next_on?: string | null;
  audited_on?: string | null;
  mark?: string | null;
}

export interface SitePatch {
  unit?: string;
  name?: string;
  country?: string | null;
  language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi" | null;
  second_language?: "ja" | "en" | "zh" | "ko" | "ar" | "cs" | "da" | "de" | "el" | "es" | "fr" | "hi" | "hr" | "hu" | "id" | "it" | "lt" | "nl" | "pl" | "pt" | "ro" | "sv" | "th" | "tr" | "uk" | "vi" | null;
  staff?: number | null;
  officer?: string | null;
  deputy?: string | null;
  head?: string | null;
  contact?: string | null;
  sorting?: "itself" | "list" | null;
  sorting_reason?: string | null;
  sorted_by?: string | null;
  sorted_on?: string | null;
  advice?: string | null;
  data_places?: string | null;
  cloud_country?: string | null;
  security_state?: "good" | "watch" | "weak" | null;
  state_note?: string | null;
  state_on?: string | null;
  note?: string | null;
}

export interface SiteSetting {
  officer_days: number;
  head_days: number;
  plus_share: number;
  words: string[];
  nothing_words: string[];
  head_words: string[];
  version: number;
}

export interface SiteSettingBody {
  officer_days: number;
  head_days: number;
  plus_share: number;
  words: string[];
  nothing_words: string[];
  head_words: string[];
}

export interface SiteVisit {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  supplier: Reference;
  visited_on: string;
  visitors: string;
  met?: string | null;
  looked_at?: string | null;
  found?: string | null;
  agreed?: string | null;
  decision?: "go_on" | "with_conditions" | "stop" | null;
  certificate?: "none" | "encouraged" | "preparing" | "obtained" | null;
  certificate_name?: string | null;
  next?: string | null;
  next_on?: string | null;
  owner?: Reference | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SiteVisitBody {
  unit: string;
  title: string;
  supplier: string;
  visited_on: string;
  visitors: string;
  met?: string | null;
  looked_at?: string | null;
  found?: string | null;
  agreed?: string | null;
  decision?: "go_on" | "with_conditions" | "stop" | null;
  certificate?: "none" | "encouraged" | "preparing" | "obtained" | null;
  certificate_name?: string | null;
  next?: string | null;
  next_on?: string | null;
  owner?: string | null;
}

export interface SiteVisitList {
  items: SiteVisit[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SiteVisitPatch {
  unit?: string;
  title?: string;
  supplier?: string;
  visited_on?: string;
  visitors?: string;
  met?: string | null;
  looked_at?: string | null;
  found?: string | null;
  agreed?: string | null;
  decision?: "go_on" | "with_conditions" | "stop" | null;
  certificate?: "none" | "encouraged" | "preparing" | "obtained" | null;
  certificate_name?: string | null;
  next?: string | null;
  next_on?: string | null;
  owner?: string | null;
}

export interface SparedItem {
  item: string;
  value?: unknown;
  certificate: string;
  until: string;
}

export interface Spending {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  budget: Reference;
  measure?: Reference | null;
  stage: "ordered" | "paid";
  spent_on: string;
  amount: Money;
  supplier?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SpendingBody {
  unit: string;
  title: string;
  budget: string;
  measure?: string | null;
  stage: "ordered" | "paid";
  spent_on: string;
  amount: MoneyBody;
  supplier?: string | null;
  note?: string | null;
}

export interface SpendingList {
  items: Spending[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SpendingPatch {
  unit?: string;
  title?: string;
  budget?: string;
  measure?: string | null;
  stage?: "ordered" | "paid";
  spent_on?: string;
  amount?: MoneyBody;
  supplier?: string | null;
  note?: string | null;
}

export interface StaleContact {
  id: string;
  number: string;
  name: string;
  organisation: string | null;
  confirmed_on: string | null;
  own: boolean;
}

export interface StaleContacts {
  items: StaleContact[];
  all: number;
  months: number;
}

export interface StarJudgement {
  id: string;
  number?: string | null;
  version: number;
  supplier: Reference;
  title?: string | null;
  information?: "yes" | "no" | null;
  stop?: "yes" | "no" | null;
  access?: "yes" | "no" | null;
  raised?: boolean | null;
  raised_reason?: string | null;
  result?: "undecided" | "star_3" | "star_4" | null;
  judged_on: string;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface StarJudgementBody {
  supplier: string;
  information?: "yes" | "no" | null;
  stop?: "yes" | "no" | null;
  access?: "yes" | "no" | null;
  raised?: boolean | null;
  raised_reason?: string | null;
  judged_on: string;
  note?: string | null;
}

export interface StarJudgementList {
  items: StarJudgement[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface StarJudgementPatch {
  supplier?: string;
  information?: "yes" | "no" | null;
  stop?: "yes" | "no" | null;
  access?: "yes" | "no" | null;
  raised?: boolean | null;
  raised_reason?: string | null;
  judged_on?: string;
  note?: string | null;
}

export interface Statement {
  id: string;
  number?: string | null;
  version: number;
  question: string;
  state: "draft" | "ready" | "retired";
  answer: "yes" | "partly" | "no" | "not_applicable" | "text";
  detail?: string | null;
  evidence?: string | null;
  owner?: Reference | null;
  confirmed_on?: string | null;
  valid_until?: string | null;
  sheet_key?: string | null;
  item_key?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface StatementBody {
  question: string;
  answer: "yes" | "partly" | "no" | "not_applicable" | "text";
  detail?: string | null;
  evidence?: string | null;
  owner?: string | null;
  confirmed_on?: string | null;
  valid_until?: string | null;
  sheet_key?: string | null;
  item_key?: string | null;
  note?: string | null;
}

export interface StatementList {
  items: Statement[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface StatementPatch {
  question?: string;
  answer?: "yes" | "partly" | "no" | "not_applicable" | "text";
  detail?: string | null;
  evidence?: string | null;
  owner?: string | null;
  confirmed_on?: string | null;
  valid_until?: string | null;
  sheet_key?: string | null;
  item_key?: string | null;
  note?: string | null;
}

export interface StatementProposal {
  answer: "yes" | "partly" | "no" | "not_applicable" | "text";
  detail: string | null;
  differs: boolean;
  response: string;
  campaign: string;
  unit: string;
}

export interface StatementProposals {
  items: StatementProposal[];
}

export interface StatementTold {
  inquiry: string;
  number: string | null;
  title: string;
  asker: string;
  state: string;
  told_on: string | null;
  question: string;
  text: string | null;
  remark: string | null;
  changed: boolean;
}

export interface StatementToldList {
  items: StatementTold[];
}

export interface StatementsFromSheetBody {
  sheet_key: string;
}

export interface StatementsMade {
  made: number;
  there: number;
  differ: number;
  campaign: string;
}

export interface SubcontractorDeclaration {
  asked: boolean;
  may_change: boolean;
  version: number;
  declared_on: string | null;
  none: boolean;
  items: DeclaredSubcontractor[];
  most: number;
  last_on: string | null;
  last_none: boolean;
  last: DeclaredSubcontractor[];
}

export interface SubcontractorDeclarationBody {
  none?: boolean | null;
  items: DeclaredSubcontractorBody[];
}

export interface SubcontractorsAsked {
  whom: "important" | "all" | "nobody";
}

export interface SubcontractorsAskedBody {
  whom: "important" | "all" | "nobody";
}

export interface Supplement {
  item: string;
  text: Record<string, string>;
}

export interface SupplementBody {
  text: Record<string, string>;
}

export interface SupplementList {
  items: Supplement[];
}

export interface Supplier {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  state: "candidate" | "active" | "ended";
  kana?: string | null;
  name_en?: string | null;
  match_name?: string | null;
  country?: string | null;
  corporate_number?: string | null;
  address?: string | null;
  employees?: number | null;
  sales?: Money | null;
  capital?: Money | null;
  tier?: "direct" | "below" | null;
  officer?: "has" | "can" | "cannot" | null;
  class?: "a" | "b" | "c" | "d" | null;
  class_given?: "a" | "b" | "c" | "d" | null;
  class_reason?: string | null;
  duties_from?: string | null;
  trusted?: boolean | null;
  trusted_reason?: string | null;
  subcontracts?: "yes" | "no" | null;
  risk?: "with" | "without" | null;
  surveyed_on?: string | null;
  grade?: "good" | "fair" | "poor" | null;
  concern?: "none" | "some" | null;
  main_concern?: string | null;
  plan?: "support" | "joint" | "contract" | "replace" | "accept" | null;
  plan_note?: string | null;
  contact_name?: string | null;
  contact_email?: string | null;
  contact_phone?: string | null;
  contact_language?: "ja" | "en" | null;
  owner?: Reference | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierAlike {
  match_name: string;
  id: string;
  number: string;
  name: string;
  state: string;
  corporate_number: string | null;
  address: string | null;
  work: number;
}

export interface SupplierApartBody {
  match_name: string;
}

export interface SupplierAround {
  way: ChainRef[];
  items: ChainFirm[];
  works: ChainWork[];
  more: boolean;
  complete: boolean;
}

export interface SupplierAsk {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  state: "draft" | "checked" | "sent" | "closed";
  asked: string;
  necessity?: string | null;
  scope?: string | null;
  cost_bearer?: "us" | "shared" | "supplier" | "none" | null;
  cost_note?: string | null;
  talks?: string | null;
  talks_on?: string | null;
  offers?: string | null;
  check_cost?: "ok" | "not_applicable" | "problem" | null;
  check_product?: "ok" | "not_applicable" | "problem" | null;
  check_price?: "ok" | "not_applicable" | "problem" | null;
  check_need?: "ok" | "not_applicable" | "problem" | null;
  check_explained?: "ok" | "not_applicable" | "problem" | null;
  check_record?: "ok" | "not_applicable" | "problem" | null;
  checked_on?: string | null;
  sent_on?: string | null;
  owner?: Reference | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierAskBody {
  unit: string;
  title: string;
  asked: string;
  necessity?: string | null;
  scope?: string | null;
  cost_bearer?: "us" | "shared" | "supplier" | "none" | null;
  cost_note?: string | null;
  talks?: string | null;
  talks_on?: string | null;
  offers?: string | null;
  check_cost?: "ok" | "not_applicable" | "problem" | null;
  check_product?: "ok" | "not_applicable" | "problem" | null;
  check_price?: "ok" | "not_applicable" | "problem" | null;
  check_need?: "ok" | "not_applicable" | "problem" | null;
  check_explained?: "ok" | "not_applicable" | "problem" | null;
  check_record?: "ok" | "not_applicable" | "problem" | null;
  owner?: string | null;
}

export interface SupplierAskList {
  items: SupplierAsk[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierAskPatch {
  unit?: string;
  title?: string;
  asked?: string;
  necessity?: string | null;
  scope?: string | null;
  cost_bearer?: "us" | "shared" | "supplier" | "none" | null;
  cost_note?: string | null;
  talks?: string | null;
  talks_on?: string | null;
  offers?: string | null;
  check_cost?: "ok" | "not_applicable" | "problem" | null;
  check_product?: "ok" | "not_applicable" | "problem" | null;
  check_price?: "ok" | "not_applicable" | "problem" | null;
  check_need?: "ok" | "not_applicable" | "problem" | null;
  check_explained?: "ok" | "not_applicable" | "problem" | null;
  check_record?: "ok" | "not_applicable" | "problem" | null;
  owner?: string | null;
}

export interface SupplierAttendance {
  id: string;
  number?: string | null;
  version: number;
  name?: string | null;
  meeting: Reference;
  supplier: Reference;
  attendance: "invited" | "present" | "deputy" | "absent";
  attendee?: string | null;
  willing?: boolean | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierAttendanceBody {
  meeting: string;
  supplier: string;
  attendance: "invited" | "present" | "deputy" | "absent";
  attendee?: string | null;
  willing?: boolean | null;
  note?: string | null;
}

export interface SupplierAttendanceList {
  items: SupplierAttendance[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierAttendancePatch {
  attendance?: "invited" | "present" | "deputy" | "absent";
  attendee?: string | null;
  willing?: boolean | null;
  note?: string | null;
}

export interface SupplierBody {
  name: string;
  kana?: string | null;
  name_en?: string | null;
  country?: string | null;
  corporate_number?: string | null;
  address?: string | null;
  employees?: number | null;
  sales?: MoneyBody | null;
  capital?: MoneyBody | null;
  tier?: "direct" | "below" | null;
  officer?: "has" | "can" | "cannot" | null;
  class_given?: "a" | "b" | "c" | "d" | null;
  class_reason?: string | null;
  duties_from?: string | null;
  trusted?: boolean | null;
  trusted_reason?: string | null;
  subcontracts?: "yes" | "no" | null;
  surveyed_on?: string | null;
  grade?: "good" | "fair" | "poor" | null;
  concern?: "none" | "some" | null;
  main_concern?: string | null;
  plan?: "support" | "joint" | "contract" | "replace" | "accept" | null;
  plan_note?: string | null;
  contact_name?: string | null;
  contact_email?: string | null;
  contact_phone?: string | null;
  contact_language?: "ja" | "en" | null;
  owner?: string | null;
  note?: string | null;
}

export interface SupplierCensus {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  state: "planned" | "asking" | "closed";
  due: string;
  message?: string | null;
  under?: Reference | null;
  kind?: "company" | "head_office" | "subsidiary" | "division" | "department" | "shop" | "factory" | "office" | "overseas_site" | "other" | null;
  owner?: Reference | null;
  opened_on?: string | null;
  reminded_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierCensusBody {
  name: string;
  due: string;
  message?: string | null;
  under?: string | null;
  kind?: "company" | "head_office" | "subsidiary" | "division" | "department" | "shop" | "factory" | "office" | "overseas_site" | "other" | null;
  owner?: string | null;
}

export interface SupplierCensusList {
  items: SupplierCensus[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierCensusPatch {
  name?: string;
  due?: string;
  message?: string | null;
  under?: string | null;
  kind?: "company" | "head_office" | "subsidiary" | "division" | "department" | "shop" | "factory" | "office" | "overseas_site" | "other" | null;
  owner?: string | null;
}

export interface SupplierCensusProgress {
  units: number;
  waiting: number;
  returned: number;
  submitted: number;
  none: number;
  accepted: number;
  late: number;
}

export interface SupplierCensusReply {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name?: string | null;
  census: Reference;
  state: "waiting" | "returned" | "submitted" | "none" | "accepted";
  due?: string | null;
  owner?: Reference | null;
  work?: number | null;
  submitted_on?: string | null;
  return_reason?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierCensusReplyBody {
  unit: string;
  census: string;
  owner?: string | null;
  note?: string | null;
}

export interface SupplierCensusReplyList {
  items: SupplierCensusReply[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierCensusReplyPatch {
  unit?: string;
  owner?: string | null;
  note?: string | null;
}

export interface SupplierCensusSameBody {
  items?: string[] | null;
}

export interface SupplierCensusUnit {
  since: string | null;
  work: number;
  unchecked: number;
  unplaced: number;
  may: boolean;
}

export interface SupplierCertificate {
  id: string;
  number?: string | null;
  version: number;
  supplier: Reference;
  kind: "isms" | "privacy_mark" | "security_action_1" | "security_action_2" | "scs_3" | "scs_4" | "scs_5" | "other";
  title?: string | null;
  basis?: "self_declared" | "checked" | "third_party" | null;
  registration?: string | null;
  scope?: string | null;
  valid_from?: string | null;
  valid_to?: string | null;
  confirmed_on?: string | null;
  evidence?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierCertificateBody {
  supplier: string;
  kind: "isms" | "privacy_mark" | "security_action_1" | "security_action_2" | "scs_3" | "scs_4" | "scs_5" | "other";
  title?: string | null;
  basis?: "self_declared" | "checked" | "third_party" | null;
  registration?: string | null;
  scope?: string | null;
  valid_from?: string | null;
  valid_to?: string | null;
  confirmed_on?: string | null;
  evidence?: string | null;
}

export interface SupplierCertificateList {
  items: SupplierCertificate[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierCertificatePatch {
  supplier?: string;
  kind?: "isms" | "privacy_mark" | "security_action_1" | "security_action_2" | "scs_3" | "scs_4" | "scs_5" | "other";
  title?: string | null;
  basis?: "self_declared" | "checked" | "third_party" | null;
  registration?: string | null;
  scope?: string | null;
  valid_from?: string | null;
  valid_to?: string | null;
  confirmed_on?: string | null;
  evidence?: string | null;
}

export interface SupplierConcentration {
  items: ChainFirm[];
  businesses: number;
  total: number;
  next: number | null;
  complete: boolean;
}

export interface SupplierDeclared {
  id: string;
  response: string;
  supplier: Reference;
  declared_on: string;
  name: string | null;
  corporate_number: string | null;
  country: string | null;
  work: string | null;
  serves: string | null;
  business: string | null;
  employees: number | null;
  known: Reference | null;
  known_same_work: boolean;
  offers: SupplierDeclaredOffer[];
}

export interface SupplierDeclaredChoiceBody {
  id: string;
  as: "known" | "firm" | "new" | "none" | "skipped";
  supplier?: string | null;
}

export interface SupplierDeclaredComparison {
  items: SupplierDeclaredPlaced[];
  gone: SupplierDeclaredGone[];
}

export interface SupplierDeclaredGone {
  subcontract: Reference;
}

export interface SupplierDeclaredList {
  total: number;
  items: SupplierDeclared[];
}

export interface SupplierDeclaredOffer {
  id: string;
  number: string;
  name: string;
  corporate_number: string | null;
  by_number: boolean;
}

export interface SupplierDeclaredPlaced {
  name: string | null;
  work: string | null;
  outcome: "known" | "firm" | "new" | "none" | "skipped" | null;
  subcontract: Reference | null;
}

export interface SupplierDeclaredPlacingBody {
  items: SupplierDeclaredChoiceBody[];
}

export interface SupplierDuplicates {
  items: SupplierAlike[];
  more: boolean;
}

export interface SupplierDuties {
  class: "a" | "b" | "c" | "d" | null;
  grace_years: number;
  counts_from: string | null;
  may: boolean;
  items: SupplierDuty[];
}

export interface SupplierDuty {
  duty: "own" | "edr" | "service" | "offline" | "survey";
  standing: "met" | "within_grace" | "not_met" | "not_asked" | "unknown";
  checked_on: string | null;
  note: string | null;
  by_survey: boolean;
}

export interface SupplierDutyBody {
  met: boolean;
  checked_on?: string | null;
  note?: string | null;
}

export interface SupplierEngagement {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  work: string;
  supplier?: Reference | null;
  state: "reported" | "confirmed" | "ended";
  supplier_name?: string | null;
  supplier_number?: string | null;
  match_name?: string | null;
  stops?: string[] | null;
  stops_other?: string | null;
  environment?: "shared" | "dedicated" | "ours" | null;
  internet?: "yes" | "no" | null;
  information?: "yes" | "no" | null;
  connection?: "yes" | "no" | null;
  important?: boolean | null;
  contract_form?: "usual" | "important" | null;
  risk?: "with" | "without" | null;
  risk_rule?: "internet" | "information" | "connection" | "stops" | null;
  owner?: Reference | null;
  started_on?: string | null;
  ended_on?: string | null;
  checked_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierEngagementBody {
  unit: string;
  work: string;
  supplier?: string | null;
  supplier_name?: string | null;
  supplier_number?: string | null;
  stops?: string[] | null;
  stops_other?: string | null;
  environment?: "shared" | "dedicated" | "ours" | null;
  internet?: "yes" | "no" | null;
  information?: "yes" | "no" | null;
  connection?: "yes" | "no" | null;
  important?: boolean | null;
  contract_form?: "usual" | "important" | null;
  owner?: string | null;
  started_on?: string | null;
  note?: string | null;
}

export interface SupplierEngagementList {
  items: SupplierEngagement[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierEngagementPatch {
  unit?: string;
  work?: string;
  supplier?: string | null;
  supplier_name?: string | null;
  supplier_number?: string | null;
  stops?: string[] | null;
  stops_other?: string | null;
  environment?: "shared" | "dedicated" | "ours" | null;
  internet?: "yes" | "no" | null;
  information?: "yes" | "no" | null;
  connection?: "yes" | "no" | null;
  important?: boolean | null;
  contract_form?: "usual" | "important" | null;
  owner?: string | null;
  started_on?: string | null;
  note?: string | null;
}

export interface SupplierFigures {
  suppliers: number;
  candidates: number;
  below: number;
  with_risk: number;
  without_risk: number;
  risk_unknown: number;
  concern_none: number;
  concern_some: number;
  not_looked_into: number;
  class_a: number;
  class_b: number;
  class_c: number;
  class_d: number;
  unclassed: number;
  duties_unmet: number;
}

export interface SupplierLetter {
  id: string;
  name: string | null;
  address: string;
  lang: "ja" | "en";
  subject: string;
  text: string;
  sent_at: string;
  sent_by: string | null;
  shown: boolean;
}

export interface SupplierLetterDraft {
  lang: "ja" | "en";
  subject: string;
  text: string;
}

export interface SupplierList {
  items: Supplier[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierMeasureBody {
  unit: string;
  title: string;
  purpose?: string | null;
  priority: "high" | "middle" | "low";
  owner?: string | null;
  due?: string | null;
}

export interface SupplierMeasureMade {
  id: string;
  number: string;
}

export interface SupplierMerge {
  id: string;
  into: SupplierMerged;
  from: SupplierMerged;
  fields: string[];
  by: string | null;
  at: string;
  undone_at: string | null;
  kept: string[];
}

export interface SupplierMergeBody {
  from: string;
  take?: string[] | null;
}

export interface SupplierMerged {
  id: string;
  number: string;
  title: string;
}

export interface SupplierMerges {
  items: SupplierMerge[];
}

export interface SupplierPatch {
  name?: string;
  kana?: string | null;
  name_en?: string | null;
  country?: string | null;
  corporate_number?: string | null;
  address?: string | null;
  employees?: number | null;
  sales?: MoneyBody | null;
  capital?: MoneyBody | null;
  tier?: "direct" | "below" | null;
  officer?: "has" | "can" | "cannot" | null;
  class_given?: "a" | "b" | "c" | "d" | null;
  class_reason?: string | null;
  duties_from?: string | null;
  trusted?: boolean | null;
  trusted_reason?: string | null;
  subcontracts?: "yes" | "no" | null;
  surveyed_on?: string | null;
  grade?: "good" | "fair" | "poor" | null;
  concern?: "none" | "some" | null;
  main_concern?: string | null;
  plan?: "support" | "joint" | "contract" | "replace" | "accept" | null;
  plan_note?: string | null;
  contact_name?: string | null;
  contact_email?: string | null;
  contact_phone?: string | null;
  contact_language?: "ja" | "en" | null;
  owner?: string | null;
  note?: string | null;
}

export interface SupplierPlaceChoiceBody {
  match_name: string;
  corporate_number?: string | null;
  supplier?: string | null;
}

export interface SupplierPlaceOffer {
  id: string;
  number: string;
  name: string;
  corporate_number: string | null;
  by_number: boolean;
}

export interface SupplierPlacingBody {
  items: SupplierPlaceChoiceBody[];
}

export interface SupplierReview {
  id: string;
  number?: string | null;
  version: number;
  title?: string | null;
  supplier: Reference;
  campaign?: string | null;
  state: "draft" | "asked" | "approved" | "rejected" | "lapsed";
  reviewed_on?: string | null;
  proposed_marks?: string | null;
  proposed_grade?: "good" | "fair" | "poor" | null;
  marks?: string | null;
  grade?: "good" | "fair" | "poor" | null;
  concern?: "none" | "some" | null;
  main_concern?: string | null;
  plan?: "support" | "joint" | "contract" | "replace" | "accept" | null;
  plan_note?: string | null;
  due?: string | null;
  owner?: Reference | null;
  acceptance_reason?: string | null;
  accepted_until?: string | null;
  decided_on?: string | null;
  letter_subject?: string | null;
  letter?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierReviewBasis {
  response: string | null;
  answered: boolean;
  contact: string | null;
  address: string | null;
  lang: "ja" | "en";
  may_write: boolean;
  mail: boolean;
  letters: SupplierLetter[];
}

export interface SupplierReviewBody {
  supplier: string;
  campaign?: string | null;
  reviewed_on?: string | null;
  marks?: string | null;
  grade?: "good" | "fair" | "poor" | null;
  concern?: "none" | "some" | null;
  main_concern?: string | null;
  plan?: "support" | "joint" | "contract" | "replace" | "accept" | null;
  plan_note?: string | null;
  due?: string | null;
  owner?: string | null;
  acceptance_reason?: string | null;
  accepted_until?: string | null;
  letter_subject?: string | null;
  letter?: string | null;
  note?: string | null;
}

export interface SupplierReviewList {
  items: SupplierReview[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierReviewPatch {
  reviewed_on?: string | null;
  marks?: string | null;
  grade?: "good" | "fair" | "poor" | null;
  concern?: "none" | "some" | null;
  main_concern?: string | null;
  plan?: "support" | "joint" | "contract" | "replace" | "accept" | null;
  plan_note?: string | null;
  due?: string | null;
  owner?: string | null;
  acceptance_reason?: string | null;
  accepted_until?: string | null;
  letter_subject?: string | null;
  letter?: string | null;
  note?: string | null;
}

export interface SupplierRules {
  version: number;
  internet: boolean;
  information: boolean;
  connection: boolean;
  stops: boolean;
  b_employees?: number | null;
  b_sales?: number | null;
  c_employees?: number | null;
  c_sales?: number | null;
  grace_years: number;
}

export interface SupplierRulesBody {
  internet: boolean;
  information: boolean;
  connection: boolean;
  stops: boolean;
  b_employees?: number | null;
  b_sales?: number | null;
  c_employees?: number | null;
  c_sales?: number | null;
  grace_years: number;
}

export interface SupplierSeminar {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  state: "planned" | "held" | "cancelled";
  held_on: string;
  way?: "place" | "online" | "both" | null;
  place?: string | null;
  link?: string | null;
  video?: string | null;
  speaker?: string | null;
  class_a?: boolean | null;
  class_b?: boolean | null;
  class_c?: boolean | null;
  class_d?: boolean | null;
  owner?: Reference | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierSeminarBody {
  title: string;
  held_on: string;
  way?: "place" | "online" | "both" | null;
  place?: string | null;
  link?: string | null;
  video?: string | null;
  speaker?: string | null;
  class_a?: boolean | null;
  class_b?: boolean | null;
  class_c?: boolean | null;
  class_d?: boolean | null;
  owner?: string | null;
  note?: string | null;
}

export interface SupplierSeminarList {
  items: SupplierSeminar[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierSeminarPatch {
  title?: string;
  held_on?: string;
  way?: "place" | "online" | "both" | null;
  place?: string | null;
  link?: string | null;
  video?: string | null;
  speaker?: string | null;
  class_a?: boolean | null;
  class_b?: boolean | null;
  class_c?: boolean | null;
  class_d?: boolean | null;
  owner?: string | null;
  note?: string | null;
}

export interface SupplierSubcontract {
  id: string;
  number?: string | null;
  version: number;
  work: string;
  supplier: Reference;
  subcontractor?: Reference | null;
  state: "declared" | "confirmed" | "ended";
  subcontractor_name?: string | null;
  subcontractor_number?: string | null;
  subcontractor_employees?: number | null;
  serves?: string[] | null;
  further?: "yes" | "no" | null;
  source?: "supplier" | "contract" | "ours" | null;
  declared_on?: string | null;
  ended_on?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierSubcontractBody {
  work: string;
  supplier: string;
  subcontractor?: string | null;
  subcontractor_name?: string | null;
  subcontractor_number?: string | null;
  subcontractor_employees?: number | null;
  serves?: string[] | null;
  further?: "yes" | "no" | null;
  source?: "supplier" | "contract" | "ours" | null;
  declared_on?: string | null;
  note?: string | null;
}

export interface SupplierSubcontractList {
  items: SupplierSubcontract[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierSubcontractPatch {
  work?: string;
  supplier?: string;
  subcontractor?: string | null;
  subcontractor_name?: string | null;
  subcontractor_number?: string | null;
  subcontractor_employees?: number | null;
  serves?: string[] | null;
  further?: "yes" | "no" | null;
  source?: "supplier" | "contract" | "ours" | null;
  declared_on?: string | null;
  note?: string | null;
}

export interface SupplierTicket {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  supplier: Reference;
  state: "open" | "answered" | "closed";
  way: "phone" | "email" | "meeting" | "page" | "other";
  kind?: "survey" | "measures" | "suspicious" | "contract" | "cost" | "connection" | "people" | "other" | null;
  asked_on: string;
  asked_by?: string | null;
  question?: string | null;
  owner?: Reference | null;
  due?: string | null;
  answer?: string | null;
  answered_by?: Reference | null;
  answered_on?: string | null;
  reopened?: number | null;
  response?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SupplierTicketBody {
  title: string;
  supplier: string;
  way: "phone" | "email" | "meeting" | "page" | "other";
  kind?: "survey" | "measures" | "suspicious" | "contract" | "cost" | "connection" | "people" | "other" | null;
  asked_on: string;
  asked_by?: string | null;
  question?: string | null;
  owner?: string | null;
  due?: string | null;
  answer?: string | null;
  answered_by?: string | null;
  note?: string | null;
}

export interface SupplierTicketCell {
  kind: "survey" | "measures" | "suspicious" | "contract" | "cost" | "connection" | "people" | "other" | null;
  class: "a" | "b" | "c" | "d" | null;
  tickets: number;
  open: number;
  suppliers: number;
}

export interface SupplierTicketFigures {
  open: number;
  late: number;
  oldest: string | null;
  since: string;
  items: SupplierTicketCell[];
}

export interface SupplierTicketList {
  items: SupplierTicket[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SupplierTicketPatch {
  title?: string;
  supplier?: string;
  way?: "phone" | "email" | "meeting" | "page" | "other";
  kind?: "survey" | "measures" | "suspicious" | "contract" | "cost" | "connection" | "people" | "other" | null;
  asked_on?: string;
  asked_by?: string | null;
  question?: string | null;
  owner?: string | null;
  due?: string | null;
  answer?: string | null;
  answered_by?: string | null;
  note?: string | null;
}

export interface SupplierTree {
  firm: ChainFirm | null;
  way: ChainRef[];
  items: ChainBranch[];
  total: number;
  next: number | null;
  complete: boolean;
}

export interface SupplierUnplaced {
  match_name: string;
  corporate_number: string | null;
  name: string;
  work: number;
  units: number;
  offers: SupplierPlaceOffer[];
}

export interface SupplierUnplacedList {
  total: number;
  items: SupplierUnplaced[];
}

export interface System {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  name: string;
  kind: "business_pc" | "mobile" | "server" | "web_site" | "ec_site" | "saas" | "paas" | "iaas" | "control" | "iot" | "network" | "other";
  business?: string | null;
  importance?: "high" | "middle" | "low" | null;
  importance_reason?: string | null;
  owner?: Reference | null;
  operator?: "self" | "supplier" | null;
  place?: string | null;
  segment?: Reference | null;
  internet_facing?: boolean | null;
  important_information?: boolean | null;
  recovery_hours?: number | null;
  recovery_point_hours?: number | null;
  restored_on?: string | null;
  stocktaken_on?: string | null;
  products?: string | null;
  boundary_owner?: Reference | null;
  rule_setter?: Reference | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface SystemBody {
  unit: string;
  name: string;
  kind: "business_pc" | "mobile" | "server" | "web_site" | "ec_site" | "saas" | "paas" | "iaas" | "control" | "iot" | "network" | "other";
  business?: string | null;
  importance?: "high" | "middle" | "low" | null;
  importance_reason?: string | null;
  owner?: string | null;
  operator?: "self" | "supplier" | null;
  place?: string | null;
  segment?: string | null;
  internet_facing?: boolean | null;
  important_information?: boolean | null;
  recovery_hours?: number | null;
  recovery_point_hours?: number | null;
  restored_on?: string | null;
  stocktaken_on?: string | null;
  products?: string | null;
  boundary_owner?: string | null;
  rule_setter?: string | null;
  note?: string | null;
}

export interface SystemList {
  items: System[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface SystemPatch {
  unit?: string;
  name?: string;
  kind?: "business_pc" | "mobile" | "server" | "web_site" | "ec_site" | "saas" | "paas" | "iaas" | "control" | "iot" | "network" | "other";
  business?: string | null;
  importance?: "high" | "middle" | "low" | null;
  importance_reason?: string | null;
  owner?: string | null;
  operator?: "self" | "supplier" | null;
  place?: string | null;
  segment?: string | null;
  internet_facing?: boolean | null;
  important_information?: boolean | null;
  recovery_hours?: number | null;
  recovery_point_hours?: number | null;
  restored_on?: string | null;
  stocktaken_on?: string | null;
  products?: string | null;
  boundary_owner?: string | null;
  rule_setter?: string | null;
  note?: string | null;
}

export interface Target {
  id: string;
  number?: string | null;
  version: number;
  sheet_key: string;
  section_key: string;
  period: string;
  level: number;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface TargetBody {
  sheet_key: string;
  section_key: string;
  period: string;
  level: number;
  note?: string | null;
}

export interface TargetLevelBody {
  section: string;
  level?: number | null;
}

export interface TargetLevelsBody {
  sheet_key: string;
  period: string;
  levels: TargetLevelBody[];
}

export interface TargetList {
  items: Target[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface TargetPatch {
  sheet_key?: string;
  section_key?: string;
  period?: string;
  level?: number;
  note?: string | null;
}

export interface Task {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  about?: string | null;
  owner?: Reference | null;
  due?: string | null;
  priority: "high" | "middle" | "low";
  state: "open" | "doing" | "done" | "dropped";
  detail?: string | null;
  done_on?: string | null;
  register?: string | null;
  record?: string | null;
  reminded_on?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface TaskBody {
  unit: string;
  title: string;
  owner?: string | null;
  due?: string | null;
  priority: "high" | "middle" | "low";
  detail?: string | null;
}

export interface TaskList {
  items: Task[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface TaskLoad {
  items: TaskLoadRow[];
  more: boolean;
}

export interface TaskLoadPerson {
  id: string;
  number: string | null;
  title: string | null;
}

export interface TaskLoadRow {
  person: TaskLoadPerson | null;
  open: number;
  doing: number;
  late: number;
  due_7: number;
  due_30: number;
  first_due: string | null;
  hours_since_moved: number;
  hours_still: number;
}

export interface TaskMade {
  id: string;
  number: string;
  version: number;
}

export interface TaskOnRecordBody {
  register: string;
  record: string;
  title: string;
  detail?: string | null;
  owner?: string | null;
  due?: string | null;
  priority?: "high" | "middle" | "low" | null;
  unit?: string | null;
}

export interface TaskPatch {
  unit?: string;
  title?: string;
  owner?: string | null;
  due?: string | null;
  priority?: "high" | "middle" | "low";
  detail?: string | null;
}

export interface Tasks {
  to_answer: ResponseBrief[];
  unassigned: ResponseBrief[];
  to_review: ResponseBrief[];
}

export interface TellingClock {
  audience: "close" | "partner";
  due: string | null;
  first_at: string | null;
  late: boolean;
}

export interface TellingPerson {
  id: string;
  number: string | null;
  name: string;
}

export interface TellingRule {
  close_minutes: number;
  partner_minutes: number;
  remind_hours: number;
  reminders: number;
  owner: TellingPerson | null;
}

export interface TellingRuleBody {
  close_minutes: number;
  partner_minutes: number;
  remind_hours?: number | null;
  reminders?: number | null;
  owner?: string | null;
}

export interface TellingSaidBody {
  token: string;
  name?: string | null;
  note?: string | null;
}

export interface TellingTemplate {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  audience: "close" | "partner" | "public";
  lang: "ja" | "en";
  in_use: boolean;
  subject: string;
  body: string;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface TellingTemplateBody {
  title: string;
  audience: "close" | "partner" | "public";
  lang: "ja" | "en";
  in_use: boolean;
  subject: string;
  body: string;
  source?: string | null;
}

export interface TellingTemplateList {
  items: TellingTemplate[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface TellingTemplatePatch {
  title?: string;
  audience?: "close" | "partner" | "public";
  lang?: "ja" | "en";
  in_use?: boolean;
  subject?: string;
  body?: string;
  source?: string | null;
}

export interface TellingTemplatesMade {
  made: number;
}

export interface TemplateMeasure {
  key: string;
  title: Record<string, string>;
  detail: Record<string, string>;
  kind: "organisation" | "people" | "physical" | "technology";
  layer: "entry" | "internal" | "exit" | "data" | null;
  priority: "high" | "middle" | "low";
}

export interface TemplateMeasureMade {
  id: string;
  number: string;
  title: string;
}

export interface Threat {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  group: "web_defacement" | "ransomware" | "ddos" | "targeted" | "supply_chain" | "vulnerability" | "insider" | "carelessness" | "fraud" | "other";
  list_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  description?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ThreatBody {
  name: string;
  group: "web_defacement" | "ransomware" | "ddos" | "targeted" | "supply_chain" | "vulnerability" | "insider" | "carelessness" | "fraud" | "other";
  list_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  description?: string | null;
}

export interface ThreatCard {
  title: string;
  keep_evidence: boolean;
  steps: string[];
  note: string | null;
  command: string | null;
  responding: string | null;
}

export interface ThreatCardLink {
  since: string | null;
}

export interface ThreatCardLinkMade {
  url: string;
}

export interface ThreatCardTokenBody {
  token: string;
}

export interface ThreatCards {
  organisation: string;
  window: ReportingWindowShown;
  cards: ThreatCard[];
}

export interface ThreatList {
  items: Threat[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ThreatPatch {
  name?: string;
  group?: "web_defacement" | "ransomware" | "ddos" | "targeted" | "supply_chain" | "vulnerability" | "insider" | "carelessness" | "fraud" | "other";
  list_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  description?: string | null;
}

export interface ThreatResponse {
  id: string;
  number?: string | null;
  version: number;
  title: string;
  position: number;
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  possible: boolean;
  command?: string | null;
  responding?: string | null;
  keep_evidence: boolean;
  steps?: string | null;
  card_note?: string | null;
  on_card: boolean;
  reviewed_on?: string | null;
  source?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface ThreatResponseBody {
  title: string;
  position: number;
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  possible: boolean;
  command?: string | null;
  responding?: string | null;
  keep_evidence: boolean;
  steps?: string | null;
  card_note?: string | null;
  on_card: boolean;
  reviewed_on?: string | null;
  source?: string | null;
}

export interface ThreatResponseList {
  items: ThreatResponse[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface ThreatResponsePatch {
  title?: string;
  position?: number;
  threat_key?: "ransomware" | "supply_chain" | "ai_use" | "vulnerability" | "zero_day" | "known_vulnerability" | "targeted" | "geopolitical" | "insider" | "remote_work" | "ddos" | "mail_fraud" | "carelessness" | "crime_business" | "web_script" | "web_skimming" | "ransomware_extortion" | "ddos_flood" | "targeted_attachment" | "targeted_site" | "cloud_settings" | "unapproved_cloud" | "vulnerability_break_in" | "brute_force" | null;
  possible?: boolean;
  command?: string | null;
  responding?: string | null;
  keep_evidence?: boolean;
  steps?: string | null;
  card_note?: string | null;
  on_card?: boolean;
  reviewed_on?: string | null;
  source?: string | null;
}

export interface TotalBand {
  from: number;
  name: Record<string, string>;
  advice?: Record<string, string> | null;
}

export interface TotalResult {
  points: number;
  tenths: number;
  most: number;
  band?: TotalBand | null;
}

export interface Training {
  id: string;
  number?: string | null;
  version: number;
  unit: Reference;
  title: string;
  audience: "all" | "executive" | "staff_dept" | "business_dept" | "specialist" | "digital" | "high_risk" | "supplier";
  method: "e_learning" | "lecture" | "discussion" | "role_play" | "exercise" | "other";
  held_on: string;
  content?: string | null;
  invited?: number | null;
  attended?: number | null;
  passed?: number | null;
  completion?: number | null;
  change?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface TrainingBody {
  unit: string;
  title: string;
  audience: "all" | "executive" | "staff_dept" | "business_dept" | "specialist" | "digital" | "high_risk" | "supplier";
  method: "e_learning" | "lecture" | "discussion" | "role_play" | "exercise" | "other";
  held_on: string;
  content?: string | null;
  invited?: number | null;
  attended?: number | null;
  passed?: number | null;
  change?: string | null;
}

export interface TrainingList {
  items: Training[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface TrainingPatch {
  unit?: string;
  title?: string;
  audience?: "all" | "executive" | "staff_dept" | "business_dept" | "specialist" | "digital" | "high_risk" | "supplier";
  method?: "e_learning" | "lecture" | "discussion" | "role_play" | "exercise" | "other";
  held_on?: string;
  content?: string | null;
  invited?: number | null;
  attended?: number | null;
  passed?: number | null;
  change?: string | null;
}

export interface TransitionBody {
  action: string;
  reason?: string | null;
}

export interface TrendPoint {
  period: string;
  campaign?: Reference | null;
  asked_units: number;
  counted_units: number;
  overall: TrendValues;
  values: TrendValues[];
}

export interface TrendSection {
  key: string;
  name: Record<string, string>;
  short?: Record<string, string> | null;
}

export interface TrendValues {
  own?: number | null;
  target?: number | null;
  industry?: number | null;
  comparable?: number | null;
  leaders?: number | null;
}

export interface Unit {
  id: string;
  number?: string | null;
  version: number;
  name: string;
  name_en?: string | null;
  kind: "company" | "head_office" | "subsidiary" | "division" | "department" | "shop" | "factory" | "office" | "overseas_site" | "other";
  parent?: Reference | null;
  code?: string | null;
  head_office?: boolean | null;
  country?: string | null;
  zone?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  deleted_at?: string | null;
}

export interface UnitBody {
  name: string;
  name_en?: string | null;
  kind: "company" | "head_office" | "subsidiary" | "division" | "department" | "shop" | "factory" | "office" | "overseas_site" | "other";
  parent?: string | null;
  code?: string | null;
  head_office?: boolean | null;
  country?: string | null;
  zone?: string | null;
  note?: string | null;
}

export interface UnitItem {
  unit: Reference;
  key: string;
  section: string;
  text: Record<string, string>;
  level: number;
  compared_with: Mean;
  difference: number;
  response: string;
}

export interface UnitItemList {
  items: UnitItem[];
  total: number;
}

export interface UnitList {
  items: Unit[];
  next: string | null;
  total?: number | null;
  total_at_least?: number | null;
}

export interface UnitPatch {
  name?: string;
  name_en?: string | null;
  kind?: "company" | "head_office" | "subsidiary" | "division" | "department" | "shop" | "factory" | "office" | "overseas_site" | "other";
  parent?: string | null;
  code?: string | null;
  head_office?: boolean | null;
  country?: string | null;
  zone?: string | null;
  note?: string | null;
}

export interface UnitResult {
  unit: Reference;
  name_en?: string | null;
  kind: string;
  head_office: boolean;
  response: string;
  state: string;
  overall?: Mean | null;
  total?: TotalResult | null;
  missing: number;
  sections: unknown;
}

export interface UnitWithoutAnswerer {
  unit: Reference;
}

export interface UnitWithoutAnswererList {
  items: UnitWithoutAnswerer[];
}

export interface UnsupportedClaim {
  unit: Reference;
  response: string;
  key: string;
  section: string;
  text: Record<string, string>;
  claimed: number;
  supported: number | null;
  rules: EvidenceRuleResult[];
}

export interface WaitingDuties {
  items: WaitingDuty[];
  late: number;
}

export interface WaitingDuty {
  incident: string;
  incident_title: string;
  title: string;
  authority: string;
  waits: "first" | "more" | "final";
  due: string | null;
  due_day: string | null;
  zone: string;
  late: boolean;
}

export interface WaitingResponse {
  response: ResponseBrief;
  undelivered: boolean;
  reminder: ReminderText;
}

export interface Webhook {
  id: string;
  version: number;
  name: string;
  url: string;
  events: string[];
  active: boolean;
  description?: string | null;
  off?: "failing" | "gone" | null;
  old_secret_until?: string | null;
  accepted_at?: string | null;
  waiting: number;
  failed: number;
  created_at: string;
}

export interface WebhookDelivery {
  id: string;
  type: string;
  number?: string | null;
  path?: string | null;
  state: "queued" | "sent" | "failed";
  attempts: number;
  status?: number | null;
  duration_ms?: number | null;
  fault?: string | null;
  created_at: string;
  tried_at?: string | null;
  next_at?: string | null;
  ended_at?: string | null;
}

export interface WebhookDeliveryList {
  items: WebhookDelivery[];
  next?: string | null;
}

export interface WebhookEvent {
  type: string;
  subject: string;
  what: string;
  register?: string | null;
}

export interface WebhookEventList {
  items: WebhookEvent[];
}

export interface WebhookList {
  items: Webhook[];
}

export interface WebhookMade {
  id: string;
  version: number;
  name: string;
  url: string;
  events: string[];
  active: boolean;
  description?: string | null;
  off?: "failing" | "gone" | null;
  old_secret_until?: string | null;
  accepted_at?: string | null;
  waiting: number;
  failed: number;
  created_at: string;
  secret: string;
}

export interface WebhookNewBody {
  name: string;
  url: string;
  events: string[];
  active: boolean;
  description?: string | null;
}

export interface WebhookPatch {
  name?: string;
  url?: string;
  events?: string[];
  active?: boolean;
  description?: string | null;
}

export interface WebhookResent {
  count: number;
}

export interface WebhookRotateBody {
  overlap_hours?: number | null;
}

export interface WorkSplit {
  items: WorkSplitDuty[];
  alone: WorkSplitAlone[];
  complete: boolean;
}

export interface WorkSplitAlone {
  person: Reference;
  duties: number;
}

export interface WorkSplitDuty {
  id: string;
  number: string;
  title: string;
  unit: Reference;
  class: "own" | "advised" | "given";
  policy: string | null;
  reason: string | null;
  service: Reference | null;
  provider: string | null;
  skills: string | null;
  people: WorkSplitPerson[];
  warnings: WorkSplitWarning[];
}

export interface WorkSplitPerson {
  person: Reference;
  counted: boolean;
}

export interface WorkSplitStarterBody {
  unit: string;
}

export interface WorkSplitStarterMade {
  made: number;
}

export interface WorkSplitWarning {
  kind: "nobody" | "one_person" | "person_left" | "no_reason" | "no_provider" | "no_skills" | "service_unchecked";
}

export const FILE_BYTES = {
  alert_file_add: 104857600,
  alert_import_add: 67108864,
  analysis_plan_file_add: 104857600,
  analysis_plan_import_add: 67108864,
  answer_book_take: 16777216,
  answer_file_add: 104857600,
  approval_route_file_add: 104857600,
  approval_route_import_add: 67108864,
  ask_firm_file_add: 104857600,
  ask_firm_import_add: 67108864,
  attack_count_file_add: 104857600,
  attack_count_import_add: 67108864,
  attack_defence_file_add: 104857600,
  attack_defence_import_add: 67108864,
  attack_step_file_add: 104857600,
  attack_step_import_add: 67108864,
  attack_tree_file_add: 104857600,
  attack_tree_import_add: 67108864,
  audit_finding_file_add: 104857600,
  audit_finding_import_add: 67108864,
  backup_file_add: 104857600,
  backup_import_add: 67108864,
  budget_file_add: 104857600,
  budget_import_add: 67108864,
  business_case_file_add: 104857600,
  business_case_import_add: 67108864,
  business_file_add: 104857600,
  business_import_add: 67108864,
  business_need_file_add: 104857600,
  business_need_import_add: 67108864,
  component_file_add: 104857600,
  component_import_add: 67108864,
  component_scoring_file_add: 104857600,
  component_scoring_import_add: 67108864,
  contact_file_add: 104857600,
  contact_import_add: 67108864,
  contact_list_file_add: 104857600,
  contact_list_import_add: 67108864,
  contact_round_file_add: 104857600,
  contact_round_import_add: 67108864,
  contract_check_file_add: 104857600,
  contract_check_import_add: 67108864,
  contract_file_add: 104857600,
  contract_finding_file_add: 104857600,
  contract_finding_import_add: 67108864,
  contract_import_add: 67108864,
  contract_point_file_add: 104857600,
  contract_point_import_add: 67108864,
  custody_file_add: 104857600,
  customer_request_file_add: 104857600,
  customer_request_import_add: 67108864,
  damage_scenario_file_add: 104857600,
  damage_scenario_import_add: 67108864,
  disclosure_exception_file_add: 104857600,
  disclosure_exception_import_add: 67108864,
  disclosure_point_file_add: 104857600,
  disclosure_point_import_add: 67108864,
  disclosure_publication_file_add: 104857600,
  disclosure_publication_import_add: 67108864,
  exercise_file_add: 104857600,
  exercise_import_add: 67108864,
  guest_book_take: 2097152,
  guest_file_add: 10485760,
  incident_file_add: 104857600,
  incident_import_add: 67108864,
  incident_report_file_add: 104857600,
  incident_report_import_add: 67108864,
  indicator_cause_file_add: 104857600,
  indicator_cause_import_add: 67108864,
  indicator_file_add: 104857600,
  indicator_import_add: 67108864,
  indicator_value_file_add: 104857600,
  indicator_value_import_add: 67108864,
  industry_average_file_add: 104857600,
  industry_average_import: 16777216,
  industry_average_import_add: 67108864,
  information_asset_file_add: 104857600,
  information_asset_import_add: 67108864,
  inquiry_book_put: 20971520,
  inquiry_file_add: 104857600,
  inquiry_import_add: 67108864,
  insurance_policy_file_add: 104857600,
  insurance_policy_import_add: 67108864,
  joint_adoption_file_add: 104857600,
  joint_adoption_import_add: 67108864,
  joint_measure_file_add: 104857600,
  joint_measure_import_add: 67108864,
  knowledge_article_file_add: 104857600,
  knowledge_article_import_add: 67108864,
  loss_cause_file_add: 104857600,
  loss_cause_import_add: 67108864,
  loss_limit_file_add: 104857600,
  loss_limit_import_add: 67108864,
  loss_scenario_file_add: 104857600,
  loss_scenario_import_add: 67108864,
  mail_warning_file_add: 104857600,
  mail_warning_import_add: 67108864,
  manual_feedback_file_add: 104857600,
  manual_feedback_import_add: 67108864,
  manual_page_file_add: 104857600,
  manual_page_import_add: 67108864,
  measure_file_add: 104857600,
  measure_import_add: 67108864,
  meeting_file_add: 104857600,
  meeting_import_add: 67108864,
  network_connection_file_add: 104857600,
  network_connection_import_add: 67108864,
  network_segment_file_add: 104857600,
  network_segment_import_add: 67108864,
  obligation_file_add: 104857600,
  obligation_import_add: 67108864,
  outside_case_file_add: 104857600,
  outside_case_import_add: 67108864,
  outside_case_veris: 67108864,
  outside_score_file_add: 104857600,
  outside_score_import_add: 67108864,
  partner_file_add: 104857600,
  partner_import_add: 67108864,
  person_file_add: 104857600,
  person_import_add: 67108864,
  policy_file_add: 104857600,
  policy_import_add: 67108864,
  protection_file_add: 104857600,
  protection_import_add: 67108864,
  publication_decision_file_add: 104857600,
  publication_decision_import_add: 67108864,
  recovery_procedure_file_add: 104857600,
  recovery_procedure_import_add: 67108864,
  report_decision_file_add: 104857600,
  report_decision_import_add: 67108864,
  report_issue_file_add: 104857600,
  report_issue_import_add: 67108864,
  report_schedule_file_add: 104857600,
  report_schedule_import_add: 67108864,
  report_type_file_add: 104857600,
  report_type_import_add: 67108864,
  reporting_regime_file_add: 104857600,
  reporting_regime_import_add: 67108864,
  requirement_point_file_add: 104857600,
  requirement_point_import_add: 67108864,
  requirement_set_file_add: 104857600,
  requirement_set_import_add: 67108864,
  resource_request_file_add: 104857600,
  resource_request_import_add: 67108864,
  response_decision_file_add: 104857600,
  response_decision_import_add: 67108864,
  risk_file_add: 104857600,
  risk_import_add: 67108864,
  role_assignment_file_add: 104857600,
  role_assignment_import_add: 67108864,
  rumour_file_add: 104857600,
  rumour_import_add: 67108864,
  security_duty_file_add: 104857600,
  security_duty_import_add: 67108864,
  security_service_file_add: 104857600,
  security_service_import_add: 67108864,
  seminar_attendance_file_add: 104857600,
  seminar_attendance_import_add: 67108864,
  severity_criterion_file_add: 104857600,
  severity_criterion_import_add: 67108864,
  sharing_point_file_add: 104857600,
  sharing_point_import_add: 67108864,
  sharing_stance_file_add: 104857600,
  sharing_stance_import_add: 67108864,
  sheet_import: 16777216,
  sheet_table_import: 16777216,
  site_attendance_file_add: 104857600,
  site_attendance_import_add: 67108864,
  site_audit_answer_file_add: 104857600,
  site_audit_answer_import_add: 67108864,
  site_audit_file_add: 104857600,
  site_audit_import_add: 67108864,
  site_check_item_file_add: 104857600,
  site_check_item_import_add: 67108864,
  site_check_list_file_add: 104857600,
  site_check_list_import_add: 67108864,
  site_check_text_file_add: 104857600,
  site_check_text_import_add: 67108864,
  site_duty_file_add: 104857600,
  site_duty_import_add: 67108864,
  site_file_add: 104857600,
  site_follow_up_file_add: 104857600,
  site_follow_up_import_add: 67108864,
  site_import_add: 67108864,
  site_minutes_file_add: 104857600,
  site_minutes_import_add: 67108864,
  site_visit_file_add: 104857600,
  site_visit_import_add: 67108864,
  spending_file_add: 104857600,
  spending_import_add: 67108864,
  star_judgement_file_add: 104857600,
  star_judgement_import_add: 67108864,
  statement_file_add: 104857600,
  statement_import_add: 67108864,
  supplier_ask_file_add: 104857600,
  supplier_ask_import_add: 67108864,
  supplier_attendance_file_add: 104857600,
  supplier_attendance_import_add: 67108864,
  supplier_census_file_add: 104857600,
  supplier_census_import_add: 67108864,
  supplier_census_reply_file_add: 104857600,
  supplier_census_reply_import_add: 67108864,
  supplier_certificate_file_add: 104857600,
  supplier_certificate_import_add: 67108864,
  supplier_engagement_file_add: 104857600,
  supplier_engagement_import_add: 67108864,
  supplier_file_add: 104857600,
  supplier_import_add: 67108864,
  supplier_review_file_add: 104857600,
  supplier_review_import_add: 67108864,
  supplier_seminar_file_add: 104857600,
  supplier_seminar_import_add: 67108864,
  supplier_subcontract_file_add: 104857600,
  supplier_subcontract_import_add: 67108864,
  supplier_ticket_file_add: 104857600,
  supplier_ticket_import_add: 67108864,
  system_file_add: 104857600,
  system_import_add: 67108864,
  target_file_add: 104857600,
  target_import_add: 67108864,
  task_file_add: 104857600,
  task_import_add: 67108864,
  telling_template_file_add: 104857600,
  telling_template_import_add: 67108864,
  threat_file_add: 104857600,
  threat_import_add: 67108864,
  threat_response_file_add: 104857600,
  threat_response_import_add: 67108864,
  training_file_add: 104857600,
  training_import_add: 67108864,
  unit_file_add: 104857600,
  unit_import_add: 67108864,
} as const;
