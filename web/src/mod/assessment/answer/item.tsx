// One item of the sheet: a line while it is not at hand, everything it needs while it is.
import { memo, type ReactNode } from "react";
import { date, dateTime, period } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { Icon } from "../../../ui/icon";
import { Note } from "../../../ui/note";
import { Segments } from "../../../ui/field";
import { Badge } from "../../../ui/state";
import type { Answer, EvidenceFile, Question, ResponseRecord, SheetItem, Supplement, Value, VerifiedItem } from "../model";
import { guestName, words } from "../model";
import { CarryView, type CarryWork, offerOf } from "./carry";
import { Related } from "../sheet/related";
import { Evidence } from "./evidence";
import { QuestionView } from "./questions";
import { contentOf, type Content, type Entry, isAnswered, sameContent, type SheetStore } from "./sheet_store";
import { ValueField, valueText } from "./value_field";
import { failedRules, UnsupportedBadge, VerifiedNote } from "./verified";
import { itemId } from "./walk";

export interface ItemProps {
  item: SheetItem;
  entry: Entry;
  active: boolean;
  problem?: string; // why the sheet could not be submitted
  store: SheetStore;
  last?: Answer;
  lastPeriod?: string;
  supplement?: Supplement;
  questions: Question[];
  files: EvidenceFile[];
  spared?: ResponseRecord["spared"][number];
  verified?: VerifiedItem;
  carry: CarryWork | null;
  onChoose: (item: SheetItem, value: Value) => void; // by a press, which may lead on
  onOpen: (key: string) => void;
  onNext: () => void;
}

// The answer in one line: its level (or word) and what it means.
export function AnswerLine({ item, content }: { item: SheetItem; content: Content }) {
  if (content.na_reason?.trim())
    return (
      <span className="q-answer">
        <Badge>{msg("assessment.answer.na")}</Badge>
        <span className="clamp-1">{content.na_reason}</span>
      </span>
    );
  if (!isAnswered(content)) return null;
  return (
    <span className="q-answer">
      {item.scale === "maturity5" && <LevelMark level={Number(content.value)} />}
      <span className="clamp-1">{valueText(item, content.value)}</span>
    </span>
  );
}

export function LevelMark({ level }: { level: number }) {
  return (
    <b className={`q-level level-${level}`}>
      <span className="visually-hidden">{msg("assessment.level", { n: level })}</span>
      <span aria-hidden="true">{level}</span>
    </b>
  );
}

export const ItemView = memo(function ItemView(props: ItemProps) {
  const { item, entry, active, problem } = props;
  const open = props.questions.filter((q) => !q.met).length;
  const state = entry.theirs !== undefined || entry.error || problem ? "bad" : isAnswered(entry.shown) ? "done" : "";
  return (
    <section id={itemId(item.key)} className={`q ${active ? "active" : ""} ${state}`} aria-labelledby={`${itemId(item.key)}-text`} tabIndex={-1}>
      <h3 className="q-head">
        <button type="button" className="q-open" aria-expanded={active} onClick={() => props.onOpen(item.key)}>
          <span className="q-key">{item.key}</span>
          <span className="q-title" id={`${itemId(item.key)}-text`}>
            {words(item.text)}
            {item.required === false && <span className="field-need optional">{msg("ui.optional")}</span>}
          </span>
          {!active && (
            <span className="q-signs">
              {open > 0 && <Badge tone="warn">{msg("assessment.answer.asked", { n: open })}</Badge>}
              {problem && <Badge tone="bad">{problem}</Badge>}
              {offerOf(props.carry, item.key) && <Badge tone="info">{msg("assessment.carry.offer")}</Badge>}
              {failedRules(props.verified, entry.shown.value).length > 0 && <UnsupportedBadge />}
              {entry.shown.comment?.trim() && <Icon name="comment" size={16} label={msg("assessment.comment")} />}
              {props.files.length > 0 && <Icon name="clip" size={16} label={msg("assessment.evidence")} />}
            </span>
          )}
        </button>
        {!active && <AnswerLine item={item} content={entry.shown} />}
      </h3>
      {active && <ItemBody {...props} />}
    </section>
  );
});

function ItemBody(props: ItemProps) {
  const { item, entry, store, last, spared, problem } = props;
  const { shown } = entry;
  const na = shown.na_reason !== null && shown.value === null;
  return (
    <div className="q-body">
      {problem && <Note tone="bad" title={problem} />}
      {entry.error && <Note tone="bad" live title={entry.error} />}
      {entry.theirs !== undefined && <Conflict item={item} entry={entry} store={store} />}
      {props.questions.map((q) => (
        <QuestionView key={q.id} question={q} store={store} />
      ))}
      {spared && (
        <Note title={msg("assessment.answer.spared", { certificate: label(`enum.certificate.${spared.certificate}`), until: date(spared.until, "short") })}>
          {valueText(item, spared.value)}
        </Note>
      )}
      <Hints item={item} supplement={props.supplement} />
      <CarryView item={item} work={props.carry} />
      {!na && (
        <ValueField
          item={item}
          value={shown.value}
          last={last?.value ?? null}
          name={`${item.key} ${words(item.text)}`}
          onChange={(value, typing) => store.change(item.key, { value, na_reason: null }, typing)}
          onChoose={(value) => props.onChoose(item, value)}
        />
      )}
      <VerifiedNote verified={props.verified} level={shown.value} live />
      {na && (
        <TextField
          label={msg("assessment.answer.na.reason")}
          required
          lines={2}
          maxLength={2000}
          value={shown.na_reason ?? ""}
          onChange={(v) => store.change(item.key, { na_reason: v, value: null }, true)}
          autoFocus={!shown.na_reason}
        />
      )}
      <Related item={item.key} closed />
      {last && <LastAnswer {...props} last={last} />}
      <TextField
        className="q-comment"
        label={msg("assessment.comment")}
        optional
        lines={2}
        maxLength={10000}
        placeholder={words(item.evidence?.[0]) ? msg("assessment.comment.place") : undefined}
        value={shown.comment ?? ""}
        onChange={(v) => store.change(item.key, { comment: v || null }, true)}
      />
      <div className="q-foot">
        <Evidence store={store} item={item.key} files={props.files} />
        <Button
          size="small"
          look="plain"
          onPress={() => store.change(item.key, na ? { na_reason: null } : { value: null, na_reason: "" })}
        >
          {na ? msg("assessment.answer.na.not") : msg("assessment.answer.na.choose")}
        </Button>
        <Button size="small" className="q-next" iconAfter="arrow_down" onPress={props.onNext}>
          {msg("assessment.answer.next")}
        </Button>
      </div>
    </div>
  );
}

function Hints({ item, supplement }: { item: SheetItem; supplement?: Supplement }) {
  const hint = words(item.hint);
  const evidence = (item.evidence ?? []).map(words).filter(Boolean);
  if (!hint && evidence.length === 0 && !supplement) return null;
  return (
    <div className="q-hints">
      {supplement && (
        <div className="q-supplement">
          <p className="q-hint-name">
            <Icon name="flag" size={14} />
            {msg("assessment.supplement")}
          </p>
          <p className="prewrap">{words(supplement.text)}</p>
        </div>
      )}
      {(hint || evidence.length > 0) && (
        <div className="q-hint">
          {hint && <p className="prewrap">{hint}</p>}
          {evidence.length > 0 && (
            <p>
              <span className="q-hint-name">{msg("assessment.evidence.examples")}</span> {evidence.join(msg("ui.list.comma"))}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function LastAnswer({ item, entry, store, last, lastPeriod }: ItemProps & { last: Answer }) {
  const content = contentOf(last);
  const copied = sameContent(content, entry.shown);
  return (
    <div className="q-past">
      <div>
        <p className="q-hint-name">{msg("assessment.answer.last", { period: period(lastPeriod) })}</p>
        <AnswerLine item={item} content={content} />
        {last.comment && <p className="prewrap small">{last.comment}</p>}
      </div>
      <Button size="small" isDisabled={copied} onPress={() => store.change(item.key, content)}>
        {copied ? msg("assessment.answer.copied") : msg("assessment.answer.copy")}
        {!copied && <kbd>L</kbd>}
      </Button>
    </div>
  );
}

// Two people answered the same item: both versions, one is chosen.
function Conflict({ item, entry, store }: { item: SheetItem; entry: Entry; store: SheetStore }) {
  const { theirs } = entry;
  if (theirs === undefined) return null;
  const side = (name: string, content: Content): ReactNode => (
    <div>
      <p className="q-hint-name">{name}</p>
      <AnswerLine item={item} content={content} />
      {!isAnswered(content) && <p className="muted">{msg("assessment.answer.none")}</p>}
      {content.comment && <p className="prewrap small">{content.comment}</p>}
    </div>
  );
  return (
    <Note
      tone="warn"
      live
      title={
        theirs
          ? msg("ui.conflict", { name: theirs.by?.title ?? (theirs.phone ? msg("ui.talk.ours") : guestName(theirs.guest)), at: dateTime(theirs.at, "short") })
          : msg("assessment.answer.conflict.taken_back")
      }
    >
      <div className="q-sides">
        {side(msg("ui.conflict.theirs"), contentOf(theirs))}
        {side(msg("ui.conflict.mine"), entry.shown)}
      </div>
      <Segments
        label={msg("ui.conflict.take")}
        value=""
        onChange={(whose) => store.resolve(item.key, whose as "mine" | "theirs")}
        options={[
          { id: "theirs", label: msg("assessment.answer.conflict.theirs") },
          { id: "mine", label: msg("assessment.answer.conflict.mine") },
        ]}
      />
    </Note>
  );
}
