// The cards as staff see them who are logged in.
import type { ThreatCards } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { CardsView } from "./card_view";

export default function CardsPage() {
  const query = useQuery<ThreatCards>("/threat-cards");
  return (
    <Page narrow>
      <PageHead title={msg("response.cards")} crumbs={[{ label: msg("response.table"), to: "/threat-table" }]} meta={msg("response.cards.text")} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data && <CardsView all={query.data} />}
    </Page>
  );
}
