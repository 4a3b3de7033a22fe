// Decisions that are asked of oneself: to decide, to be heard on, and to look at what was not waited for.
import { useState } from "react";
import { Link } from "../../app/router";
import type { OwnRuling, OwnRulings } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { heardBefore, WORDS } from "./model";
import { RulingView } from "./view";

const OWN = "/own-rulings";

interface Way {
  path: string; // below the decision's
  field: string; // that the press fills
  yes: [string, () => string];
  no: [string, () => string];
  text: () => string;
  hint: () => string;
  done: () => string;
}

const WAYS: Record<string, Way> = {
  decide: { path: "answer", field: "answer", yes: ["approved", () => msg("ruling.ui.decide.approve")], no: ["refused", () => msg("ruling.ui.decide.refuse")], text: () => msg("ruling.ui.decide.text"), hint: () => msg("ruling.ui.decide.text.hint"), done: () => msg("ruling.ui.decide.done") },
  opinion: { path: "opinion", field: "opinion", yes: ["for", () => msg("ruling.ui.opinion.for")], no: ["against", () => msg("ruling.ui.opinion.against")], text: () => msg("ruling.ui.opinion.text"), hint: () => msg("ruling.ui.opinion.text.hint"), done: () => msg("ruling.ui.opinion.done") },
  review: { path: "review", field: "verdict", yes: ["right", () => msg("ruling.ui.review.right")], no: ["wrong", () => msg("ruling.ui.review.wrong")], text: () => msg("ruling.ui.review.text"), hint: () => msg("ruling.ui.review.text.hint"), done: () => msg("ruling.ui.review.done") },
};

function Answer({ own, way }: { own: OwnRuling; way: Way }) {
  const [text, setText] = useState("");
  const [passed, setPassed] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const waits = own.todo === "decide" && own.ruling.voices.some((v) => heardBefore(v.part) && v.opinion === null);
  const send = async (value: string) => {
    setBusy(value);
    setError(null);
    try {
      await api.post(`${OWN}/${own.ruling.id}/${way.path}`, { [way.field]: value, text: text.trim() || null, ...(own.todo === "decide" ? { passed_over: passed.trim() || null } : {}) });
      toast(way.done());
      invalidate(OWN, "/incidents", "/notices");
    } catch (e) {
      setError(e);
    }
    setBusy(null);
  };
  return (
    <div className="form">
      {error !== null && Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      {waits && <TextField label={msg("ruling.ui.decide.passed")} hint={msg("ruling.ui.decide.passed.hint")} optional lines={2} maxLength={WORDS} value={passed} onChange={setPassed} error={wrong.passed_over} />}
      <TextField label={way.text()} hint={way.hint()} optional lines={2} maxLength={WORDS} value={text} onChange={setText} error={wrong.text} />
      <p className="row">
        <Button look="filled" pending={busy === way.yes[0]} isDisabled={busy !== null} onPress={() => void send(way.yes[0])}>
          {way.yes[1]()}
        </Button>
        <Button pending={busy === way.no[0]} isDisabled={busy !== null} onPress={() => void send(way.no[0])}>
          {way.no[1]()}
        </Button>
      </p>
    </div>
  );
}

function Head({ own }: { own: OwnRuling }) {
  return (
    <>
      {own.case ? <Link to={`/incidents/${own.number}`}>{`${own.number} ${own.title ?? ""}`}</Link> : msg("ruling.ui.case", { number: own.number })} {own.drill && <Badge tone="info">{msg("incident.ui.drill")}</Badge>}
    </>
  );
}

// With who was heard, which the list has not.
function Open({ own }: { own: OwnRuling }) {
  const query = useQuery<OwnRuling>(`${OWN}/${own.ruling.id}`);
  const now = query.data;
  const way = WAYS[now?.todo ?? ""];
  return (
    <Card title={<Head own={own} />}>
      <div className="stack">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {!own.case && <p className="muted small">{msg("ruling.ui.case.hidden")}</p>}
        <RulingView ruling={now?.ruling ?? own.ruling} />
        {now && way && <Answer own={now} way={way} />}
      </div>
    </Card>
  );
}

export default function OwnRulingsPage() {
  const query = useQuery<OwnRulings>(OWN);
  const items = query.data?.items ?? [];
  const todo = items.filter((i) => i.todo !== "none");
  const past = items.filter((i) => i.todo === "none");
  return (
    <Page narrow>
      <PageHead title={msg("ruling.ui.page")} meta={msg("ruling.ui.page.text")} />
      <div className="stack">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {query.loading && !query.data && <Loading />}
        {query.data && todo.length === 0 && <EmptyState title={msg("ruling.ui.page.none")} />}
        {todo.map((own) => (
          <Open key={own.ruling.id} own={own} />
        ))}
        {past.length > 0 && (
          <Card title={msg("ruling.ui.page.past")}>
            <ul className="plain-list stack rulings">
              {past.map((own) => (
                <li key={own.ruling.id} className="stack">
                  <p>
                    <Head own={own} />
                  </p>
                  <RulingView ruling={own.ruling} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Page>
  );
}
