// What is needed when the network is down, as one print: nothing of cases, and only what who prints may read.
import { type ReactNode, useEffect } from "react";
import type { AnalysisPlan, ContactSheet, Continuity, CsirtManual, ReportingRegime, ResponseDecision, TellingTemplate, ThreatCards } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { mayRead } from "../../kernel/describe";
import { date, today } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { ContactLists } from "../contact/sheet";
import { Business, Order } from "../continuity/front";
import { inOrder } from "../continuity/model";
import { ManualText } from "../manual/text";
import { CardSheets } from "../response/card_view";
import { PlansTable } from "../response/plans";
import { DecisionTable, Regimes, Templates } from "./parts";

const MOST = 100;

interface Part {
  id: string;
  title: string;
  body: ReactNode; // null: nothing is written yet
  more?: boolean; // there are more than fit
}

// Class and day in the margin of each page: the paper outlives the screen that it came from.
function useMargins(): void {
  const mark = msg("pack.ui.mark");
  const printed = msg("pack.ui.printed_on", { date: date(today()) });
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { @top-left { content: ${JSON.stringify(mark)}; font-size: 9pt } @top-right { content: ${JSON.stringify(printed)}; font-size: 9pt } }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== sheet);
    };
  }, [mark, printed]);
}

function useList<T>(register: string, sort: string, filter: Record<string, string> = {}) {
  return useQuery<ListPage<T>>(mayRead(register) ? `/${register}` : null, { sort, limit: MOST, ...filter });
}

function useParts(): { parts: Part[]; error: unknown; loading: boolean } {
  const contacts = useQuery<ContactSheet>(may("contact.read") ? "/contact-lists/sheet" : null);
  const cards = useQuery<ThreatCards>("/threat-cards");
  const decisions = useList<ResponseDecision>("response-decisions", "position");
  const plans = useList<AnalysisPlan>("analysis-plans", "position");
  const regimes = useList<ReportingRegime>("reporting-regimes", "title", { "filter[in_use][eq]": "true" });
  const templates = useList<TellingTemplate>("telling-templates", "title", { "filter[in_use][eq]": "true" });
  const continuity = useQuery<Continuity>(may("continuity.picture") ? "/continuity" : null);
  const manual = useQuery<CsirtManual>(mayRead("manual-pages") ? "/csirt-manual" : null);
  const parts: Part[] = [];
  const add = <T,>(id: string, title: string, data: T | undefined, filled: (data: T) => boolean, body: (data: T) => ReactNode, more = false) =>
    data && parts.push({ id, title, more, body: filled(data) ? body(data) : null });
  const list = <T,>(id: string, title: string, data: ListPage<T> | undefined, body: (items: T[]) => ReactNode) => add(id, title, data, (d) => d.items.length > 0, (d) => body(d.items), Boolean(data?.next));
  add("contacts", msg("contact.ui.sheet"), contacts.data, (d) => d.lists.length > 0, (d) => <ContactLists sheet={d} />);
  add("cards", msg("response.cards"), cards.data, (d) => d.cards.length > 0, (d) => <CardSheets all={d} />);
  list("decisions", msg("decision.title"), decisions.data, (rows) => <DecisionTable rows={rows} />);
  list("plans", msg("plan.page"), plans.data, (rows) => <PlansTable rows={rows} />);
  list("duties", label("reg.reporting-regimes"), regimes.data, (rows) => <Regimes rows={rows} />);
  list("templates", label("reg.telling-templates"), templates.data, (rows) => <Templates rows={rows} />);
  add("continuity", msg("continuity.ui.title"), continuity.data, (d) => d.businesses.length > 0, (d) => (
    <>
      <Order systems={d.systems} />
      {inOrder(d.businesses).map((b) => (
        <Business key={b.id} business={b} />
      ))}
    </>
  ), continuity.data?.complete === false);
  add("manual", msg("manual.ui.title"), manual.data, (d) => d.pages.length > 0, (d) =>
    d.pages.map((p) => (
      <Card key={p.id} title={`${p.title} (${msg("manual.ui.edition", { n: p.edition })})`}>
        <ManualText text={p.body} />
      </Card>
    )),
  );
  const all = [contacts, cards, decisions, plans, regimes, templates, continuity, manual];
  return { parts, error: all.find((q) => q.error)?.error, loading: all.some((q) => q.loading && !q.data) };
}

export default function OfflinePackPage() {
  const { parts, error, loading } = useParts();
  useMargins();
  const filled = parts.filter((p) => p.body !== null);
  const missing = parts.filter((p) => p.body === null);
  const ready = !loading && !error && filled.length > 0;
  return (
    <Page>
      <PageHead
        title={msg("pack.ui.title")}
        crumbs={[{ label: msg("ui.nav.incident"), to: "/incidents" }]}
        meta={msg("pack.ui.text")}
        actions={
          ready && (
            <Button icon="print" look="filled" onPress={() => window.print()}>
              {msg("ui.print")}
            </Button>
          )
        }
      />
      <ErrorNote error={error} />
      {loading && <Loading />}
      {ready && (
        <>
          <Card title={msg("pack.ui.contents")}>
            <div className="stack">
              <ol className="manual-contents">
                {filled.map((p) => (
                  <li key={p.id}>
                    <a href={`#pack-${p.id}`}>{p.title}</a>
                  </li>
                ))}
              </ol>
              {missing.length > 0 && <p className="muted">{msg("pack.ui.missing", { parts: missing.map((p) => p.title).join(msg("ui.list.comma")) })}</p>}
              <p className="print-only">{msg("pack.ui.kept_at")}</p>
            </div>
          </Card>
          {filled.map((p) => (
            <section key={p.id} id={`pack-${p.id}`} className="pack-part stack" aria-labelledby={`pack-${p.id}-title`}>
              <h2 id={`pack-${p.id}-title`}>{p.title}</h2>
              {p.more && <Note tone="warn">{msg("pack.ui.more")}</Note>}
              {p.body}
            </section>
          ))}
        </>
      )}
    </Page>
  );
}
