// Defence in depth (practice 5-1): what is found first, then what still stands once the gateway has been passed, then
// every system with its layers.
import type { Page as ListPage } from "../../../kernel/api";
import { mayRead } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { IconButton, LinkButton } from "../../../ui/button";
import { EmptyState, ErrorNote, Loading, Note } from "../../../ui/note";
import { Page, PageHead } from "../../../ui/page";
import { Coverage } from "./coverage";
import { Findings, Problems } from "./findings";
import { type Protection, useDefence } from "./model";
import { Ways } from "./ways";

const MOST = 100; // problems on the page

export default function DefencePage() {
  const picture = useDefence();
  const problems = useQuery<ListPage<Protection>>("/protections", { "filter[concern][is_null]": "false", limit: MOST });
  const p = picture.data;
  const empty = p?.systems.length === 0;
  return (
    <Page>
      <PageHead
        title={msg("defence.title")}
        crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]}
        meta={msg("defence.text")}
        actions={
          !empty && (
            <>
              <IconButton icon="print" label={msg("ui.print")} look="outline" onPress={() => window.print()} />
              {mayRead("network-segments") && (
                <LinkButton icon="units" to="/risk/network">
                  {msg("sketch.title")}
                </LinkButton>
              )}
            </>
          )
        }
      />
      <ErrorNote error={picture.error ?? problems.error} onRetry={() => void picture.reload()} />
      {!p && !picture.error && <Loading />}
      {empty && <EmptyState icon="shield" title={msg("defence.empty")} text={msg("defence.empty.text")} action={<LinkButton to="/systems/new">{msg("defence.empty.go")}</LinkButton>} />}
      {p && !empty && (
        <>
          {!p.complete && <Note tone="warn">{msg("defence.incomplete")}</Note>}
          <Findings picture={p} />
          <Ways picture={p} />
          {problems.data && <Problems picture={p} protections={problems.data.items} />}
          <Coverage picture={p} />
        </>
      )}
    </Page>
  );
}
