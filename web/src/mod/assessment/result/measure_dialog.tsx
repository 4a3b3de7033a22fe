// From a gap to a measure: what is known already stands in the fields.
import { useState } from "react";
import { api } from "../../../kernel/api";
import { registerOf } from "../../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../../kernel/record";
import { score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, useQuery } from "../../../kernel/query";
import { useSession } from "../../../kernel/session";
import { navigate } from "../../../app/router";
import { RefField } from "../../../ui/combo_field";
import { DateField } from "../../../ui/date_field";
import { RadioField, TextField } from "../../../ui/field";
import { toast } from "../../../ui/note";
import { FormDialog } from "../../../ui/form_dialog";
import { usualDue } from "../../measure/usual";
import { type Gap, meanValue, type Results, type SheetDocument, type SheetItem, words } from "../model";
import { gapWords } from "./overview";

function useDocument(campaign: string): SheetDocument | undefined {
  const { data } = useQuery<{ sheet_version: RefValue }>(`/campaigns/${campaign}`);
  return useQuery<SheetDocument>(data ? `/sheet-versions/${data.sheet_version.id}/document` : null).data;
}

export function MeasureDialog({ gap, results: r, onClose }: { gap: Gap; results: Results; onClose: () => void }) {
  const me = useSession();
  const sheet = useDocument(r.campaign.number ?? r.campaign.id);
  const own = meanValue(gap.own) ?? r.score_min;
  const now = Math.max(r.score_min, Math.floor(own));
  const wanted = Math.ceil(meanValue(gap.target) ?? gap.industry?.mean ?? own + 1);
  const [title, setTitle] = useState(msg("assessment.gap.title", { item: gap.key, text: shortText(words(gap.text)) }));
  const [cause, setCause] = useState(msg("assessment.gap.cause", { own: score(own), why: gapWords(gap) }));
  const [owner, setOwner] = useState<RefValue | null>(me.person ?? null);
  const [due, setDue] = useState<string | null>(usualDue());
  const [level, setLevel] = useState(levelsAbove(now, r.score_max).find((n) => n >= wanted) ?? r.score_max);
  const item = sheet?.items.find((i) => i.key === gap.key);
  const options = levelOptions(now, r.score_max, item);
  const send = async () => {
    const { data } = await api.post<RegisterRecord>("/measures", {
      title,
      cause,
      owner: owner?.id ?? null,
      due,
      priority: (gap.below_target ?? 0) >= 1 || gap.fell !== null ? "high" : "middle",
      sheet_key: r.sheet_key,
      item_key: gap.key,
      section_key: gap.section,
      campaign: r.campaign.number,
      level_now: own,
      level_to_reach: level,
      ...(registerOf("measures")?.by_unit ? { unit: widestUnit(me.roles)?.id } : {}),
    });
    invalidate("/measures", "/campaigns");
    const path = `/measures/${data.number ?? data.id}`;
    toast(msg("assessment.gap.done", { number: data.number ?? "" }), "ok", { label: msg("assessment.gap.open"), run: () => void navigate(path) });
  };
  return (
    <FormDialog wide title={msg("assessment.gap.plan.of", { item: gap.key })} save={msg("assessment.gap.save")} own={["title", "cause", "owner", "due", "level_to_reach"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={msg("assessment.gap.title.label")} required value={title} onChange={setTitle} maxLength={200} error={wrong.title} autoFocus />
          <TextField label={msg("assessment.gap.cause.label")} lines={3} value={cause} onChange={setCause} maxLength={2000} error={wrong.cause} />
          <div className="form-grid">
            <RefField label={msg("assessment.gap.owner")} register="people" value={owner} onChange={setOwner} error={wrong.owner} />
            <DateField label={msg("assessment.gap.due")} value={due} onChange={setDue} error={wrong.due} />
          </div>
          <RadioField
            label={msg("assessment.gap.level")}
            hint={msg("assessment.gap.level.hint", { own: score(own) })}
            options={options}
            value={String(level)}
            onChange={(v) => setLevel(Number(v))}
            error={wrong.level_to_reach}
          />
        </>
      )}
    </FormDialog>
  );
}

// Every level above, or every tenth where there are many.
function levelsAbove(now: number, max: number): number[] {
  const apart = max > 10 ? max / 10 : 1;
  return Array.from({ length: 10 }, (_, k) => Math.round(apart * (k + 1))).filter((n) => n > now && n <= max);
}

function levelOptions(now: number, max: number, item: SheetItem | undefined) {
  return levelsAbove(now, max).map((n) => ({
    id: String(n),
    label: msg("assessment.level", { n }),
    hint: words(item?.levels?.[n - 1]) || undefined,
  }));
}

function shortText(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

// A measure for the company's gap belongs to the widest unit the person works for.
export function widestUnit(roles: { role: string; unit: RefValue }[]): RefValue | undefined {
  return (roles.find((r) => r.role !== "admin") ?? roles[0])?.unit;
}
