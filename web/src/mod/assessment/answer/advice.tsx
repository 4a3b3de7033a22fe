// What answers show by rules, for the reviewer: points to look into, what to ask, what could be told.
import type { AdviceFreeService, AdviceMark, ResponseAdvice } from "../../../gen/api";
import { label, msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button } from "../../../ui/button";
import { Note } from "../../../ui/note";
import { Badge, type Tone } from "../../../ui/state";
import { words } from "../model";

const TONES: Record<AdviceMark["mark"], Tone> = { none: "ok", watch: "warn", concern: "bad" };

function MarkBadge({ mark }: { mark: AdviceMark["mark"] }) {
  return <Badge tone={TONES[mark]}>{label(`enum.advice_mark.${mark}`, mark)}</Badge>;
}

const NOTHING: ResponseAdvice = { marks: [], services: [], steps: [] };

export function useAdvice(response: string): ResponseAdvice {
  return useQuery<ResponseAdvice>(may("response.advice") ? `/responses/${response}/advice` : null).data ?? NOTHING;
}

// Before the answers, where the sheet has rules.
export function AdviceNote({ advice }: { advice: ResponseAdvice }) {
  if (!advice.grade) return null;
  const n = (mark: AdviceMark["mark"]) => advice.marks.filter((m) => m.mark === mark).length;
  return (
    <Note
      tone={TONES[advice.grade]}
      title={
        <>
          {msg("assessment.advice")} <MarkBadge mark={advice.grade} />
        </>
      }
    >
      <p>{advice.marks.length === 0 ? msg("assessment.advice.none") : msg("assessment.advice.n", { concern: n("concern"), watch: n("watch") })}</p>
      <p className="small muted">{msg("assessment.advice.meaning")}</p>
    </Note>
  );
}

// At one answer.
export function AdviceView({ advice, item, onAsk }: { advice: ResponseAdvice; item: string; onAsk?: (text: string) => void }) {
  const next = advice.steps.find((s) => s.item === item)?.next;
  return (
    <>
      {advice.marks
        .filter((m) => m.item === item)
        .map((m) => (
          <MarkView key={words(m.says)} mark={m} services={advice.services} onAsk={onAsk} />
        ))}
      {next && (
        <p className="small">
          <span className="muted">{msg("assessment.advice.next")}</span> {words(next)}
        </p>
      )}
    </>
  );
}

function MarkView({ mark: m, services, onAsk }: { mark: AdviceMark; services: AdviceFreeService[]; onAsk?: (text: string) => void }) {
  const offered = services.filter((s) => m.services.includes(s.key));
  return (
    <div className="q-question">
      <p className="row spread">
        <span className="row">
          <MarkBadge mark={m.mark} /> {words(m.says)}
        </span>
        {m.ask && onAsk && (
          <Button size="small" look="plain" icon="comment" onPress={() => onAsk(words(m.ask))}>
            {msg("assessment.advice.ask")}
          </Button>
        )}
      </p>
      <p className="q-hint-name">{msg("assessment.advice.to_tell")}</p>
      <p>{words(m.advice)}</p>
      {offered.length > 0 && (
        <ul className="stack small">
          {offered.map((s) => (
            <li key={s.key}>
              <a className="row" href={s.url} target="_blank" rel="noreferrer">
                {words(s.name)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
