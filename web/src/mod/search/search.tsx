// All hits of a search: in the address, so that it can be sent as a link; narrowed to a kind.
import { useEffect, useRef, useState } from "react";
import { Link, useSearch } from "../../app/router";
import { api } from "../../kernel/api";
import { mayRead, useDescribe } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useShortcuts } from "../../kernel/keys";
import { useQuery } from "../../kernel/query";
import { hitPath, kindLabel, type SearchHit, type SearchList, useHitMeta } from "../../kernel/search";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { Marked } from "../../ui/marked";
import { EmptyState, ErrorNote, Loading, toastError } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { SearchBox } from "../../ui/search_box";
import { totalText } from "../register/list";

const OTHERS = { answer: "response.read", campaign: "campaign.read", item: "sheet.read" };

function useKinds(): { id: string; label: string }[] {
  const { registers } = useDescribe();
  const kinds = registers.filter((r) => mayRead(r.name)).map((r) => r.singular);
  const others = Object.entries(OTHERS).flatMap(([kind, perm]) => (may(perm) ? [kind] : []));
  return [...others, ...kinds].map((id) => ({ id, label: kindLabel(registers, id) }));
}

function Hit({ hit }: { hit: SearchHit }) {
  const { registers } = useDescribe();
  const meta = useHitMeta();
  return (
    <li className="hit">
      <h2 className="hit-title">
        <Link to={hitPath(registers, hit)}>
          <Marked parts={hit.title} />
        </Link>
      </h2>
      {hit.extract.length > 0 && (
        <p className="hit-extract">
          <Marked parts={hit.extract} />
        </p>
      )}
      <p className="muted small">
        {meta(hit)}
        {hit.kind !== "item" && msg("ui.list.dot") + dateTime(hit.at, "short")}
      </p>
    </li>
  );
}

// The pages behind the first, brought one by one.
function useFurther(first: SearchList, query: Record<string, string>) {
  const [pages, setPages] = useState<SearchList[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => setPages([]), [first]);
  const next = (pages.at(-1) ?? first).next;
  const more = async () => {
    setBusy(true);
    try {
      const { data } = await api.get<SearchList>("/search", { query: { ...query, cursor: next } });
      setPages([...pages, data]);
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return { hits: [first, ...pages].flatMap((p) => p.items), next, busy, more };
}

function Hits({ first, query }: { first: SearchList; query: Record<string, string> }) {
  const { hits, next, busy, more } = useFurther(first, query);
  if (hits.length === 0 && !next)
    return <EmptyState icon="search" title={msg("ui.find.nothing")} text={msg("search.nothing.text")} />;
  return (
    <>
      <ol className="hits">
        {hits.map((hit) => (
          <Hit key={`${hit.kind} ${hit.id} ${hit.part}`} hit={hit} />
        ))}
      </ol>
      {next && (
        <Button pending={busy} onPress={() => void more()}>
          {msg("search.more")}
        </Button>
      )}
    </>
  );
}

export default function SearchPage() {
  const [address, change] = useSearch();
  const box = useRef<HTMLInputElement>(null);
  const kinds = useKinds();
  const q = address.get("q") ?? "";
  const kind = address.get("kind") ?? "";
  const sort = address.get("sort") === "newest" ? "newest" : "best";
  const query = { q, kind, sort };
  const found = useQuery<SearchList>(q.trim() ? "/search" : null, query);
  useShortcuts({ "/": () => box.current?.focus() });
  return (
    <Page narrow>
      <PageHead title={msg("search.title")} meta={found.data && q ? totalText(found.data) : undefined} />
      <search className="filter-bar">
        <SearchBox label={msg("ui.search")} value={q} onSearch={(text) => change({ q: text })} placeholder={msg("search.hint")} inputRef={box} />
        <SelectField className="compact" label={msg("search.kind")} value={kind || null} onChange={(id) => change({ kind: id })} clearable={msg("ui.filter.all")} options={kinds} />
        <SelectField
          className="compact"
          label={msg("search.sort")}
          value={sort}
          onChange={(id) => change({ sort: id === "newest" ? id : null })}
          options={[
            { id: "best", label: msg("enum.search_sort.best") },
            { id: "newest", label: msg("enum.search_sort.newest") },
          ]}
        />
      </search>
      <ErrorNote error={found.error} onRetry={() => void found.reload()} />
      {found.loading && q && <Loading />}
      {!q && <EmptyState icon="search" title={msg("search.start")} text={msg("search.start.text")} />}
      {found.data && q && (
        <>
          {sort === "best" && !found.data.ranked && found.data.items.length > 0 && <p className="muted small">{msg("search.unranked")}</p>}
          <Hits key={JSON.stringify(query)} first={found.data} query={query} />
        </>
      )}
    </Page>
  );
}
