// The strategy map: what effort leads to, from learning at the bottom to finance at the top (figure 2-6.3 of the practices).
import type { Scorecard } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { IconButton, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { ArrowsCard } from "./map_arrows";
import { MapPicture } from "./map_picture";

export default function StrategyMapPage() {
  const query = useQuery<Scorecard>("/scorecard");
  const data = query.data;
  const empty = data?.items.length === 0;
  return (
    <Page>
      <PageHead
        title={msg("kpi.map")}
        crumbs={[{ label: msg("kpi.title"), to: "/scorecard" }]}
        meta={msg("kpi.map.text")}
        actions={!empty && <IconButton icon="print" label={msg("ui.print")} look="outline" onPress={() => window.print()} />}
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {!data && !query.error && <Loading />}
      {empty && <EmptyState icon="gauge" title={msg("kpi.none")} text={msg("kpi.map.empty")} action={<LinkButton to="/scorecard">{msg("kpi.title")}</LinkButton>} />}
      {data && !empty && (
        <>
          <Card>
            <MapPicture items={data.items} arrows={data.arrows} />
          </Card>
          <ArrowsCard items={data.items} arrows={data.arrows} />
        </>
      )}
    </Page>
  );
}
