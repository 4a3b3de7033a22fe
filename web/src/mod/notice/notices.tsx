// One's notices, and how one wants to be told.
import { useState } from "react";
import type { NoticeKinds, NoticeList } from "../../gen/api";
import { useSearch } from "../../app/router";
import { api } from "../../kernel/api";
import { label, msg } from "../../kernel/i18n";
import { remember, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { EmptyState, ErrorNote, Note, Skeleton, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { NoticeItems } from "./list";
import { markAllRead } from "./model";

const DELIVERIES = ["now", "daily", "weekly", "product"];

function Choices({ kinds }: { kinds: NoticeKinds }) {
  const [error, setError] = useState<unknown>(null);
  const options = DELIVERIES.map((id) => ({ id, label: label(`enum.notice_delivery.${id}`) }));
  const choose = async (kind: string, delivery: string | null) => {
    setError(null);
    try {
      remember("/notice-choices", await api.put<NoticeKinds>("/notice-choices", { items: [{ kind, delivery }] }));
      toast(msg("ui.form.saved"));
    } catch (e) {
      setError(e);
    }
  };
  const free = kinds.items.filter((k) => !k.fixed);
  const fixed = kinds.items.filter((k) => k.fixed);
  return (
    <div className="form">
      <ErrorNote error={error} />
      {!kinds.mail && <Note title={msg("ui.notices.mail_off")} />}
      {kinds.mail && !kinds.address && <Note tone="warn" title={msg("ui.notices.no_address")} />}
      {kinds.mail && kinds.address && <p className="muted">{msg("ui.notices.address", { address: kinds.address })}</p>}
      {free.map((k) => (
        <SelectField key={k.kind} label={k.name} options={options} value={k.delivery} onChange={(d) => void choose(k.kind, d)} />
      ))}
      <p className="muted small">{msg("ui.notices.fixed", { kinds: fixed.map((k) => k.name).join(msg("ui.list.comma")) })}</p>
      <p className="muted small">{msg("ui.notices.when")}</p>
    </div>
  );
}

export default function NoticesPage() {
  const [search, change] = useSearch();
  const cursor = search.get("cursor");
  const list = useQuery<NoticeList>("/notices", { cursor });
  const kinds = useQuery<NoticeKinds>("/notice-choices");
  const newest = list.data?.items[0];
  return (
    <Page narrow>
      <PageHead
        title={msg("ui.notices")}
        actions={
          newest &&
          !cursor &&
          (list.data?.unread ?? 0) > 0 && (
            <Button icon="check" onPress={() => void markAllRead(newest)}>
              {msg("ui.notices.read_all")}
            </Button>
          )
        }
      />
      <Card flush>
        <ErrorNote error={list.error} onRetry={() => void list.reload()} />
        {list.loading && (
          <div className="card-body">
            <Skeleton lines={5} />
          </div>
        )}
        {list.data?.items.length === 0 && <EmptyState icon="bell" title={msg("ui.notices.none")} text={msg("ui.notices.none.text")} />}
        {list.data && <NoticeItems items={list.data.items} />}
      </Card>
      {(cursor || list.data?.next) && (
        <div className="row">
          {cursor && <Button icon="chevron_left" onPress={() => change({ cursor: null })}>{msg("ui.list.first_page")}</Button>}
          {list.data?.next && <Button iconAfter="chevron_right" onPress={() => change({ cursor: list.data?.next ?? null })}>{msg("ui.list.next")}</Button>}
        </div>
      )}
      <Card title={msg("ui.notices.choices")}>
        <ErrorNote error={kinds.error} onRetry={() => void kinds.reload()} />
        {kinds.loading && <Skeleton lines={4} />}
        {kinds.data && <Choices kinds={kinds.data} />}
      </Card>
    </Page>
  );
}
