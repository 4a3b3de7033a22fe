// Rounds that wait for me, that I sent, that I decided.
import { Link, useSearch } from "../../app/router";
import type { ApprovalList } from "../../gen/api";
import { label, msg } from "../../kernel/i18n";
import { dateTime, money } from "../../kernel/format";
import { useQuery } from "../../kernel/query";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { DueDate } from "../register/value";
import { type ApprovalHead, approvalPath, personText, stepName } from "./model";

function columns(): Column<ApprovalHead>[] {
  return [
    { id: "title", label: msg("approval.subject"), main: true, cell: (a) => <Link to={approvalPath(a)}>{a.record.title}</Link> },
    { id: "number", label: msg("approval.number"), cell: (a) => a.number, className: "nowrap", aside: true },
    { id: "state", label: msg("approval.state"), cell: (a) => <StateBadge set="approval_state" value={a.state} />, aside: true },
    { id: "step", className: "nowrap", label: msg("approval.step"), cell: (a) => (a.step_name ? stepName({ name: a.step_name, name_en: a.step_name_en }) : msg("ui.none")) },
    { id: "drafter", label: msg("approval.drafter"), cell: (a) => personText(a.drafter) },
    { id: "amount", label: msg("approval.amount"), align: "num", cell: (a) => (a.amount ? money(a.amount) : msg("ui.none")) },
    { id: "sent", label: msg("approval.sent_at"), className: "nowrap", cell: (a) => dateTime(a.sent_at, "short") },
    { id: "due", label: msg("approval.due"), cell: (a) => (a.due ? <DueDate value={a.due} /> : msg("ui.none")) },
  ];
}

function Box({ box }: { box: "inbox" | "sent" | "done" }) {
  const [search, change] = useSearch();
  const cursor = search.get("cursor");
  const list = useQuery<ApprovalList>("/approvals", { box, limit: 50, cursor });
  if (list.error) return <ErrorNote error={list.error} onRetry={() => void list.reload()} />;
  if (!list.data) return <Loading />;
  if (list.data.items.length === 0) return <EmptyState icon="stamp" title={label(`approval.none.${box}`)} text={label(`approval.none.${box}.text`)} />;
  return (
    <div className="stack">
      <Table bare label={label(`enum.approval_box.${box}`)} columns={columns()} rows={list.data.items} rowKey={(a) => a.id ?? ""} rowHref={approvalPath} />
      {(cursor || list.data.next) && (
        <div className="row">
          {cursor && <Button icon="chevron_left" onPress={() => change({ cursor: null })}>{msg("ui.list.first_page")}</Button>}
          {list.data.next && <Button iconAfter="chevron_right" onPress={() => change({ cursor: list.data?.next ?? null })}>{msg("ui.list.next")}</Button>}
        </div>
      )}
    </div>
  );
}

export default function ApprovalsPage() {
  const boxes = ["inbox", "sent", "done"] as const;
  return (
    <Page>
      <PageHead title={msg("approval.title")} actions={<LinkButton icon="calendar" to="/absences">{msg("approval.absences")}</LinkButton>} />
      <Card>
        <Tabs label={msg("approval.title")} tabs={boxes.map((box) => ({ id: box, label: label(`enum.approval_box.${box}`), content: <Box box={box} /> }))} />
      </Card>
    </Page>
  );
}
