// The backups: where they are, when the last one was made, whether restoring was tried, and what is wrong.
import { Link } from "../../app/router";
import type { ContinuityBackup, ContinuityBackups } from "../../gen/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { IconButton, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Findings } from "./findings";
import { type ContinuityFinding, hours, kindOf } from "./model";

function Of({ backup: b }: { backup: ContinuityBackup }) {
  return (
    <span className="stack tight">
      {b.system && <Link to={recordPath("systems", b.system)}>{b.system.title}</Link>}
      {b.asset && <Link to={recordPath("information-assets", b.asset)}>{b.asset.title}</Link>}
    </span>
  );
}

function Tested({ backup: b }: { backup: ContinuityBackup }) {
  if (!b.tested_on) return <>{msg("continuity.ui.detail.never")}</>;
  const took = hours(b.tested_hours);
  return (
    <span className="stack tight">
      <span>{date(b.tested_on, "short")}</span>
      <span className="small">{optionLabel("backup_test", b.test_result)}</span>
      {took && <span className="small muted">{b.objective_hours === null ? took : msg("continuity.ui.backup.against", { took, objective: hours(b.objective_hours) })}</span>}
    </span>
  );
}

function Found({ found }: { found: ContinuityFinding[] }) {
  if (found.length === 0) return <Badge tone="ok">{msg("continuity.ui.backup.sound")}</Badge>;
  return (
    <span className="stack tight">
      {found.map((f) => (
        <Badge key={f.kind} tone={f.measure ? "info" : "bad"}>
          {kindOf(f)}
        </Badge>
      ))}
    </span>
  );
}

function columns(findings: ContinuityFinding[]): Column<ContinuityBackup>[] {
  return [
    { id: "name", label: label("reg.backup.name"), main: true, cell: (b) => <Link to={recordPath("backups", b)}>{b.name}</Link> },
    { id: "of", label: msg("continuity.ui.backup.of"), cell: (b) => <Of backup={b} /> },
    {
      id: "kept",
      label: msg("continuity.ui.backup.kept"),
      cell: (b) => (
        <span className="stack tight">
          <span>{optionLabel("backup_apart", b.apart)}</span>
          {b.powered_off && <span className="small">{msg("continuity.ui.backup.off")}</span>}
          {b.place && <span className="small muted">{b.place}</span>}
        </span>
      ),
    },
    {
      id: "made",
      label: msg("continuity.ui.backup.made"),
      cell: (b) => (
        <span className="stack tight">
          <span>{b.made_on ? date(b.made_on, "short") : msg("continuity.ui.detail.never")}</span>
          <span className="small">{optionLabel("backup_cycle", b.cycle)}</span>
          {b.made_by && <span className="small muted">{b.made_by.title}</span>}
        </span>
      ),
    },
    { id: "tested", label: msg("continuity.ui.backup.tested"), cell: (b) => <Tested backup={b} /> },
    { id: "found", label: msg("continuity.ui.backup.found"), cell: (b) => <Found found={findings.filter((f) => f.record.id === b.id)} /> },
  ];
}

export default function BackupsPage() {
  const query = useQuery<ContinuityBackups>("/continuity/backups");
  const data = query.data;
  return (
    <Page>
      <PageHead
        title={msg("continuity.ui.backups")}
        crumbs={[{ label: msg("continuity.ui.title"), to: "/continuity" }]}
        meta={msg("continuity.ui.backups.text")}
        actions={
          data &&
          data.backups.length > 0 && (
            <>
              <IconButton icon="print" label={msg("ui.print")} look="outline" onPress={() => window.print()} />
              {may("continuity.write") && (
                <LinkButton icon="plus" to="/backups/new">
                  {msg("continuity.ui.backups.new")}
                </LinkButton>
              )}
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !data && <Loading />}
      {data && !data.complete && <Note tone="warn">{msg("continuity.ui.incomplete")}</Note>}
      {data && (data.backups.length > 0 || data.findings.length > 0) && <Findings findings={data.findings} />}
      {data && data.backups.length === 0 && (
        <EmptyState
          icon="shield"
          title={msg("continuity.ui.backups.none")}
          text={msg("continuity.ui.backups.none.text")}
          action={
            may("continuity.write") && (
              <LinkButton look="filled" icon="plus" to="/backups/new">
                {msg("continuity.ui.backups.new")}
              </LinkButton>
            )
          }
        />
      )}
      {data && data.backups.length > 0 && (
        <Card flush title={label("reg.backups")}>
          <Table bare label={label("reg.backups")} columns={columns(data.findings)} rows={data.backups} rowKey={(b) => b.id} />
        </Card>
      )}
    </Page>
  );
}
