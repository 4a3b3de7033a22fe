// The chain of suppliers as a tree: what stands below a firm is asked for when it is opened.
import { type KeyboardEvent, useState } from "react";
import { Link } from "../../app/router";
import type { ChainFirm, SupplierTree } from "../../gen/api";
import { number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { optionLabel } from "../../kernel/describe";
import { around, ChainLinks, FindFirm, Incomplete, names } from "./chain_parts";

const PAGE = 50;

type Branch = SupplierTree["items"][number];

// Items stand in one flat tree and say their level. Up and down over what is shown, right opens or goes in, left closes or goes out; Enter opens the firm's picture.
function onKey(e: KeyboardEvent<HTMLUListElement>): void {
  const at = (e.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]');
  if (!at || !(e.target as HTMLElement).matches('[role="treeitem"]')) return;
  const all = [...e.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const i = all.indexOf(at);
  const expanded = at.getAttribute("aria-expanded");
  const toggle = () => at.querySelector<HTMLElement>("[data-toggle]")?.click();
  const levelOf = (item: HTMLElement): number => Number(item.getAttribute("aria-level"));
  const parent = all.slice(0, i).findLast((item) => levelOf(item) < levelOf(at));
  let to: HTMLElement | null | undefined;
  if (e.key === "ArrowDown") to = all[i + 1];
  else if (e.key === "ArrowUp") to = all[i - 1];
  else if (e.key === "Home") to = all[0];
  else if (e.key === "End") to = all.at(-1);
  else if (e.key === "ArrowRight" && expanded === "true") to = all[i + 1];
  else if (e.key === "ArrowLeft" && expanded !== "true") to = parent;
  else if ((e.key === "ArrowRight" && expanded === "false") || (e.key === "ArrowLeft" && expanded === "true")) toggle();
  else if (e.key === "Enter") at.querySelector<HTMLElement>("a")?.click();
  else return;
  e.preventDefault();
  to?.focus();
}

function Marks({ firm, again }: { firm: ChainFirm; again: boolean }) {
  return (
    <span className="chain-marks">
      {firm.known === "missing" && <Badge tone="warn">{msg("supplier.chain.missing")}</Badge>}
      {firm.known === "assured" && <Badge tone="info">{optionLabel("supplier_chain_below", "assured")}</Badge>}
      {firm.risk === "with" && <Badge tone="bad">{optionLabel("supplier_risk", "with")}</Badge>}
      {firm.businesses > 0 && <span className="muted small">{msg("supplier.chain.stops_n", { n: number(firm.businesses) })}</span>}
      {firm.above > 1 && <span className="muted small">{msg("supplier.chain.above_n", { n: number(firm.above) })}</span>}
      {again && <span className="muted small">{msg("supplier.chain.again")}</span>}
    </span>
  );
}

interface Where {
  level: number;
  trail: readonly string[]; // firms above, so that a round ends
}

function Item({ branch: { firm, work }, level, trail, first }: { branch: Branch; first: boolean } & Where) {
  const [open, setOpen] = useState(false);
  const again = firm !== null && trail.includes(firm.id);
  const opens = firm !== null && !again && firm.below + firm.unknown > 0;
  const name = firm?.name ?? work?.name ?? "";
  return (
    <li role="none">
      <div role="treeitem" aria-level={level} aria-expanded={opens ? open : undefined} tabIndex={first ? 0 : -1} className="chain-row">
        {opens ? (
          <span data-toggle className="chain-toggle" aria-hidden="true" onClick={() => setOpen(!open)}>
            <Icon name={open ? "chevron_down" : "chevron_right"} size={18} />
          </span>
        ) : (
          <span className="chain-toggle" />
        )}
        <span className="chain-firm">
          {firm ? (
            <Link to={around(firm.id)} tabIndex={-1}>
              {name}
            </Link>
          ) : (
            <span>{name}</span>
          )}
          {work && <span className="muted small">{work.work}</span>}
          {work && work.serves.length > 0 && <span className="muted small">{msg("supplier.chain.serves_list", { names: names(work.serves) })}</span>}
          {work?.state === "declared" && <Badge>{optionLabel("supplier_subcontract_state", "declared")}</Badge>}
          {!firm && <Badge tone="warn">{msg("supplier.chain.not_in_register")}</Badge>}
        </span>
        {firm && <Marks firm={firm} again={again} />}
      </div>
      {open && firm && (
        <ul role="none">
          <Branches under={firm.id} level={level + 1} trail={[...trail, firm.id]} />
        </ul>
      )}
    </li>
  );
}

// A page of what stands below a firm; the next one hangs on it, so no list is asked for twice.
function Branches({ under, after = 0, ...where }: { under?: string; after?: number } & Where) {
  const [more, setMore] = useState(false);
  const query = useQuery<SupplierTree>("/supplier-tree", { under, limit: PAGE, ...(after > 0 ? { after } : {}) });
  const data = query.data;
  if (query.error)
    return (
      <li role="none">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      </li>
    );
  if (!data)
    return (
      <li role="none">
        <Loading />
      </li>
    );
  return (
    <>
      {data.items.map((b, i) => (
        <Item key={b.work?.id ?? b.firm?.id} branch={b} first={where.level === 1 && after === 0 && i === 0} {...where} />
      ))}
      {data.next !== null && !more && (
        <li role="none" className="chain-more">
          <Button size="small" onPress={() => setMore(true)}>
            {msg("supplier.chain.more", { n: number(data.total - (data.next ?? 0)) })}
          </Button>
        </li>
      )}
      {data.next !== null && more && <Branches under={under} after={data.next ?? 0} {...where} />}
    </>
  );
}

function Tree() {
  const query = useQuery<SupplierTree>("/supplier-tree", { under: undefined, limit: PAGE });
  if (query.data?.total === 0)
    return (
      <EmptyState
        icon="link"
        title={msg("supplier.chain.none")}
        text={msg("supplier.chain.none.text")}
        action={may("supplier.write") && <LinkButton to="/supplier-subcontracts/new">{msg("supplier.chain.add")}</LinkButton>}
      />
    );
  return (
    <Card>
      <Incomplete complete={query.data?.complete} />
      <ul role="tree" aria-label={msg("supplier.chain")} className="chain-tree" onKeyDown={onKey}>
        <Branches level={1} trail={[]} />
      </ul>
    </Card>
  );
}

export default function SupplierChainPage() {
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]} title={msg("supplier.chain")} meta={msg("supplier.chain.about")} actions={<ChainLinks but="tree" />} />
      <FindFirm />
      <Tree />
    </Page>
  );
}
