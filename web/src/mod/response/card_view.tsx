// What staff do first when a threat comes true: a list of threats, one card each, and where to report. The same for who is
// logged in and for who has only the link; each card fits one sheet of paper.
import { useState } from "react";
import type { ThreatCard, ThreatCards } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Note } from "../../ui/note";
import { Fact, Facts } from "../../ui/page";

type Shown = ThreatCards["window"];

const telephone = (text: string): string => `tel:${text.replace(/[^\d+]/g, "")}`;

export function WindowBox({ window: w }: { window: Shown }) {
  if (!w.phone && !w.email && !w.chat) return <Note tone="warn" title={msg("response.window.none")}>{w.note}</Note>;
  return (
    <div className="report-window">
      <p className="report-window-name">{w.name ?? msg("response.window")}</p>
      {w.phone && (
        <p className="report-window-phone">
          <a href={telephone(w.phone)}>{w.phone}</a>
        </p>
      )}
      <Facts>
        {w.chat && <Fact name={msg("response.window.chat")}>{w.chat}</Fact>}
        {w.email && (
          <Fact name={msg("response.window.email")}>
            <a href={`mailto:${w.email}`}>{w.email}</a>
          </Fact>
        )}
        {w.hours && <Fact name={msg("response.window.hours")}>{w.hours}</Fact>}
      </Facts>
      {w.note && <p className="small">{w.note}</p>}
    </div>
  );
}

function Sheet({ card, all }: { card: ThreatCard; all: ThreatCards }) {
  return (
    <article className="threat-card">
      <p className="muted small">{all.organisation}</p>
      <h2 className="threat-card-title">{card.title}</h2>
      {card.keep_evidence && (
        <p className="threat-card-keep tone-warn">
          <Icon name="alert" size={18} className="tone-text" />
          <span>{msg("response.card.keep")}</span>
        </p>
      )}
      {card.steps.length > 0 && (
        <ol className="threat-card-steps">
          {(card.steps as string[]).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {card.note && <p>{card.note}</p>}
      <WindowBox window={all.window} />
      <Facts>
        {card.command && <Fact name={msg("response.card.command")}>{card.command}</Fact>}
        {card.responding && <Fact name={msg("response.card.responding")}>{card.responding}</Fact>}
      </Facts>
    </article>
  );
}

// Every card, a sheet each.
export function CardSheets({ all }: { all: ThreatCards }) {
  return all.cards.map((c) => <Sheet key={c.title} card={c} all={all} />);
}

export function CardsView({ all }: { all: ThreatCards }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const card = chosen === null ? undefined : all.cards[chosen];
  const choose = (n: number | null) => {
    setChosen(n);
    window.scrollTo(0, 0);
  };
  if (card)
    return (
      <div className="threat-cards">
        <div className="row no-print">
          <Button icon="arrow_left" onPress={() => choose(null)}>
            {msg("response.cards.back")}
          </Button>
          <Button icon="print" onPress={() => window.print()}>
            {msg("ui.print")}
          </Button>
        </div>
        <Sheet card={card} all={all} />
      </div>
    );
  return (
    <div className="threat-cards">
      <div className="no-print">
        <WindowBox window={all.window} />
        <h2 className="threat-cards-ask">{msg("response.cards.ask")}</h2>
        {all.cards.length === 0 && <p className="muted">{msg("response.cards.none")}</p>}
        <ul className="threat-choices">
          {all.cards.map((c, n) => (
            <li key={c.title}>
              <button type="button" className="threat-choice" onClick={() => choose(n)}>
                <span>{c.title}</span>
                <Icon name="chevron_right" size={20} />
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className="print-only">
        <CardSheets all={all} />
      </div>
    </div>
  );
}
