// Who does what: the parties down, making and running across, as a table that prints on a page.
import { useState } from "react";
import { Link } from "../../app/router";
import type { SiteMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";

const PARTIES = ["site", "head_office", "outside"];
const PHASES = ["making", "running"];

function Duties({ duties }: { duties: RegisterRecord[] }) {
  if (duties.length === 0) return <span className="muted">–</span>;
  return (
    <ul className="plain stack">
      {duties.map((d) => (
        <li key={d.id}>
          <Link to={recordPath("site-duties", d)}>{String(d.title)}</Link>
          {d.detail ? <p className="muted small">{String(d.detail)}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function Starter() {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<SiteMade>("/site-duties/starter");
      toast(msg("site.ui.starter.done", { n: data.made }));
      invalidate("/site-duties");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Button look="filled" pending={busy} onPress={() => void take()}>
      {msg("site.ui.starter")}
    </Button>
  );
}

export default function DutiesPage() {
  const list = useQuery<{ items: RegisterRecord[] }>("/site-duties", { limit: 500, sort: "number" });
  const duties = list.data?.items ?? [];
  const columns: Column<string>[] = [
    { id: "party", label: msg("reg.site_duty.party"), main: true, cell: (party) => optionLabel("site_party", party) },
    ...PHASES.map((phase) => ({
      id: phase,
      label: optionLabel("site_phase", phase),
      cell: (party: string) => <Duties duties={duties.filter((d) => d.party === party && d.phase === phase)} />,
    })),
  ];
  return (
    <Page>
      <PageHead
        title={msg("site.ui.duties")}
        meta={msg("site.ui.duties.text")}
        crumbs={[{ label: msg("site.ui.title"), to: "/sites/overview" }]}
        actions={
          <>
            <LinkButton to="/site-duties">{msg("site.ui.duties.list")}</LinkButton>
            {may("site.write") && (
              <LinkButton icon="plus" to="/site-duties/new">
                {msg("site.ui.duties.add")}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="stack">
        <ErrorNote error={list.error} onRetry={() => void list.reload()} />
        {list.loading && <Loading />}
        {list.data && duties.length === 0 && <EmptyState icon="table" title={msg("site.ui.duties.none")} text={msg("site.ui.duties.none.text")} action={may("site.write") ? <Starter /> : undefined} />}
        {duties.length > 0 && (
          <Card flush>
            <Table bare label={msg("site.ui.duties")} columns={columns} rows={PARTIES} rowKey={(party) => party} />
          </Card>
        )}
      </div>
    </Page>
  );
}
