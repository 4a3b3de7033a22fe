// Scenarios and policies while they are edited: selectors keep a record with its name, the API takes its id.
import { api } from "../../kernel/api";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import type { Money } from "../../kernel/format";
import { type ApiQuantity, bodyOfQuantity, type InsurancePolicy, type LossForm, type LossScenario, newQuantity, type Phase, type Quantity, quantityOf } from "./model";

let keys = 0;
const key = () => ++keys;

export interface ItemDraft {
  key: number;
  form: LossForm;
  name: string;
  basis: string;
  percent: number; // of events that have it
  amount: Quantity;
  units: Quantity | null;
}
export interface CauseDraft {
  key: number;
  cause: RefValue | null;
  percent: number | null;
}
export interface EffectDraft {
  key: number;
  measure: RefValue | null;
  fewer: number | null; // percent of events that it stops
  cheaper: number | null; // percent of the loss that it saves
  forms: string[];
}
export interface ScenarioDraft {
  title: string;
  left_out: boolean;
  leak: boolean;
  description: string;
  frequency: Quantity;
  frequency_basis: string;
  items: ItemDraft[];
  causes: CauseDraft[];
  effects: EffectDraft[];
  owner: RefValue | null;
  reviewed_on: string | null;
}

export const newItem = (more: Partial<ItemDraft> = {}): ItemDraft => ({ key: key(), form: "response", name: "", basis: "", percent: 100, amount: newQuantity(), units: null, ...more });
export const newCause = (): CauseDraft => ({ key: key(), cause: null, percent: 50 });
export const newEffect = (): EffectDraft => ({ key: key(), measure: null, fewer: null, cheaper: null, forms: [] });
export const newScenario = (more: Partial<ScenarioDraft> = {}): ScenarioDraft => ({ title: "", left_out: false, leak: false, description: "", frequency: { ...newQuantity("pert") }, frequency_basis: "", items: [newItem()], causes: [], effects: [], owner: null, reviewed_on: null, ...more });

// What another page has prepared for the form: taken once.
let prepared: Partial<ScenarioDraft> | null = null;
export const prepare = (draft: Partial<ScenarioDraft>): void => void (prepared = draft);
export function takePrepared(): Partial<ScenarioDraft> | null {
  const taken = prepared;
  prepared = null;
  return taken;
}

// The name of a record that only its id is kept of.
export async function refOf(register: string, id: string, name = "title"): Promise<RefValue> {
  const record = await api.get<RegisterRecord>(`/${register}/${id}`).catch(() => null);
  return { id, number: record?.data.number, title: record ? String(record.data[name]) : id };
}

const cut = (left: number | null | undefined): number | null => (left === null || left === undefined ? null : Math.round(1000 * (1 - left)) / 10);
const left = (percent: number | null): number | null => (percent === null ? null : (100 - percent) / 100);

export async function scenarioDraftOf(r: LossScenario): Promise<ScenarioDraft> {
  return {
    title: r.title,
    left_out: r.left_out === true,
    leak: r.leak === true,
    description: r.description ?? "",
    frequency: quantityOf(r.frequency as ApiQuantity),
    frequency_basis: r.frequency_basis ?? "",
    items: r.items.map((i) => newItem({ form: i.form, name: i.name ?? "", basis: i.basis ?? "", percent: Math.round(1000 * (i.probability ?? 1)) / 10, amount: quantityOf(i.amount as ApiQuantity), units: i.units ? quantityOf(i.units as ApiQuantity) : null })),
    causes: await Promise.all((r.causes ?? []).map(async (c) => ({ key: key(), cause: await refOf("loss-causes", c.cause), percent: Math.round(1000 * c.probability) / 10 }))),
    effects: await Promise.all((r.effects ?? []).map(async (e) => ({ key: key(), measure: await refOf("measures", e.measure), fewer: cut(e.frequency), cheaper: cut(e.loss), forms: (e.forms ?? []) as string[] }))),
    owner: (r.owner as RefValue | null) ?? null,
    reviewed_on: r.reviewed_on ?? null,
  };
}

export function bodyOfScenario(d: ScenarioDraft) {
  return {
    title: d.title.trim(),
    left_out: d.left_out,
    leak: d.leak,
    description: d.description.trim() || null,
    frequency: bodyOfQuantity(d.frequency),
    frequency_basis: d.frequency_basis.trim() || null,
    items: d.items.map((i) => ({
      form: i.form,
      ...(i.name.trim() ? { name: i.name.trim() } : {}),
      ...(i.basis.trim() ? { basis: i.basis.trim() } : {}),
      ...(i.percent < 100 ? { probability: i.percent / 100 } : {}),
      amount: bodyOfQuantity(i.amount),
      ...(i.units ? { units: bodyOfQuantity(i.units) } : {}),
    })),
    causes: d.causes.map((c) => ({ cause: c.cause?.id, probability: (c.percent ?? 0) / 100 })),
    effects: d.effects.map((e) => {
      const [frequency, loss] = [left(e.fewer), left(e.cheaper)];
      return { measure: e.measure?.id, ...(frequency === null ? {} : { frequency }), ...(loss === null ? {} : { loss }), ...(e.forms.length > 0 ? { forms: e.forms } : {}) };
    }),
    owner: d.owner?.id ?? null,
    reviewed_on: d.reviewed_on,
  };
}

// ---- policies ----

export interface CoverDraft {
  on: boolean;
  limit: number | null; // yen
  note: string;
}
export interface ServiceDraft {
  key: number;
  phase: Phase;
  service: string;
  contact: string;
}
export interface OrderDraft {
  key: number;
  work: string;
  vendor: string;
  limit: number | null;
  approved_on: string | null;
  approved_by: string;
}
export interface ExcludeDraft {
  key: number;
  scenario: RefValue | null;
  note: string;
}
export interface PolicyDraft {
  title: string;
  insurer: string;
  policy_no: string;
  left_out: boolean;
  starts_on: string | null;
  ends_on: string | null;
  owner: RefValue | null;
  premium: Money | null;
  covers: Record<string, CoverDraft>;
  event_limit: Money | null;
  year_limit: Money | null;
  deductible: Money | null;
  waiting_hours: number | null;
  leak_only: boolean;
  excludes: ExcludeDraft[];
  exclusions: string;
  contact: string;
  start_hours: number | null;
  services: ServiceDraft[];
  vendor_orders: OrderDraft[];
}

export const newService = (): ServiceDraft => ({ key: key(), phase: "detect", service: "", contact: "" });
export const newOrder = (): OrderDraft => ({ key: key(), work: "", vendor: "", limit: null, approved_on: null, approved_by: "" });
export const newExclude = (): ExcludeDraft => ({ key: key(), scenario: null, note: "" });
export const newPolicy = (): PolicyDraft => ({ title: "", insurer: "", policy_no: "", left_out: false, starts_on: null, ends_on: null, owner: null, premium: null, covers: {}, event_limit: null, year_limit: null, deductible: null, waiting_hours: null, leak_only: false, excludes: [], exclusions: "", contact: "", start_hours: null, services: [], vendor_orders: [] });

export async function policyDraftOf(r: InsurancePolicy): Promise<PolicyDraft> {
  return {
    title: r.title,
    insurer: r.insurer ?? "",
    policy_no: r.policy_no ?? "",
    left_out: r.left_out === true,
    starts_on: r.starts_on ?? null,
    ends_on: r.ends_on ?? null,
    owner: (r.owner as RefValue | null) ?? null,
    premium: r.premium ?? null,
    covers: Object.fromEntries(r.covers.map((c) => [c.form, { on: true, limit: c.limit ?? null, note: c.note ?? "" }])),
    event_limit: r.event_limit ?? null,
    year_limit: r.year_limit ?? null,
    deductible: r.deductible ?? null,
    waiting_hours: r.waiting_hours ?? null,
    leak_only: r.leak_only === true,
    excludes: await Promise.all((r.excludes ?? []).map(async (e) => ({ key: key(), scenario: await refOf("loss-scenarios", e.scenario), note: e.note ?? "" }))),
    exclusions: r.exclusions ?? "",
    contact: r.contact ?? "",
    start_hours: r.start_hours ?? null,
    services: (r.services ?? []).map((s) => ({ key: key(), phase: s.phase, service: s.service, contact: s.contact ?? "" })),
    vendor_orders: (r.vendor_orders ?? []).map((o) => ({ key: key(), work: o.work, vendor: o.vendor, limit: o.limit ?? null, approved_on: o.approved_on ?? null, approved_by: o.approved_by ?? "" })),
  };
}

export function bodyOfPolicy(d: PolicyDraft) {
  return {
    ...d,
    title: d.title.trim(),
    insurer: d.insurer.trim() || null,
    policy_no: d.policy_no.trim() || null,
    owner: d.owner?.id ?? null,
    covers: Object.entries(d.covers).filter(([, c]) => c.on).map(([form, c]) => ({ form, ...(c.limit === null ? {} : { limit: c.limit }), ...(c.note.trim() ? { note: c.note.trim() } : {}) })),
    excludes: d.excludes.map((e) => ({ scenario: e.scenario?.id, ...(e.note.trim() ? { note: e.note.trim() } : {}) })),
    exclusions: d.exclusions.trim() || null,
    contact: d.contact.trim() || null,
    services: d.services.map((s) => ({ phase: s.phase, service: s.service.trim(), ...(s.contact.trim() ? { contact: s.contact.trim() } : {}) })),
    vendor_orders: d.vendor_orders.map((o) => ({ work: o.work.trim(), vendor: o.vendor.trim(), ...(o.limit === null ? {} : { limit: o.limit }), ...(o.approved_on ? { approved_on: o.approved_on } : {}), ...(o.approved_by.trim() ? { approved_by: o.approved_by.trim() } : {}) })),
  };
}
