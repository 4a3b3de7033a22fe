// One decision: what is asked, of whom, who is heard before, and what became of it.
import type { Ruling, RulingVoice } from "../../gen/api";
import { optionLabel } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { Badge } from "../../ui/state";
import { heardBefore, isLate, partName, rankName, TONES, took } from "./model";

function Voice({ voice: v, open }: { voice: RulingVoice; open: boolean }) {
  const before = heardBefore(v.part);
  return (
    <li className="small">
      <p className="row">
        <span className="muted">{partName(v.part)}</span>
        <span>
          {rankName(v.rank)} {v.person ? v.person.title : msg("ruling.ui.nobody")}
        </span>
        {v.stand_in && <Badge>{msg("ruling.ui.chosen")}</Badge>}
        {v.opinion && <Badge tone={v.opinion === "against" ? "bad" : "neutral"}>{optionLabel("ruling_opinion", v.opinion)}</Badge>}
        {!v.opinion && before && v.person && (open ? <Badge tone="warn">{msg("ruling.ui.no_opinion")}</Badge> : <Badge>{msg("ruling.ui.unheard")}</Badge>)}
        {!before && v.person && <span className="muted">{msg("ruling.ui.told_after")}</span>}
      </p>
      {v.text && <p className="timeline-text">{v.text}</p>}
    </li>
  );
}

export function RulingView({ ruling: r }: { ruling: Ruling }) {
  return (
    <>
      <p className="row small">
        <span className="page-number">{msg("ruling.ui.number", { no: r.no })}</span>
        <Badge tone={TONES[r.state]}>{optionLabel("ruling_state", r.state)}</Badge>
        {isLate(r) && <Badge tone="bad">{msg("ruling.ui.late")}</Badge>}
        {r.state === "asked" && <span>{msg("ruling.ui.due", { at: dateTime(r.due_at, "short") })}</span>}
        <span className="muted">{took(r)}</span>
      </p>
      <p className="timeline-text">{r.what}</p>
      <p className="muted small">
        {optionLabel("decision_action", r.action)} / {optionLabel("decision_impact", r.impact)}
      </p>
      <p className="row small">
        <span>{msg("ruling.ui.decider", { rank: rankName(r.rank), name: r.decider.title })}</span>
        {r.stand_in && <Badge>{msg("ruling.ui.chosen")}</Badge>}
      </p>
      <p className="muted small">{msg("ruling.ui.asked_by", { at: dateTime(r.asked_at, "short"), name: r.asked_by ?? "" })}</p>
      {r.voices.length > 0 && (
        <ul className="plain-list">
          {r.voices.map((v) => (
            <Voice key={v.rank} voice={v} open={r.state === "asked"} />
          ))}
        </ul>
      )}
      {r.answer && (
        <p className="timeline-text">
          <span className="muted small">{r.ended_by}</span> {r.answer}
        </p>
      )}
      {r.verdict && (
        <p className="timeline-text">
          <Badge tone={r.verdict === "wrong" ? "bad" : "ok"}>{optionLabel("ruling_verdict", r.verdict)}</Badge> {r.review}
        </p>
      )}
    </>
  );
}
