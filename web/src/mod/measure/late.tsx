// Measures whose due date has passed, on the first page.
import { LinkButton } from "../../ui/button";
import { recordPath, type RegisterRecord, useRegister } from "../../kernel/describe";
import { today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { ErrorNote, Note, Skeleton } from "../../ui/note";
import { Card } from "../../ui/page";
import { Table } from "../../ui/table";
import { registerColumns } from "../register/list";
import { UNFINISHED, useMeasures } from "./home";

const SHOWN = 6;

export default function LateMeasures() {
  const register = useRegister("measures");
  const list = useMeasures({ "filter[state][in]": UNFINISHED, "filter[due][lt]": today(), sort: "due", limit: SHOWN });
  if (!register) return null;
  const rows: RegisterRecord[] = list.data?.items ?? [];
  return (
    <Card
      title={msg("measure.figure.late")}
      flush={rows.length > 0}
      aside={
        rows.length > 0 && (
          <LinkButton look="plain" size="small" iconAfter="chevron_right" to={`/measures?f.state=${UNFINISHED}&f.due.lt=${today()}`}>
            {msg("ui.see_all")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Skeleton lines={4} />}
      {list.data && rows.length === 0 && <Note tone="ok" title={msg("measure.figure.late.none")} />}
      {rows.length > 0 && (
        <Table
          bare
          label={msg("measure.figure.late")}
          columns={registerColumns(register, ["title", "unit", "owner", "due", "state"])}
          rows={rows}
          rowKey={(r) => r.id}
          rowHref={(r) => recordPath("measures", r)}
        />
      )}
    </Card>
  );
}
