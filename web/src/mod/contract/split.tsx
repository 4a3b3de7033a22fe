// How security work is split: three classes beside each other, every duty with who can do it and what is to be watched.
import { useState } from "react";
import { Link } from "../../app/router";
import type { Reference, WorkSplit, WorkSplitStarterMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { Card, Fact, Facts, FigureCard, Page, PageHead } from "../../ui/page";
import { Badge, Count } from "../../ui/state";
import { useTopUnit } from "../governance/top_unit";

type Duty = WorkSplit["items"][number];

const CLASSES: Duty["class"][] = ["own", "advised", "given"];

const nameOf = (ref: Reference): string => ref.title ?? ref.number ?? "";

function People({ people }: { people: Duty["people"] }) {
  return (
    <ul className="split-people">
      {people.map(({ person, counted }) => (
        <li key={person.id} className={counted ? undefined : "muted"}>
          <Link to={recordPath("people", person)}>{nameOf(person)}</Link>
          {!counted && <Badge tone="bad">{msg("split.left")}</Badge>}
        </li>
      ))}
    </ul>
  );
}

function DutyCard({ duty: d }: { duty: Duty }) {
  const titleId = `duty-${d.id}`;
  return (
    <article className="split-duty" aria-labelledby={titleId}>
      <h3 id={titleId} className="split-duty-title">
        <Link to={recordPath("security-duties", d)}>{d.title}</Link>
      </h3>
      {d.warnings.length > 0 && (
        <ul className="split-warnings small">
          {d.warnings.map((w) => (
            <li key={w.kind} className="tone-warn">
              <Icon name="alert" size={14} className="tone-text" />
              <span>{optionLabel("duty_warning", w.kind)}</span>
            </li>
          ))}
        </ul>
      )}
      {d.policy && <p className="small">{d.policy}</p>}
      <Facts>
        {d.people.length > 0 && (
          <Fact name={msg("split.people")}>
            <People people={d.people} />
          </Fact>
        )}
        {(d.service || d.provider) && (
          <Fact name={msg("split.provider")}>
            {d.service && <Link to={recordPath("security-services", d.service)}>{nameOf(d.service)}</Link>}
            {d.service && d.provider && msg("ui.list.comma")}
            {d.provider}
          </Fact>
        )}
        {d.skills && <Fact name={msg("split.skills")}>{d.skills}</Fact>}
        {d.reason && <Fact name={msg("split.reason")}>{d.reason}</Fact>}
        <Fact name={msg("split.unit")}>{nameOf(d.unit)}</Fact>
      </Facts>
    </article>
  );
}

function Columns({ items }: { items: Duty[] }) {
  return (
    <div className="split-columns">
      {CLASSES.map((name) => {
        const duties = items.filter((d) => d.class === name);
        return (
          <section key={name} className="split-column" aria-labelledby={`class-${name}`}>
            <div className="split-column-head">
              <h2 id={`class-${name}`}>{optionLabel("duty_class", name)}</h2>
              <Count n={duties.length} />
            </div>
            {duties.length === 0 && <p className="muted">{msg("split.column.none")}</p>}
            {duties.map((d) => (
              <DutyCard key={d.id} duty={d} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function Alone({ alone }: { alone: WorkSplit["alone"] }) {
  return (
    <Card title={msg("split.alone")} foot={<span className="muted small">{msg("split.alone.text")}</span>}>
      <ul className="split-alone">
        {alone.map(({ person, duties }) => (
          <li key={person.id}>
            <Link to={recordPath("people", person)}>{nameOf(person)}</Link>
            <span>{msg("split.alone.n", { n: duties })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Starter() {
  const { top } = useTopUnit();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<WorkSplitStarterMade>("/work-split/starter", { unit: top?.id });
      toast(msg("split.starter.done", { n: data.made }));
      invalidate("/work-split");
      invalidate("/security-duties");
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <EmptyState
      icon="clip"
      title={msg("split.none")}
      text={msg("split.none.text")}
      action={
        may("duty.write") && (
          <Button look="filled" icon="plus" pending={busy} isDisabled={!top} onPress={() => void take()}>
            {msg("split.starter")}
          </Button>
        )
      }
    />
  );
}

export default function SplitPage() {
  const query = useQuery<WorkSplit>("/work-split");
  const split = query.data;
  const n = (holds: (d: Duty) => boolean): string => String((split?.items ?? []).filter(holds).length);
  return (
    <Page>
      <PageHead
        title={msg("split.title")}
        meta={msg("split.text")}
        actions={
          split &&
          split.items.length > 0 && (
            <>
              <LinkButton to="/security-duties">{msg("split.list")}</LinkButton>
              {may("duty.write") && (
                <LinkButton icon="plus" to="/security-duties/new">
                  {msg("split.new")}
                </LinkButton>
              )}
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {!split && !query.error && <Loading />}
      {split && split.items.length === 0 && <Starter />}
      {split && split.items.length > 0 && (
        <>
          <div className="tiles">
            <FigureCard name={msg("split.figure.all")} value={String(split.items.length)} />
            <FigureCard name={msg("split.figure.watch")} value={n((d) => d.warnings.length > 0)} />
            <FigureCard name={msg("split.figure.alone")} value={n((d) => d.warnings.some((w) => w.kind === "one_person"))} />
          </div>
          {!split.complete && <Note tone="warn">{msg("split.incomplete")}</Note>}
          <Columns items={split.items} />
          {split.alone.length > 0 && <Alone alone={split.alone} />}
        </>
      )}
    </Page>
  );
}
