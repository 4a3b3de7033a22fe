// Measures whose due date has passed, on the first page.
import { LinkButton } from "../../ui/button";
import { recordPath, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { addDays, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { ErrorNote, Skeleton } from "../../ui/note";
import { Card } from "../../ui/page";
import { Table } from "../../ui/table";
import { registerColumns } from "../register/list";
import { UNFINISHED, useMeasures } from "./home";

const SHOWN = 6;

export default function LateMeasures() {
  const register = useRegister("measures");
  const list = useMeasures({ "filter[state][in]": UNFINISHED, "filter[due][le]": addDays(today(), -1), sort: "due", limit: SHOWN });
  if (!register) return null;
  const rows: RegisterRecord[] = list.data?.items ?? [];
  if (list.data && rows.length === 0) return null; // the figure above says so
  return (
    <Card
      title={msg("measure.figure.late")}
      flush={rows.length > 0}
      aside={
        rows.length > 0 && (
          <LinkButton look="plain" size="small" iconAfter="chevron_right" to={`/measures?f.state=${UNFINISHED}&f.due.le=${addDays(today(), -1)}`}>
            {msg("ui.see_all")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Skeleton lines={4} />}
      {rows.length > 0 && (
        <Table
          bare
          label={msg("measure.figure.late")}
          columns={registerColumns(register, ["title", "owner", "due"])}
          rows={rows}
          rowKey={(r) => r.id}
          rowHref={(r) => recordPath("measures", r)}
        />
      )}
    </Card>
  );
}
