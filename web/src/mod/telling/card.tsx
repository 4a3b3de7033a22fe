// In the room of a case: who sees to telling others, by when each class is told, what was written, and the decision to publish.
import { useState } from "react";
import { Link, navigate } from "../../app/router";
import type { CaseTelling, CaseTellings, TellingClock } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge, StateBadge } from "../../ui/state";
import { TlpBadge } from "../marking/tlp";
import { TellingForm } from "./form";

/* ---- who, and by when ---- */

function Owner({ record, board, writes }: { record: RegisterRecord; board: CaseTellings; writes: boolean }) {
  const [naming, setNaming] = useState(false);
  const [person, setPerson] = useState<RefValue | null>(null);
  const name = board.owner?.name;
  const send = async () => {
    await api.put(`/incidents/${record.id}/telling-owner`, { owner: person?.id });
    toast(msg("telling.ui.owner.done"));
    invalidate("/incidents");
  };
  return (
    <div className="row">
      <span>
        <b>{msg("telling.ui.owner")}</b> {name === undefined ? msg("telling.ui.owner.none") : board.own_owner ? name : msg("telling.ui.owner.usual", { name })}
      </span>
      {writes && (
        <Button size="small" look="plain" className="no-print" onPress={() => setNaming(true)}>
          {msg("telling.ui.owner.name")}
        </Button>
      )}
      {naming && (
        <FormDialog title={msg("telling.ui.owner.name")} own={["owner"]} disabled={person === null} send={send} onClose={() => setNaming(false)}>
          {(wrong) => (
            <div className="form">
              <RefField label={msg("telling.ui.owner")} required register="people" value={person} onChange={setPerson} error={wrong.owner} />
            </div>
          )}
        </FormDialog>
      )}
    </div>
  );
}

function Clock({ clock }: { clock: TellingClock }) {
  const audience = optionLabel("telling_audience", clock.audience);
  return (
    <li className="row">
      <span>
        {clock.first_at
          ? msg("telling.ui.clock.first", { audience, at: dateTime(clock.first_at) })
          : clock.due
            ? msg("telling.ui.clock.due", { audience, due: dateTime(clock.due) })
            : audience}
      </span>
      {!clock.first_at && <Badge tone={clock.late ? "bad" : "neutral"}>{msg("telling.ui.clock.none")}</Badge>}
      {clock.late && <Badge tone="bad">{msg("telling.ui.clock.late")}</Badge>}
    </li>
  );
}

/* ---- what was written ---- */

// In an exercise nothing is ever sent; and what went to nobody by email has told nobody.
export const Sent = ({ of, drill }: { of: CaseTelling; drill: boolean }) =>
  of.state === "sent" && of.n_unsent === of.n_to ? (
    <Badge tone="warn">{msg("telling.ui.nobody")}</Badge>
  ) : of.state === "sent" && drill ? (
    <Badge tone="info">{msg("telling.ui.would")}</Badge>
  ) : (
    <StateBadge set="telling_state" value={of.state} />
  );

export function Counts({ of, drill }: { of: CaseTelling; drill: boolean }) {
  const sent = of.state === "sent";
  const told = of.n_to - of.n_unsent;
  return (
    <>
      <span className="small">{msg("telling.ui.counts", { n: of.n_to })}</span>
      {sent && of.n_unsent > 0 && <Badge tone="warn">{msg("telling.ui.unsent", { n: of.n_unsent })}</Badge>}
      {sent && !drill && of.n_unconfirmed > 0 && <Badge tone="warn">{msg("telling.ui.unconfirmed", { n: of.n_unconfirmed })}</Badge>}
      {sent && told > 0 && of.n_unsent === 0 && of.n_unconfirmed === 0 && <Badge tone="ok">{msg("telling.ui.all_confirmed")}</Badge>}
    </>
  );
}

function One({ record, of, drill }: { record: RegisterRecord; of: CaseTelling; drill: boolean }) {
  return (
    <li className="stack tight">
      <p className="row">
        <Link to={`/incidents/${record.number ?? record.id}/tellings/${of.no}`}>{of.subject}</Link> <Sent of={of} drill={drill} /> <TlpBadge tlp={of.tlp} />
      </p>
      <p className="row">
        <span className="muted small">{optionLabel("telling_audience", of.audience)}</span> <Counts of={of} drill={drill} />
        {of.sent_at && <time className="muted small" dateTime={of.sent_at}>{dateTime(of.sent_at)}</time>}
      </p>
    </li>
  );
}

/* ---- the public ---- */

function Public({ record }: { record: RegisterRecord }) {
  const reads = mayRead("publication-decisions");
  const { data, error } = useQuery<ListPage<RegisterRecord>>(reads && record.number ? "/publication-decisions" : null, { "filter[incident][eq]": record.number ?? "", limit: 100 });
  if (!reads) return null;
  const items = data?.items ?? [];
  return (
    <>
      <h3 className="card-title small">{msg("telling.ui.public")}</h3>
      <p className="muted small">{msg("telling.ui.public.text")}</p>
      <ErrorNote error={error} />
      {data && items.length === 0 && <p className="muted small">{msg("telling.ui.public.none")}</p>}
      <ul className="plain-list stack tight">
        {items.map((d) => (
          <li key={d.id} className="row">
            <Link to={recordPath("publication-decisions", d)}>{`${d.number ?? ""} ${String(d.title)}`}</Link>
            <span className="small">{optionLabel("publication_choice", d.decision)}</span> <StateBadge set="publication_state" value={d.state} />
          </li>
        ))}
      </ul>
      {may("sharing.write") && (
        <p className="no-print">
          <LinkButton size="small" to={`/publication-decisions/new?incident=${encodeURIComponent(record.number ?? "")}&title=${encodeURIComponent(String(record.title))}`}>
            {msg("telling.ui.public.add")}
          </LinkButton>
        </p>
      )}
    </>
  );
}

/* ---- the card ---- */

export function Tellings({ record }: { record: RegisterRecord }) {
  const reads = may("case_telling.read");
  const path = `/incidents/${record.id}/tellings`;
  const query = useQuery<CaseTellings>(reads ? path : null);
  const [adding, setAdding] = useState(false);
  const board = query.data;
  const writes = may("case_telling.write");
  if (!reads) return null;
  const go = (made: CaseTelling): void => void navigate(`/incidents/${record.number ?? record.id}/tellings/${made.no}`);
  return (
    <Card
      title={msg("telling.ui")}
      aside={
        writes && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {msg("telling.ui.add")}
          </Button>
        )
      }
    >
      <div className="stack">
        <p className="muted small">{msg("telling.ui.text")}</p>
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {query.loading && !board && <Loading />}
        {board && (
          <>
            {board.drill && <Note tone="info" title={msg("telling.ui.drill")} />}
            {!board.mail && !board.drill && <Note tone="warn" title={msg("telling.ui.mail_off")} />}
            <Owner record={record} board={board} writes={writes} />
            <ul className="plain-list stack tight">
              {board.clocks.map((clock) => (
                <Clock key={clock.audience} clock={clock} />
              ))}
            </ul>
            {board.items.length === 0 && <p className="muted">{msg("telling.ui.none")}</p>}
            <ul className="plain-list stack" aria-label={msg("telling.ui.list")}>
              {board.items.map((of) => (
                <One key={of.no} record={record} of={of} drill={board.drill} />
              ))}
            </ul>
          </>
        )}
        <Public record={record} />
        {adding && <TellingForm path={path} telling={null} onDone={go} onClose={() => setAdding(false)} />}
      </div>
    </Card>
  );
}
