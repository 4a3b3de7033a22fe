// The business case on one page: goal → risk → measures, people, money. Made to be printed on A4.
import type { ReactNode } from "react";
import { Link, useParams } from "../../app/router";
import type { BusinessCase, RecordLink, RecordLinkList } from "../../gen/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date, money } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";

export default function CasePage() {
  const { id = "" } = useParams();
  const found = useQuery<BusinessCase>(`/business-cases/${id}`);
  const links = useQuery<RecordLinkList>(found.data ? `/business-cases/${found.data.id}/links` : null);
  const c = found.data;
  return (
    <Page>
      <ErrorNote error={found.error} onRetry={() => void found.reload()} />
      {!c && !found.error && <Loading />}
      {c && (
        <>
          <PageHead
            title={c.title}
            number={c.number}
            crumbs={[{ label: c.title, to: recordPath("business-cases", c) }]}
            state={<StateBadge set="business_case_state" value={c.state} />}
            actions={
              <Button icon="print" onPress={() => window.print()}>
                {msg("measure.page.print")}
              </Button>
            }
          />
          <OnePage c={c} links={links.data?.items ?? []} />
        </>
      )}
    </Page>
  );
}

function Said({ text }: { text: string | null | undefined }) {
  return <p className={text ? "prewrap" : "muted"}>{text || msg("measure.page.none")}</p>;
}

function Linked({ links, register }: { links: RecordLink[]; register: string }) {
  const of = links.filter((l) => l.register === register);
  if (of.length === 0) return null;
  return (
    <ul>
      {of.map((l) => (
        <li key={l.id}>
          <Link to={recordPath(register, l.record)}>{l.record.title}</Link>
        </li>
      ))}
    </ul>
  );
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card case-column">
      <h2 className="card-title">{title}</h2>
      {children}
    </section>
  );
}

function OnePage({ c, links }: { c: BusinessCase; links: RecordLink[] }) {
  const people = [
    c.people_needed ? msg("measure.page.people.n", { n: c.people_needed }) : "",
    c.people_skills ?? "",
    c.people_from ? msg("measure.page.people.from", { date: date(c.people_from, "short") }) : "",
  ].filter(Boolean);
  const cost = [c.cost_initial && msg("measure.page.initial", { money: money(c.cost_initial) }), c.cost_yearly && msg("measure.page.yearly", { money: money(c.cost_yearly) })].filter(Boolean);
  return (
    <>
      <div className="case-page">
        <Column title={msg("measure.page.goal")}>
          <Said text={c.goal} />
          {c.goal_effect && <p className="prewrap case-figure">{c.goal_effect}</p>}
        </Column>
        <Column title={msg("measure.page.risk")}>
          <Said text={c.problems} />
          <Linked links={links} register="risks" />
          {c.loss_avoided && (
            <p>
              <span className="muted small">{msg("measure.page.avoided")}</span>
              <span className="case-figure">{money(c.loss_avoided)}</span>
            </p>
          )}
          {c.loss_run && <p className="muted small">{msg("measure.page.played", { run: c.loss_run, date: date(c.loss_run_on, "short"), how: optionLabel("loss_how", c.loss_how) })}</p>}
          {c.loss_basis && <p className="muted small prewrap">{c.loss_basis}</p>}
        </Column>
        <Column title={msg("measure.page.measures")}>
          <Said text={c.plan} />
          <Linked links={links} register="measures" />
          <h3>{msg("measure.page.people")}</h3>
          <Said text={people.join(msg("ui.list.comma"))} />
          <h3>{msg("measure.page.money")}</h3>
          <Said text={cost.join(msg("ui.list.comma"))} />
        </Column>
      </div>
      <p className="case-conclusion">{msg("measure.page.conclusion")}</p>
    </>
  );
}
