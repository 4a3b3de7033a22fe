// A route while it is edited: selectors keep the person with the name, the API takes the id.
import type { ApprovalRoute } from "../../gen/api";
import { api } from "../../kernel/api";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import type { Money } from "../../kernel/format";

export type WhoKind = "person" | "role" | "post";

export interface Who {
  kind: WhoKind;
  person: RefValue | null;
  role: string | null;
  post: string;
}

export interface Step {
  key: number;
  name: string;
  name_en: string;
  who: Who[];
  need: string;
  count: number | null;
  days: number | null;
  escalate: Who | null;
}

export interface RouteDraft {
  name: string;
  name_en: string;
  subject: string;
  active: boolean;
  below: RefValue | null;
  amount_from: Money | null;
  class_key: string | null;
  on_change: string;
  steps: Step[];
}

let keys = 0;

export const newWho = (): Who => ({ kind: "role", person: null, role: null, post: "" });
export const newStep = (): Step => ({ key: ++keys, name: "", name_en: "", who: [newWho()], need: "all", count: null, days: 3, escalate: null });

export const newRoute = (subject: string): RouteDraft => ({ name: "", name_en: "", subject, active: true, below: null, amount_from: null, class_key: null, on_change: "end", steps: [newStep()] });

type ApiWho = { kind: WhoKind; person?: string | null; role?: string | null; post?: string | null };

async function whoOf(w: ApiWho): Promise<Who> {
  const who: Who = { kind: w.kind, person: null, role: w.role ?? null, post: w.post ?? "" };
  if (w.kind !== "person" || !w.person) return who;
  const person = await api.get<RegisterRecord>(`/people/${w.person}`).catch(() => null);
  return { ...who, person: { id: w.person, title: String(person?.data.name ?? w.person) } };
}

export async function draftOf(r: ApprovalRoute): Promise<RouteDraft> {
  const steps = await Promise.all(
    (r.steps as unknown as (Partial<Step> & { who: ApiWho[]; escalate?: ApiWho[] | null })[]).map(async (s): Promise<Step> => ({
      key: ++keys,
      name: s.name ?? "",
      name_en: s.name_en ?? "",
      who: await Promise.all(s.who.map(whoOf)),
      need: s.need ?? "all",
      count: s.count ?? null,
      days: s.days ?? null,
      escalate: s.escalate?.[0] ? await whoOf(s.escalate[0]) : null,
    })),
  );
  return { name: r.name, name_en: r.name_en ?? "", subject: r.subject, active: r.active === true, below: (r.below as RefValue | null) ?? null, amount_from: r.amount_from ?? null, class_key: r.class_key ?? null, on_change: r.on_change, steps };
}

const bodyOfWho = (w: Who) => ({ kind: w.kind, ...(w.kind === "person" ? { person: w.person?.id } : w.kind === "role" ? { role: w.role } : { post: w.post.trim() || null }) });

// As the API takes it; absent members stay absent.
export function bodyOf(d: RouteDraft) {
  return {
    name: d.name.trim(),
    name_en: d.name_en.trim() || null,
    subject: d.subject,
    active: d.active,
    below: d.below?.id ?? null,
    amount_from: d.amount_from,
    class_key: d.class_key,
    on_change: d.on_change,
    steps: d.steps.map((s) => ({
      name: s.name.trim(),
      ...(s.name_en.trim() ? { name_en: s.name_en.trim() } : {}),
      who: s.who.map(bodyOfWho),
      need: s.need,
      ...(s.need === "count" && s.count ? { count: s.count } : {}),
      ...(s.days ? { days: s.days } : {}),
      ...(s.escalate ? { escalate: [bodyOfWho(s.escalate)] } : {}),
    })),
  };
}
