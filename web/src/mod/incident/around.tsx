// What may be affected: linked systems, information held in them, firms connected with them, what their segments are connected
// with, and work that these suppliers do for us.
import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "../../app/router";
import type { Affected, AffectedRecord, RecordLink } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";

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

// What of the ledgers hangs on the case, with why it is here.
function Group({ name, items }: { name: string; items: AffectedRecord[] }) {
  const of = items.filter((i) => i.group === name);
  if (of.length === 0) return null;
  return (
    <div>
      <h3 className="card-title small">{optionLabel("affected_group", name)}</h3>
      <ul className="plain-list">
        {of.map((i) => (
          <li key={`${i.register} ${i.id}`}>
            <Link to={recordPath(i.register, i)}>{`${i.number ?? ""} ${i.title}`}</Link> {i.coupled && <Badge tone="warn">{msg("affected.ui.coupled")}</Badge>}{" "}
            {i.why !== "coupled" && <span className="muted small">{i.via ? msg("affected.ui.via", { name: i.via }) : optionLabel("affected_why", i.why)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

const GROUPS = ["systems", "information", "firms"];

export function Around({ record }: { record: RegisterRecord }): ReactNode {
  const { data, reload } = useQuery<Affected>(may("affected.read") ? `/incidents/${record.id}/affected` : null);
  const links = useQuery<{ items: RecordLink[] }>(`/incidents/${record.id}/links`).data?.items.length;
  const last = useRef(links);
  useEffect(() => {
    if (last.current !== undefined && last.current !== links) void reload();
    last.current = links;
  }, [links, reload]);
  const items = data?.items ?? [];
  const of = (register: string): string[] => items.filter((i) => i.register === register).map((i) => i.id);
  const [systems, suppliers] = [of("systems"), of("suppliers")];
  if (items.length === 0) return null;
  return (
    <Card title={msg("incident.ui.around")}>
      <div className="stack">
        <p className="muted small">{msg("incident.ui.around.text")}</p>
        {GROUPS.map((name) => (
          <Group key={name} name={name} items={items} />
        ))}
        {systems.map((id) => (
          <Connections key={id} system={id} />
        ))}
        <Found register="supplier-engagements" name="work" filter={suppliers.length > 0 ? { "filter[supplier][in]": suppliers.join(",") } : null} />
      </div>
    </Card>
  );
}
