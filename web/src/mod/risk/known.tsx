// Threats that everybody knows, to begin with: the yearly list, the attack methods; those chosen come into the register.
import { useState } from "react";
import { Link } from "../../app/router";
import type { KnownThreat, KnownThreatList, KnownThreatsTaken } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton, Button } from "../../ui/button";
import { CheckField } from "../../ui/field";
import { ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";

interface Part {
  id: string;
  title: string;
  items: KnownThreat[];
}

function partsOf(list: KnownThreatList): Part[] {
  const ranked = list.items.filter((t) => t.rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return [
    { id: "ranked", title: pick(list.name), items: ranked },
    { id: "methods", title: msg("risk.known.methods"), items: list.items.filter((t) => t.rank === null && !t.ranked_before) },
    { id: "before", title: msg("risk.known.before"), items: list.items.filter((t) => t.rank === null && t.ranked_before) },
  ];
}

// Gone again: nothing has been rated by them yet.
function takeBack(made: KnownThreatsTaken["items"]): void {
  Promise.all(made.map((t) => api.remove(`/threats/${t.id}`, { etag: "*" })))
    .catch(toastError)
    .finally(() => invalidate("/threats", "/known-threats"));
}

function Known({ threat, chosen, onChange }: { threat: KnownThreat; chosen: boolean; onChange: (on: boolean) => void }) {
  const name = optionLabel("threat_key", threat.key);
  const text = (
    <span className="template-measure">
      <strong>{threat.rank === null ? name : msg("risk.known.rank", { rank: threat.rank, name })}</strong>
      <span className="muted small">{optionLabel("threat_group", threat.group)}</span>
    </span>
  );
  if (threat.threat)
    return (
      <span className="template-measure">
        {text}
        <span className="small">
          <Link to={recordPath("threats", threat.threat)}>{msg("risk.known.there", { number: threat.threat.number ?? "" })}</Link>
        </span>
      </span>
    );
  return may("threat.write") ? <CheckField label={text} value={chosen} onChange={onChange} /> : text;
}

export default function KnownPage() {
  const list = useQuery<KnownThreatList>("/known-threats");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const choose = (keys: string[], on: boolean) => setChosen((old) => new Set([...[...old].filter((k) => !keys.includes(k)), ...(on ? keys : [])]));
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<KnownThreatsTaken>("/known-threats/takings", { keys: [...chosen] });
      setChosen(new Set());
      invalidate("/threats", "/known-threats");
      toast(msg("risk.known.taken", { n: data.items.length }), "ok", { label: msg("ui.undo"), run: () => takeBack(data.items) });
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page>
      <PageHead
        title={msg("risk.known")}
        crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]}
        meta={msg("risk.known.text")}
        actions={
          <>
            <LinkButton to="/risk/matrix">{msg("risk.matrix")}</LinkButton>
            {may("threat.write") && (
              <Button look="filled" pending={busy} isDisabled={chosen.size === 0} onPress={() => void take()}>
                {msg("risk.known.take", { n: chosen.size })}
              </Button>
            )}
          </>
        }
      />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {list.data &&
        partsOf(list.data).map((part) => {
          const free = part.items.filter((t) => !t.threat).map((t) => t.key);
          return (
            <Card
              key={part.id}
              title={part.title}
              aside={
                may("threat.write") &&
                free.length > 1 && (
                  <Button size="small" onPress={() => choose(free, true)} aria-label={msg("risk.known.all.of", { name: part.title })}>
                    {msg("risk.known.all")}
                  </Button>
                )
              }
              foot={part.id === "ranked" && <span className="muted small">{msg("risk.known.source", { date: date(list.data?.published) })}</span>}
            >
              <ul className="template-measures">
                {part.items.map((t) => (
                  <li key={t.key}>
                    <Known threat={t} chosen={chosen.has(t.key)} onChange={(on) => choose([t.key], on)} />
                  </li>
                ))}
              </ul>
            </Card>
          );
        })}
    </Page>
  );
}
