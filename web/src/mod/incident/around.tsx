// What may be affected beyond what is linked: information held in linked systems, what their segments are connected with, and
// work that linked suppliers do for us.
import type { ReactNode } from "react";
import { Link } from "../../app/router";
import type { RecordLink } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { mayRead, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { Card } from "../../ui/page";

const SHOWN = 50;

function Found({ register, name, filter }: { register: string; name: string; filter: Record<string, string> | null }) {
  const { data } = useQuery<ListPage<RegisterRecord>>(filter && mayRead(register) ? `/${register}` : null, { ...filter, limit: SHOWN });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className="card-title small">{msg(`reg.${register}`)}</h3>
      <ul className="plain-list">
        {items.map((r) => (
          <li key={r.id}>
            <Link to={recordPath(register, r)}>{`${r.number ?? ""} ${String(r[name] ?? "")}`}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Connections({ system }: { system: string }) {
  const { data } = useQuery<RegisterRecord>(mayRead("systems") ? `/systems/${system}` : null);
  const segment = (data?.segment as RefValue | null)?.id;
  return (
    <>
      <Found register="network-connections" name="name" filter={segment ? { "filter[from][eq]": segment } : null} />
      <Found register="network-connections" name="name" filter={segment ? { "filter[to][eq]": segment } : null} />
    </>
  );
}

export function Around({ record }: { record: RegisterRecord }): ReactNode {
  const links = useQuery<{ items: RecordLink[] }>(`/incidents/${record.id}/links`);
  const of = (register: string): string[] => (links.data?.items ?? []).filter((l) => l.register === register).map((l) => l.record.id);
  const [systems, suppliers] = [of("systems"), of("suppliers")];
  if (systems.length === 0 && suppliers.length === 0) return null;
  return (
    <Card title={msg("incident.ui.around")}>
      <div className="stack">
        <p className="muted small">{msg("incident.ui.around.text")}</p>
        <Found register="information-assets" name="name" filter={systems.length > 0 ? { "filter[system][in]": systems.join(",") } : null} />
        {systems.map((id) => (
          <Connections key={id} system={id} />
        ))}
        <Found register="supplier-engagements" name="work" filter={suppliers.length > 0 ? { "filter[supplier][in]": suppliers.join(",") } : null} />
      </div>
    </Card>
  );
}
