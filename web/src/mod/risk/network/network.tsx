// The network as the ledgers know it, drawn: what is kept apart, what leads from one to the other, and what defence in depth
// finds there.
import { useMemo } from "react";
import { Link, useSearch } from "../../../app/router";
import type { NetworkConnection, NetworkSegment, Protection, System } from "../../../gen/api";
import type { Page as ListPage } from "../../../kernel/api";
import { mayRead, recordPath } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { IconButton, LinkButton } from "../../../ui/button";
import { EmptyState, ErrorNote, Loading, Note } from "../../../ui/note";
import { Card, More, Page, PageHead } from "../../../ui/page";
import { useDefence } from "../defence/model";
import { networkOf, type Network } from "./model";
import { SegmentPanel } from "./panel";
import { Sketch } from "./sketch";
import { Twin } from "./twin";

const MOST = 500; // records of a kind in the sketch

function useLedger<T>(register: string) {
  return useQuery<ListPage<T>>(mayRead(register) ? `/${register}` : null, { limit: MOST, sort: "name" });
}

// Those who may not read what protects still see the network.
function useNetwork() {
  const segments = useLedger<NetworkSegment>("network-segments");
  const connections = useLedger<NetworkConnection>("network-connections");
  const systems = useLedger<System>("systems");
  const protections = useLedger<Protection>("protections");
  const picture = useDefence(mayRead("protections"));
  const all = [segments, connections, systems, protections, picture];
  const ready = all.every((q) => !q.loading);
  const network = useMemo(
    () =>
      ready && segments.data && connections.data
        ? networkOf({ segments: segments.data.items, connections: connections.data.items, systems: systems.data?.items ?? [], protections: protections.data?.items ?? [], picture: picture.data })
        : undefined,
    [ready, segments.data, connections.data, systems.data, protections.data, picture.data],
  );
  return {
    network,
    error: all.find((q) => q.error)?.error,
    cut: [segments, connections, systems, protections].some((q) => q.data?.next),
    reload: () => all.forEach((q) => void q.reload()),
  };
}

function Outside({ network }: { network: Network }) {
  if (network.outside.length === 0) return null;
  return (
    <Note title={msg("sketch.outside", { n: network.outside.length })}>
      <ul className="plain-list row sketch-outside">
        {network.outside.slice(0, 20).map((s) => (
          <li key={s.id}>
            <Link to={recordPath("systems", s)}>{s.name}</Link>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Drawn({ network }: { network: Network }) {
  const [search, change] = useSearch();
  const wanted = search.get("segment");
  const place = network.places.find((p) => p.segment.id === wanted || p.segment.number === wanted);
  return (
    <>
      <div className={place ? "sketch-columns" : undefined}>
        <Card>
          <Sketch network={network} chosen={place?.segment.id ?? null} onChoose={(id) => change({ segment: id })} />
          <More label={msg("sketch.table")}>
            <Twin network={network} />
          </More>
        </Card>
        {place && <SegmentPanel place={place} onClose={() => change({ segment: null })} />}
      </div>
      <Outside network={network} />
    </>
  );
}

export default function NetworkPage() {
  const { network, error, cut, reload } = useNetwork();
  const empty = network?.places.length === 0;
  return (
    <Page>
      <PageHead
        title={msg("sketch.title")}
        crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]}
        meta={msg("sketch.text")}
        actions={
          !empty && (
            <>
              <IconButton icon="print" label={msg("ui.print")} look="outline" onPress={() => window.print()} />
              {mayRead("protections") && (
                <LinkButton icon="shield" to="/risk/defence">
                  {msg("defence.title")}
                </LinkButton>
              )}
            </>
          )
        }
      />
      <ErrorNote error={error} onRetry={reload} />
      {!network && !error && <Loading />}
      {cut && <Note tone="warn">{msg("sketch.cut", { n: MOST })}</Note>}
      {empty && <EmptyState icon="units" title={msg("sketch.empty")} text={msg("sketch.empty.text")} action={may("network_segment.write") && <LinkButton look="filled" to="/network-segments/new">{msg("sketch.empty.go")}</LinkButton>} />}
      {network && !empty && <Drawn network={network} />}
    </Page>
  );
}
