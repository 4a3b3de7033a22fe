// Answers that other assessments offer: a line above the sheet, a proposal on each item, and where a
// taken answer came from. A proposal is no answer until somebody takes it.
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link } from "../../../app/router";
import { api } from "../../../kernel/api";
import { date, period } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { remember, useQuery } from "../../../kernel/query";
import { Button } from "../../../ui/button";
import { Note, toast, toastError } from "../../../ui/note";
import { More } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Carry, type CarryMark, type CarryOffer, type CarryOrigin, type CarrySource, type Sure, useCarry } from "../carry";
import { type Answer, type Asked, type ResponseRecord, type SheetDocument, type SheetItem, words } from "../model";
import { AnswerLine } from "./item";
import { isAnswered, type SheetStore } from "./sheet_store";

const TONES: Record<Sure, "ok" | "info" | "neutral"> = { high: "ok", middle: "info", low: "neutral" };

export interface CarryWork {
  carry: Carry;
  busy: boolean;
  take: (offers?: CarryOffer[]) => void; // none: all that ask the same
}

const documentPath = (version: string): string => `/sheet-versions/${version}/document`;

// Proposals, and the sheets whose words they show. Without them one can still answer.
async function fetchOffers(response: string): Promise<void> {
  const path = `/responses/${response}/carry-over`;
  const carry = await api.get<Carry>(path);
  remember(path, carry);
  if (carry.data.offers.length === 0) return;
  const versions = [...new Set(carry.data.sources.map((s) => documentPath(s.sheet_version)))];
  await Promise.all(versions.map(async (document) => remember(document, await api.get<SheetDocument>(document))));
}

// Asked for before the sheet is shown: a proposal that came later would push the choices away from under the pointer,
// and a press meant for one would be a press on another.
export function useOffersReady(response: ResponseRecord | undefined): boolean {
  const id = response?.may.answer ? response.id : null;
  const [ready, setReady] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const done = () => !gone && setReady(id);
    if (id) fetchOffers(id).then(done, done);
    return () => {
      gone = true;
    };
  }, [id]);
  return response !== undefined && (id === null || ready === id);
}

// What is offered and not answered yet, and the taking of it. It stays the same object while one
// types: every item of the sheet holds it.
export function useCarryWork(store: SheetStore): CarryWork | null {
  const { data, reload } = useCarry(store.id);
  const [busy, setBusy] = useState(false);
  const take = useCallback(
    async (chosen?: CarryOffer[]) => {
      setBusy(true);
      try {
        await store.flush();
        const { saves } = store;
        const body = chosen ? { items: chosen.map(({ item, value }) => ({ item, value })) } : {};
        const { data: done } = await api.post<{ copied: number; answers: Answer[] } & Asked>(`/responses/${store.id}/carry-over`, body);
        const { questions, files } = store.state.get();
        await store.catchUp(saves, { ...done, questions, files });
        toast(msg("assessment.carry.done", { n: done.copied }));
      } catch (e) {
        toastError(e);
      }
      await reload();
      setBusy(false);
    },
    [store, reload],
  );
  const open = data?.offers.filter((o) => !isAnswered(store.entry(o.item).shown)).map((o) => o.item);
  const key = open?.join(",");
  return useMemo(
    () => (data ? { carry: { ...data, offers: data.offers.filter((o) => key?.split(",").includes(o.item)) }, busy, take: (chosen) => void take(chosen) } : null),
    [data, busy, take, key],
  );
}

export function CarryBar({ work }: { work: CarryWork | null }) {
  if (!work || work.carry.offers.length === 0) return null;
  const { offers, sources } = work.carry;
  const plain = offers.filter((o) => o.plain).length;
  return (
    <Note title={msg("assessment.carry.offers", { n: offers.length })}>
      <p>{msg("assessment.carry.offers.text")}</p>
      <ul className="small">
        {sources.map((s) => (
          <li key={s.response}>{msg("assessment.carry.source", { campaign: s.campaign, period: period(s.period), date: date(s.accepted_at, "short") })}</li>
        ))}
      </ul>
      {plain > 0 && (
        <Button size="small" pending={work.busy} onPress={() => work.take()}>
          {msg("assessment.carry.take.plain", { n: plain })}
        </Button>
      )}
    </Note>
  );
}

export function offerOf(work: CarryWork | null, item: string): CarryOffer | undefined {
  return work?.carry.offers.find((o) => o.item === item);
}

export function SureBadge({ sure }: { sure: Sure }) {
  return <Badge tone={TONES[sure]}>{label(`enum.carry_sure.${sure}`)}</Badge>;
}

// The proposal on the item at hand, or, once taken, where the answer came from.
export function CarryView({ item, work }: { item: SheetItem; work: CarryWork | null }) {
  const offer = offerOf(work, item.key);
  const mark = work?.carry.carried.find((m) => m.item === item.key);
  if (work && offer) return <Offer item={item} offer={offer} work={work} />;
  return mark ? <CarriedNote mark={mark} /> : null;
}

function Offer({ item, offer, work }: { item: SheetItem; offer: CarryOffer; work: CarryWork }) {
  const deciding = offer.origins.filter((o) => o.sure === offer.sure);
  const others = offer.origins.filter((o) => o.sure !== offer.sure);
  const row = (o: CarryOrigin) => <Origin key={`${o.mapping}.${o.item}`} origin={o} source={work.carry.sources[o.source]} />;
  return (
    <div className="q-carry" role="group" aria-label={msg("assessment.carry.offer")}>
      <p className="row">
        <span className="q-hint-name">{msg("assessment.carry.offer")}</span> <SureBadge sure={offer.sure} />
      </p>
      <AnswerLine item={item} content={{ value: offer.value, na_reason: offer.na_reason, comment: null }} />
      <p className="small muted">{label(`assessment.carry.why.${offer.sure}`)}</p>
      {offer.differ && <p className="small">{label(`assessment.carry.differ.${offer.sure}`)}</p>}
      <ul className="q-carry-origins small">{deciding.map(row)}</ul>
      {others.length > 0 && (
        <More label={msg("assessment.carry.others", { n: others.length })}>
          <ul className="q-carry-origins small">{others.map(row)}</ul>
        </More>
      )}
      <Button size="small" pending={work.busy} onPress={() => work.take([offer])}>
        {msg("assessment.carry.take")}
      </Button>
    </div>
  );
}

function Origin({ origin, source }: { origin: CarryOrigin; source: CarrySource | undefined }) {
  const { data: sheet } = useQuery<SheetDocument>(source ? documentPath(source.sheet_version) : null);
  const item = sheet?.items.find((i) => i.key === origin.item);
  return (
    <li>
      <p>
        {sheet ? words(sheet.name) : source?.sheet} <Link to={`/responses/${source?.response}#item-${origin.item}`}>{origin.item}</Link> {item && words(item.text)}
      </p>
      {item && <AnswerLine item={item} content={{ value: origin.value, na_reason: origin.na_reason, comment: null }} />}
      <p className="muted">
        {label(`enum.mapping_relation.${origin.relation}`)}
        {origin.note && words(origin.note) ? msg("assessment.carry.note", { note: words(origin.note) }) : ""}
      </p>
    </li>
  );
}

// Where an answer was taken from, for those who answer and for those who review.
export function CarriedNote({ mark }: { mark: CarryMark }) {
  return (
    <p className="small muted q-carried">
      {msg("assessment.carry.carried")}{" "}
      {mark.from.map((f) => msg("assessment.carry.carried.from", { campaign: f.campaign, period: period(f.period), item: f.item })).join(msg("ui.list.comma"))}
    </p>
  );
}
