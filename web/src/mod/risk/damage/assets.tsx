// The asset-based sheet beside the damage-based one: the risks of the systems that the sheet speaks of.
import type { Page as ListPage } from "../../../kernel/api";
import { mayRead, recordPath, useRegister } from "../../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../../kernel/record";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { LinkButton } from "../../../ui/button";
import { ErrorNote, Skeleton } from "../../../ui/note";
import { Card } from "../../../ui/page";
import { Table } from "../../../ui/table";
import { registerColumns } from "../../register/list";

const SHOWN = 50;
const COLUMNS = ["name", "threat_level", "vulnerability", "importance_used", "value_now", "existing_measures"];

export function AssetSheet({ systems }: { systems: RefValue[] }) {
  const register = useRegister("risks");
  const ids = systems.map((s) => s.id).join(",");
  const list = useQuery<ListPage<RegisterRecord>>(mayRead("risks") && ids ? "/risks" : null, { "filter[system][in]": ids, sort: "-value_now", limit: SHOWN });
  if (!register || !ids) return null;
  const rows = list.data?.items ?? [];
  return (
    <Card
      title={msg("damage.assets")}
      flush={rows.length > 0}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to={`/risks?f.system=${ids}`}>
          {msg("ui.see_all")}
        </LinkButton>
      }
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Skeleton lines={3} />}
      {list.data && rows.length === 0 && <p className="muted small">{msg("damage.assets.none")}</p>}
      {rows.length > 0 && (
        <Table bare label={msg("damage.assets")} columns={registerColumns(register, COLUMNS)} rows={rows} rowKey={(r) => r.id} rowHref={(r) => recordPath("risks", r)} />
      )}
    </Card>
  );
}
