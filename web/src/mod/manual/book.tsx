// The manual as it is in force: a page each, printed as one document; and where to say what was found when using it.
import { Link } from "../../app/router";
import type { CsirtManual, ManualPage, ManualPageInForce } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { Starter } from "../response/starter";
import { approvedText, tellPath } from "./model";
import { ManualText } from "./text";

const anchor = (page: ManualPageInForce): string => `page-${page.number}`;

function Contents({ pages }: { pages: ManualPageInForce[] }) {
  return (
    <Card title={msg("manual.ui.contents")}>
      <ol className="manual-contents">
        {pages.map((p) => (
          <li key={p.id}>
            <a href={`#${anchor(p)}`}>{p.title}</a> <span className="small muted">{msg("manual.ui.edition", { n: p.edition })}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function OnePage({ page: p }: { page: ManualPageInForce }) {
  return (
    <section id={anchor(p)} className="manual-page" aria-label={p.title}>
      <Card
        title={<Link to={recordPath("manual-pages", p)}>{p.title}</Link>}
        aside={
          <span className="row">
            {p.revising && <Badge tone="info">{msg("manual.ui.revising")}</Badge>}
            <Badge>{msg("manual.ui.edition", { n: p.edition })}</Badge>
          </span>
        }
        foot={
          <span className="row no-print">
            {may("manual.tell") && (
              <LinkButton size="small" icon="plus" to={tellPath(p)} aria-label={msg("manual.ui.tell.of", { title: p.title })}>
                {msg("manual.ui.tell")}
              </LinkButton>
            )}
            {p.waiting > 0 && <span className="small">{msg("manual.ui.waiting", { n: p.waiting })}</span>}
          </span>
        }
      >
        <div className="stack">
          <p className="row small muted">
            <span>{optionLabel("manual_topic", p.topic)}</span>
            <span>{approvedText(p)}</span>
          </p>
          <ManualText text={p.body} />
          {p.changes && <p className="small muted">{msg("manual.ui.changes", { text: p.changes })}</p>}
        </div>
      </Card>
    </section>
  );
}

// Pages that wait to be approved, or, where there is none at all, those to begin with.
function Waiting({ drafts, empty }: { drafts: number; empty: boolean }) {
  if (drafts > 0)
    return (
      <Note tone="info" title={msg("manual.ui.drafts", { n: drafts })}>
        <Link to="/manual-pages?f.state=draft">{msg("manual.ui.drafts.open")}</Link>
      </Note>
    );
  if (!empty) return null;
  return may("manual.write") ? (
    <Starter register="manual-pages" perm="manual.write" title={msg("manual.ui.none")} text={msg("manual.ui.none.text")} label={msg("manual.ui.starter")} />
  ) : (
    <EmptyState icon="sheet" title={msg("manual.ui.none")} />
  );
}

export default function ManualPages() {
  const query = useQuery<CsirtManual>("/csirt-manual");
  const drafts = useQuery<ListPage<ManualPage>>("/manual-pages", { "filter[state][eq]": "draft", limit: 100 });
  const pages = query.data?.pages;
  return (
    <Page>
      <PageHead
        title={msg("manual.ui.title")}
        crumbs={[{ label: msg("ui.nav.incident"), to: "/incidents" }]}
        meta={msg("manual.ui.text")}
        actions={
          pages &&
          pages.length > 0 && (
            <>
              {may("manual.write") && (
                <LinkButton icon="plus" to="/manual-pages/new">
                  {msg("manual.ui.new")}
                </LinkButton>
              )}
              <Button icon="print" onPress={() => window.print()}>
                {msg("ui.print")}
              </Button>
            </>
          )
        }
      />
      <ErrorNote error={query.error ?? drafts.error} onRetry={() => void query.reload()} />
      {query.loading && !pages && <Loading />}
      {pages && drafts.data && <Waiting drafts={drafts.data.items.length} empty={pages.length === 0} />}
      {pages && pages.length > 1 && <Contents pages={pages} />}
      {pages?.map((p) => (
        <OnePage key={p.id} page={p} />
      ))}
    </Page>
  );
}
