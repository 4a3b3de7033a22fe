// The way of a round as Japanese offices show it: drafter and approvers side by side, each with a
// stamp, a name and a day. For screen readers it is a list of sentences.
import { date, dayOf } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { Icon } from "../../ui/icon";
import { Badge } from "../../ui/state";
import { type Approval, type ApprovalPerson, type ApprovalSeat, type ApprovalStep, stepName } from "./model";

const family = (p: ApprovalPerson): string => p.name.split(/[\s　]/)[0] ?? p.name;

interface StampProps {
  head: string;
  person: ApprovalPerson; // who was asked
  by?: ApprovalPerson | null; // who decided
  mark: "approve" | "return" | "reject" | "none";
  capacity?: string | null;
  at?: string | null;
  now?: boolean;
  absent?: boolean;
  left?: boolean;
}

function Stamp({ head, person, by, mark, capacity, at, now, absent, left }: StampProps) {
  const shown = by ?? person;
  const stands = by && by.id !== person.id;
  return (
    <li className={`stamp${now ? " now" : ""}`}>
      <span className="stamp-head">{head}</span>
      <span className={`stamp-mark ${mark}`} aria-hidden="true">
        {mark === "none" ? <Icon name={now ? "clock" : "minus"} size={20} /> : <span>{family(shown)}</span>}
      </span>
      <span className="stamp-words">
        {mark !== "none" && <span className="visually-hidden">{label(`enum.approval_decision.${mark}`)} </span>}
        <span className="stamp-name">{shown.name}</span>
        {shown.post && <span className="stamp-post">{shown.post}</span>}
        {stands && <span className="stamp-post">{msg("approval.for", { name: person.name })}</span>}
        {capacity === "escalated" && <span className="stamp-post">{label("enum.approval_as.escalated")}</span>}
        {at && <span className="stamp-day">{date(dayOf(at), "short")}</span>}
        {mark === "return" && <Badge tone="warn">{label("enum.approval_decision.return")}</Badge>}
        {mark === "reject" && <Badge tone="bad">{label("enum.approval_decision.reject")}</Badge>}
        {mark === "none" && absent && <Badge tone="warn">{msg("approval.absent")}</Badge>}
        {mark === "none" && left && <Badge tone="bad">{msg("approval.left")}</Badge>}
        {mark === "none" && now && !absent && !left && <Badge tone="info">{msg("approval.waiting")}</Badge>}
      </span>
    </li>
  );
}

function needText(s: ApprovalStep): string | null {
  if (s.seats.length < 2 || s.need === "all") return s.seats.length < 2 ? null : msg("approval.need.all");
  return s.need === "any" ? msg("approval.need.any") : msg("approval.need.count", { n: s.count });
}

// Seats that nobody needed any more are left out once the step is done.
function shownSeats(s: ApprovalStep): ApprovalSeat[] {
  return s.done ? s.seats.filter((seat) => seat.decision !== "none" || (s.need === "all" && !seat.escalated)) : s.seats;
}

export function Stamps({ round }: { round: Approval }) {
  return (
    <ol className="stamps" aria-label={msg("approval.progress")}>
      <Stamp head={msg("approval.drafted")} person={round.drafter} mark={round.id ? "approve" : "none"} at={round.sent_at} now={round.state === "returned"} />
      {round.steps.flatMap((s) => {
        const need = needText(s);
        const now = round.state === "open" && round.step === s.no && !!round.id;
        if (s.seats.length === 0) return [];
        return shownSeats(s).map((seat, i) => (
          <Stamp
            key={`${s.no}.${seat.person.id}`}
            head={i === 0 && need ? msg("approval.step.need", { step: stepName(s), need }) : stepName(s)}
            person={seat.person}
            by={seat.by}
            mark={seat.decision}
            capacity={seat.capacity}
            at={seat.decided_at}
            now={now && seat.decision === "none"}
            absent={seat.absent}
            left={seat.left}
          />
        ));
      })}
    </ol>
  );
}

