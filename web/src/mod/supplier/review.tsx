// On a review's page: the answers that it rests on, the marks that they give reason for, advice to the supplier, and
// the plan as a measure.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { SupplierLetter, SupplierLetterDraft, SupplierMeasureMade, SupplierReview, SupplierReviewBasis } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { addDays, dateTime, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { mainRole, may, useSession } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { ChecksField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Skeleton, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import type { RecordCardProps } from "../register/record";
import { SeminarsOf } from "./seminars_of";

const DAYS = 90;

interface Props {
  review: SupplierReview;
  basis: SupplierReviewBasis;
  etag: string | null;
}

const linesOf = (text: string | null | undefined): string[] => (text ?? "").split("\n").filter((line) => line.trim() !== "");
const isOpen = (review: SupplierReview) => review.state === "draft" || review.state === "asked";
const pathOf = (review: SupplierReview) => `/supplier-reviews/${review.id}`;

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

// What the program proposes, for a person to confirm; lines that the person wrote stay.
function Confirm({ review, etag }: Props) {
  const proposed = linesOf(review.proposed_marks);
  const before = linesOf(review.marks);
  const own = before.filter((line) => !proposed.includes(line));
  const [chosen, setChosen] = useState(before.filter((line) => proposed.includes(line)));
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const marks = [...proposed.filter((line) => chosen.includes(line)), ...own].join("\n");
      await api.patch(pathOf(review), { marks: marks || null }, { etag });
      toast(msg("supplier.review.marks.saved"));
    } catch (e) {
      toastError(e);
    }
    invalidate("/supplier-reviews");
    setBusy(false);
  };
  return (
    <div className="stack">
      <ChecksField label={msg("supplier.review.marks.choose")} options={proposed.map((line) => ({ id: line, label: line }))} value={chosen} onChange={setChosen} />
      {own.length > 0 && <Lines lines={own} />}
      <div>
        <Button icon="check" pending={busy} onPress={() => void save()}>
          {msg("supplier.review.marks.save")}
        </Button>
      </div>
    </div>
  );
}

function Marks(props: Props) {
  const { review, basis } = props;
  const confirmed = linesOf(review.marks);
  const proposed = linesOf(review.proposed_marks);
  return (
    <Card
      title={msg("supplier.review.marks")}
      aside={
        basis.response && (
          <LinkButton size="small" look="plain" iconAfter="chevron_right" to={`/responses/${basis.response}`}>
            {msg("supplier.review.answers")}
          </LinkButton>
        )
      }
    >
      <div className="stack">
        {!basis.response && <p className="muted">{msg("supplier.review.no_survey")}</p>}
        {review.proposed_grade && <p>{msg("supplier.review.proposed", { grade: optionLabel("supplier_grade", review.proposed_grade) })}</p>}
        {basis.response && review.proposed_grade && proposed.length === 0 && <p className="muted">{msg("supplier.review.no_marks")}</p>}
        {basis.may_write && isOpen(review) && proposed.length > 0 ? <Confirm key={review.version} {...props} /> : <Confirmed lines={confirmed} proposed={proposed.length > 0} />}
      </div>
    </Card>
  );
}

function Confirmed({ lines, proposed }: { lines: string[]; proposed: boolean }) {
  if (lines.length > 0) return <Lines lines={lines} />;
  return proposed ? <p className="muted">{msg("supplier.review.none_confirmed")}</p> : null;
}

// ---- advice ----

function LetterDialog({ review, etag, draft, onClose }: Props & { draft: SupplierLetterDraft | null; onClose: () => void }) {
  const [subject, setSubject] = useState(draft?.subject ?? review.letter_subject ?? "");
  const [text, setText] = useState(draft?.text ?? review.letter ?? "");
  const send = async () => {
    await api.patch(pathOf(review), { letter_subject: subject.trim() || null, letter: text.trim() || null }, { etag });
    invalidate("/supplier-reviews");
    toast(msg("supplier.letter.saved"));
  };
  return (
    <FormDialog wide title={msg("supplier.letter")} own={["letter_subject", "letter"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <TextField label={msg("supplier.letter.subject")} value={subject} onChange={setSubject} maxLength={200} error={wrong.letter_subject} />
          <TextField label={msg("supplier.letter.text")} lines={16} value={text} onChange={setText} maxLength={10000} error={wrong.letter} />
        </div>
      )}
    </FormDialog>
  );
}

function Sent({ letters }: { letters: SupplierLetter[] }) {
  if (letters.length === 0) return null;
  return (
    <ul className="stack plain-list">
      {letters.map((l) => (
        <li key={l.id} className="small muted">
          {msg("supplier.letter.sent", { at: dateTime(l.sent_at, "short"), address: l.address || msg("ui.guests.erased"), by: l.sent_by ?? "" })}
        </li>
      ))}
    </ul>
  );
}

async function sendLetter({ review, basis, etag }: Props): Promise<void> {
  const yes = await confirm({ title: msg("supplier.letter.send"), text: msg("supplier.letter.send.ask", { address: basis.address ?? "" }), yes: msg("supplier.letter.send") });
  if (!yes) return;
  try {
    await api.post(`${pathOf(review)}/letters`, undefined, { etag });
    toast(msg("supplier.letter.done"));
  } catch (e) {
    toastError(e);
  }
  invalidate("/supplier-reviews");
}

function whyNotSent(review: SupplierReview, basis: SupplierReviewBasis): string | null {
  if (!review.letter) return null;
  if (review.state !== "approved") return msg("supplier.letter.after");
  if (!basis.mail) return msg("supplier.letter.mail_off");
  return basis.address ? null : msg("supplier.letter.no_address");
}

function LetterActions({ review, basis, etag, open }: Props & { open: (draft: SupplierLetterDraft | null) => void }) {
  const draft = async () => {
    try {
      open((await api.get<SupplierLetterDraft>(`${pathOf(review)}/letter-draft`)).data);
    } catch (e) {
      toastError(e);
    }
  };
  if (!basis.may_write) return null;
  if (isOpen(review))
    return (
      <Button size="small" icon="edit" onPress={() => (review.letter ? open(null) : void draft())}>
        {review.letter ? msg("supplier.letter.edit") : msg("supplier.letter.draft")}
      </Button>
    );
  const ready = review.state === "approved" && review.letter && basis.mail && basis.address;
  return ready ? (
    <Button size="small" icon="send" onPress={() => void sendLetter({ review, basis, etag })}>
      {msg("supplier.letter.send")}
    </Button>
  ) : null;
}

function Letter(props: Props) {
  const { review, basis } = props;
  const [open, setOpen] = useState<{ draft: SupplierLetterDraft | null } | null>(null);
  const why = whyNotSent(review, basis);
  return (
    <Card title={msg("supplier.letter")} aside={<LetterActions {...props} open={(draft) => setOpen({ draft })} />}>
      <div className="stack">
        {!review.letter && <p className="muted">{msg("supplier.letter.none")}</p>}
        {review.letter_subject && <h3>{review.letter_subject}</h3>}
        {review.letter && <p className="prewrap">{review.letter}</p>}
        {why && <p className="muted small">{why}</p>}
        <Sent letters={basis.letters} />
      </div>
      {open && <LetterDialog {...props} draft={open.draft} onClose={() => setOpen(null)} />}
    </Card>
  );
}

// ---- the plan ----

function MeasureDialog({ review, onClose }: { review: SupplierReview; onClose: () => void }) {
  const me = useSession();
  const [title, setTitle] = useState(msg("supplier.review.measure.name", { supplier: review.supplier.title ?? "" }));
  const [purpose, setPurpose] = useState([review.main_concern, review.plan_note].filter(Boolean).join("\n"));
  const [owner, setOwner] = useState<RefValue | null>(review.owner ?? null);
  const [due, setDue] = useState<string | null>(review.due ?? addDays(today(), DAYS));
  const send = async () => {
    const body = { unit: mainRole(me)?.unit.id, title: title.trim(), purpose: purpose.slice(0, 2000) || null, owner: owner?.id ?? null, due, priority: "middle" };
    const { data } = await api.post<SupplierMeasureMade>(`${pathOf(review)}/measure`, body);
    invalidate("/measures", "/supplier-reviews");
    toast(msg("assessment.gap.done", { number: data.number }), "ok", { label: msg("assessment.gap.open"), run: () => void navigate(`/measures/${data.number}`) });
  };
  return (
    <FormDialog wide title={msg("supplier.review.measure")} save={msg("assessment.gap.save")} own={["title", "purpose", "owner", "due"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <TextField label={msg("assessment.gap.title.label")} required value={title} onChange={setTitle} maxLength={200} error={wrong.title} />
          <TextField label={msg("supplier.review.measure.purpose")} lines={4} value={purpose} onChange={setPurpose} maxLength={2000} error={wrong.purpose} />
          <div className="form-grid">
            <RefField label={msg("assessment.gap.owner")} register="people" value={owner} onChange={setOwner} error={wrong.owner} />
            <DateField label={msg("assessment.gap.due")} value={due} onChange={setDue} error={wrong.due} />
          </div>
        </div>
      )}
    </FormDialog>
  );
}

function Plan({ review, basis }: Props) {
  const [open, setOpen] = useState(false);
  if (!review.plan || review.plan === "accept" || !basis.may_write || !may("measure.write")) return null;
  return (
    <div>
      <Button icon="plus" onPress={() => setOpen(true)}>
        {msg("supplier.review.measure")}
      </Button>
      {open && <MeasureDialog review={review} onClose={() => setOpen(false)} />}
    </div>
  );
}

export default function SupplierReviewCard({ record, etag }: RecordCardProps) {
  const review = record as unknown as SupplierReview;
  const query = useQuery<SupplierReviewBasis>(`${pathOf(review)}/basis`);
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  if (!query.data) return <Skeleton lines={3} />;
  const props = { review, basis: query.data, etag };
  return (
    <>
      <Plan {...props} />
      <Marks {...props} />
      <SeminarsOf supplier={review.supplier.id} />
      <Letter {...props} />
    </>
  );
}
