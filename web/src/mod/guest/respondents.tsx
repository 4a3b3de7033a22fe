// Suppliers that a campaign asks: choosing them, and how far each is.
import { useState } from "react";
import { api, type Page as Rows } from "../../kernel/api";
import { date } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { SearchBox } from "../../ui/search_box";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { WhoDeclares } from "../supplier/declared_card";

interface Respondent {
  response: string;
  respondent: RefValue;
  class: string | null;
  state: string;
  due: string;
  asked: number;
  answered: number;
  guests: number;
  opens: number;
  locked: number;
  bounced: number;
  asking: number;
}

interface Respondents extends Rows<Respondent> {
  counts: Record<"all" | "contacted" | "opened" | "answering" | "submitted" | "accepted" | "late" | "bounced", number>;
}

const WHICH = ["all", "A", "B", "C", "D", "marked"];
const bodyOf = (which: string) => (which === "all" ? {} : which === "marked" ? { marked: true } : { class: which });
const nameOf = (which: string) => (which.length > 1 ? label(`ui.respondents.which.${which}`) : msg("ui.respondents.which.class", { class: which }));

function linkState(r: Respondent): string {
  if (r.guests === 0) return msg("ui.respondents.no_address");
  if (r.asking > 0) return msg("ui.respondents.asking");
  if (r.bounced > 0) return msg("ui.respondents.bounced");
  if (r.locked > 0) return msg("ui.respondents.locked");
  return r.opens > 0 ? msg("ui.respondents.opens", { n: r.opens }) : msg("ui.respondents.sent");
}

interface Review {
  id: string;
  number: string;
  supplier: RefValue;
  state: string;
}

// What we concluded, or the way to it once somebody has answered.
function ReviewLink({ of: r, campaign, reviews }: { of: Respondent; campaign: string; reviews: Review[] }) {
  const review = reviews.find((one) => one.supplier.id === r.respondent.id);
  if (review) return <StateBadge set="supplier_review_state" value={review.state} />;
  if (!may("supplier_review.write") || (r.state !== "submitted" && r.state !== "accepted")) return null;
  const name = r.respondent.title ?? "";
  const to = `/supplier-reviews/new?supplier=${r.respondent.id}&supplier.title=${encodeURIComponent(name)}&campaign=${campaign}`;
  return (
    <LinkButton size="small" to={to} aria-label={msg("supplier.reviews.add_of", { name })}>
      {msg("supplier.reviews.add")}
    </LinkButton>
  );
}

const columns = (campaign: string, reviews: Review[]): Column<Respondent>[] => [
  { id: "name", label: msg("ui.respondents.name"), cell: (r) => r.respondent.title, main: true },
  { id: "class", label: msg("ui.respondents.class"), cell: (r) => r.class },
  { id: "state", label: msg("ui.respondents.state"), cell: (r) => <StateBadge set="response_state" value={r.state} />, aside: true },
  { id: "answered", label: msg("ui.respondents.answered"), cell: (r) => msg("assessment.answer.of", { done: r.answered, all: r.asked }) },
  { id: "link", label: msg("ui.respondents.link"), cell: linkState },
  { id: "due", label: msg("ui.respondents.due"), cell: (r) => date(r.due), className: "nowrap" },
  { id: "review", label: msg("supplier.reviews"), cell: (r) => <ReviewLink of={r} campaign={campaign} reviews={reviews} />, action: true },
];

const PAGE = 100;
const WANTED = ["unsent", "bounced", "sent", "opened", "answering", "returned", "late", "locked", "asking", "submitted", "accepted"];
const REVIEWS = 500; // looked up at once; of a review behind them the form says that it is there
const wantedOptions = () => [
  { id: "all", label: msg("ui.respondents.wanted.all") },
  ...WANTED.map((id) => ({ id, label: label(`enum.respondent_wanted.${id}`) })),
];

// Many thousands: the server filters, and gives a page at a time.
function useRespondents(path: string | null) {
  const [wanted, setWanted] = useState("all");
  const [q, setQ] = useState("");
  const query = { ...(wanted === "all" ? {} : { wanted }), ...(q ? { q } : {}), limit: PAGE };
  const first = useQuery<Respondents>(path, query);
  const key = `${wanted} ${q}`;
  const [older, setOlder] = useState<{ key: string; first: Respondents; items: Respondent[]; next: string | null } | null>(null);
  const shown = older?.key === key && older.first === first.data ? older : null;
  const next = shown ? shown.next : first.data?.next;
  const more = () =>
    api
      .get<Respondents>(path ?? "", { query: { ...query, cursor: next } })
      .then(({ data }) => first.data && setOlder({ key, first: first.data, items: [...(shown?.items ?? []), ...data.items], next: data.next ?? null }))
      .catch(toastError);
  return { first, rows: [...(first.data?.items ?? []), ...(shown?.items ?? [])], next, more, wanted, setWanted, q, setQ };
}

function RespondentTable({ list, campaign }: { list: ReturnType<typeof useRespondents>; campaign: string }) {
  const { data, error, loading } = list.first;
  const reviews = useQuery<Rows<Review>>(may("supplier_review.read") ? "/supplier-reviews" : null, { "filter[campaign][eq]": campaign, limit: REVIEWS });
  const filtered = list.wanted !== "all" || list.q !== "";
  return (
    <>
      <ErrorNote error={error} />
      {data && <p>{msg("ui.respondents.counts", { ...data.counts })}</p>}
      {data && (data.counts.late > 0 || data.counts.bounced > 0) && (
        <p className="small">{msg("ui.respondents.troubles", { late: data.counts.late, bounced: data.counts.bounced })}</p>
      )}
      {(filtered || (data && data.counts.all > 0)) && (
        <search className="form-grid" aria-label={msg("ui.respondents.find")}>
          <SearchBox label={msg("ui.respondents.name")} value={list.q} onSearch={list.setQ} />
          <SelectField label={msg("ui.respondents.state")} options={wantedOptions()} value={list.wanted} onChange={(id) => list.setWanted(id ?? "all")} />
        </search>
      )}
      {loading && <Loading />}
      {data && filtered && list.rows.length === 0 && <p role="status">{msg("ui.respondents.nobody")}</p>}
      {list.rows.length > 0 && (
        <Table label={msg("ui.respondents")} columns={columns(campaign, reviews.data?.items ?? [])} rows={list.rows} rowKey={(r) => r.response} rowHref={(r) => `/responses/${r.response}`} />
      )}
      {list.next && (
        <div>
          <Button onPress={() => void list.more()}>{msg("ui.history.more")}</Button>
        </div>
      )}
    </>
  );
}

export function RespondentsCard({ path, number, state }: { path: string; number: string; state: "draft" | "open" | "closed" }) {
  const seen = may("guest.read") && state !== "draft";
  const list = useRespondents(seen ? `${path}/respondents` : null);
  const [which, setWhich] = useState<string | null>("all");
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    const yes = await confirm({ title: msg("ui.respondents.ask.sure"), text: msg("ui.respondents.ask.text"), yes: msg("ui.respondents.ask") });
    if (!yes) return;
    setBusy(true);
    try {
      await api.post(`${path}/respondents`, { kind: "supplier", ...bodyOf(which ?? "all") });
      toast(msg("ui.respondents.asked"));
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  if (state === "draft")
    return (
      <>
        <Note title={msg("ui.respondents.draft")} />
        <WhoDeclares campaign={path} open />
      </>
    );
  if (!may("guest.read")) return null;
  return (
    <Card
      title={msg("ui.respondents")}
      aside={
        <div className="row">
          {may("supplier_review.read") && (
            <LinkButton size="small" look="plain" to={`/supplier-reviews?f.campaign=${number}`}>
              {msg("supplier.reviews.all")}
            </LinkButton>
          )}
          <Button size="small" look="plain" icon="refresh" onPress={() => void list.first.reload()}>
            {msg("ui.respondents.reload")}
          </Button>
        </div>
      }
    >
      <div className="stack">
        {state === "open" && may("guest.write") && (
          <div className="form-grid">
            <SelectField label={msg("ui.respondents.which")} options={WHICH.map((id) => ({ id, label: nameOf(id) }))} value={which} onChange={setWhich} />
            <div className="row">
              <Button look="filled" icon="send" pending={busy} onPress={() => void ask()}>
                {msg("ui.respondents.ask")}
              </Button>
            </div>
          </div>
        )}
        <WhoDeclares campaign={path} open={state === "open"} />
        <RespondentTable list={list} campaign={number} />
      </div>
    </Card>
  );
}
