// Who decides on steps that stop work: the matrix, edited a row at a time, and the question as a sentence.
import { useState } from "react";
import { Link } from "../../app/router";
import type { Decider, ResponseDecision } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath, useRegister } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Posts } from "../ruling/posts";
import { Starter } from "./starter";

const RANKS = ["staff", "head", "management", "headquarters"] as const;
type Rank = (typeof RANKS)[number];
type Part = ResponseDecision["staff"];
const PARTS: Part[] = ["final", "first", "before", "after", "none"];
const MOST = 100;

const rankName = (rank: string): string => optionLabel("decision_rank", rank);
const heading = (rank: Rank): string =>
  ({ staff: msg("reg.response_decision.staff"), head: msg("reg.response_decision.head"), management: msg("reg.response_decision.management"), headquarters: msg("reg.response_decision.headquarters") })[rank];

function Row({ row }: { row: ResponseDecision }) {
  const [parts, setParts] = useState<Record<Rank, Part>>(row);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const write = may("response_decision.write");
  const changed = RANKS.some((rank) => parts[rank] !== row[rank]);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.patch(`/response-decisions/${row.id}`, Object.fromEntries(RANKS.map((rank) => [rank, parts[rank]])), { etag: `"${row.version}"` });
      toast(msg("decision.saved"));
      invalidate("/response-decisions", "/response-decider");
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <tr>
      <th scope="row" className="decision-step">
        <Link to={recordPath("response-decisions", row)}>{row.title}</Link>
        <ErrorNote error={error} />
        {changed && (
          <Button size="small" look="filled" pending={busy} onPress={() => void save()}>
            {msg("decision.save")}
          </Button>
        )}
      </th>
      {RANKS.map((rank) => (
        <td key={rank} className={`decision-part decision-${parts[rank]}`}>
          <span className="decision-rank" aria-hidden="true">
            {heading(rank)}
          </span>
          {write ? (
            <SelectField
              label={`${row.title} ${heading(rank)}`}
              hideLabel
              options={PARTS.map((id) => ({ id, label: optionLabel("decision_part", id) }))}
              value={parts[rank]}
              onChange={(part) => part && setParts({ ...parts, [rank]: part as Part })}
            />
          ) : (
            optionLabel("decision_part", parts[rank])
          )}
        </td>
      ))}
    </tr>
  );
}

function Matrix({ rows }: { rows: ResponseDecision[] }) {
  return (
    <div className="table-frame">
      <table className="table decision-table">
        <caption className="visually-hidden">{msg("decision.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{msg("reg.response_decision.title")}</th>
            {RANKS.map((rank) => (
              <th key={rank} scope="col">
                {heading(rank)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.id} ${row.version}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sentence({ decider, step }: { decider: Decider; step: string }) {
  const of = (part: string): string[] => decider.ranks.filter((r) => r.part === part).map((r) => rankName(r.rank));
  const joined = (names: string[]): string => names.join(msg("ui.list.comma"));
  const [final, first, before, after] = [of("final"), of("first"), of("before"), of("after")];
  if (!decider.decision) return <Note tone="warn" title={msg("decision.ask.none")} />;
  return (
    <div className="decision-answer" role="status">
      <p className="decision-final">{msg("decision.ask.final", { step, rank: joined(final) })}</p>
      {first.length > 0 && <p>{msg("decision.ask.first", { rank: joined(first) })}</p>}
      {before.length > 0 && <p>{msg("decision.ask.before", { ranks: joined(before) })}</p>}
      {after.length > 0 && <p>{msg("decision.ask.after", { ranks: joined(after) })}</p>}
    </div>
  );
}

function Ask() {
  const info = useRegister("response-decisions");
  const keys = (field: string) => (info?.fields.find((f) => f.key === field)?.option_keys ?? []).filter((k) => k !== "other");
  const [action, setAction] = useState("stop_system");
  const [impact, setImpact] = useState("trade");
  const [what, setWhat] = useState("");
  const query = useQuery<Decider>("/response-decider", { action, impact });
  const words = { action: optionLabel("decision_action", action), impact: optionLabel("decision_impact", impact) };
  return (
    <Card title={msg("decision.ask")}>
      <div className="decision-ask no-print">
        <SelectField label={msg("reg.response_decision.action")} options={keys("action").map((id) => ({ id, label: optionLabel("decision_action", id) }))} value={action} onChange={(id) => id && setAction(id)} />
        <SelectField label={msg("reg.response_decision.impact")} options={keys("impact").map((id) => ({ id, label: optionLabel("decision_impact", id) }))} value={impact} onChange={(id) => id && setImpact(id)} />
        <TextField label={msg("decision.ask.what")} optional value={what} onChange={setWhat} maxLength={80} />
      </div>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data && <Sentence decider={query.data} step={what.trim() ? msg("decision.ask.step", { what: what.trim(), ...words }) : msg("decision.ask.step.any", words)} />}
    </Card>
  );
}

export default function DecisionPage() {
  const query = useQuery<ListPage<ResponseDecision>>("/response-decisions", { sort: "position", limit: MOST });
  const items = query.data?.items;
  return (
    <Page>
      <PageHead
        title={msg("decision.title")}
        meta={msg("decision.text")}
        actions={
          items &&
          items.length > 0 && (
            <>
              {may("response_decision.write") && (
                <LinkButton icon="plus" to="/response-decisions/new">
                  {msg("decision.new")}
                </LinkButton>
              )}
              <Button icon="print" onPress={() => window.print()}>
                {msg("ui.print")}
              </Button>
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !items && <Loading />}
      {items && items.length === 0 && <Starter register="response-decisions" perm="response_decision.write" title={msg("decision.none")} text={msg("decision.none.text")} label={msg("decision.starter")} />}
      {items && items.length > 0 && (
        <>
          <Ask />
          <Matrix rows={items} />
          <Posts />
        </>
      )}
    </Page>
  );
}
