// The annex of a contract, made from the points taken into it, in either language: to be printed or copied as Markdown.
import { useEffect, useState } from "react";
import { useParams, useSearch } from "../../app/router";
import type { Contract, ContractPoint } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { type Language, msg, parseLanguage, speakerOf, useLanguage } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { copy } from "../../ui/copy";
import { ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Annex, annexOf, markdownOf } from "./annex_rules";
import { POINTS } from "./card";

function useSpeaker(lang: Language) {
  const [said, setSaid] = useState<{ lang: Language; say: Awaited<ReturnType<typeof speakerOf>> } | null>(null);
  useEffect(() => {
    let here = true;
    void speakerOf(lang).then((say) => here && setSaid({ lang, say }));
    return () => {
      here = false;
    };
  }, [lang]);
  return said?.lang === lang ? said.say : null;
}

function Body({ annex, lang }: { annex: Annex; lang: Language }) {
  return (
    <div lang={lang}>
      <Card title={annex.title}>
        <p className="annex-clause">{annex.about}</p>
        {annex.clauses.map((text) => (
          <p key={text} className="annex-clause">
            {text}
          </p>
        ))}
        {annex.phases.map((phase) => (
          <section key={phase.name} className="annex-phase">
            <h3 className="contract-checks-title">{phase.name}</h3>
            <ol className="contract-prose">
              {phase.points.map((p) => (
                <li key={p.id}>
                  <strong>{p.title}</strong>
                  <p>{p.demand}</p>
                  <p className="muted small">{p.state}</p>
                  {p.plan && <p className="annex-plan">{p.plan}</p>}
                </li>
              ))}
            </ol>
          </section>
        ))}
      </Card>
    </div>
  );
}

export default function AnnexPage() {
  const { id = "" } = useParams();
  const [search, change] = useSearch();
  const own = useLanguage();
  const lang = search.get("lang") ? parseLanguage(search.get("lang")) : own;
  const say = useSpeaker(lang);
  const contract = useQuery<Contract>(`/contracts/${id}`);
  const uid = contract.data?.id;
  const points = useQuery<ListPage<ContractPoint>>(uid ? "/contract-points" : null, { "filter[contract][eq]": uid ?? "", sort: "position", limit: POINTS });
  const annex = say && contract.data && points.data ? annexOf(contract.data, points.data.items, lang, say) : null;
  return (
    <Page>
      <PageHead
        title={msg("annex.page")}
        crumbs={[{ label: contract.data?.title ?? msg("reg.contracts"), to: `/contracts/${id}` }]}
        actions={
          annex && (
            <>
              <Button onPress={() => change({ lang: lang === "ja" ? "en" : "ja" })}>{lang === "ja" ? msg("annex.en") : msg("annex.ja")}</Button>
              <Button icon="copy" onPress={() => void copy(markdownOf(annex))}>
                {msg("annex.copy")}
              </Button>
              <Button icon="print" onPress={() => window.print()}>
                {msg("ui.print")}
              </Button>
            </>
          )
        }
      />
      <ErrorNote error={contract.error ?? points.error} onRetry={() => void points.reload()} />
      {!annex && !contract.error && !points.error && <Loading />}
      {annex && <Note tone="warn">{msg("annex.draft")}</Note>}
      {annex && annex.phases.length === 0 && <p className="muted">{msg("annex.none")}</p>}
      {annex && annex.phases.length > 0 && <Body annex={annex} lang={lang} />}
    </Page>
  );
}
