// What other frameworks ask of the same: on each item, and to find the items by.
import { createContext, Fragment, type ReactNode, useContext, useMemo } from "react";
import { Link } from "../../../app/router";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { SelectField } from "../../../ui/field";
import { More } from "../../../ui/page";
import { type Mapping, mappingPage, type MappingBrief, pairsOf, useMappings } from "../carry";
import { type SheetDocument, words } from "../model";

// The sheet being read or answered, and its mappings.
const Around = createContext<{ sheet: string; mappings: MappingBrief[] }>({ sheet: "", mappings: [] });

const NONE: MappingBrief[] = [];

export function Mapped({ sheet, children }: { sheet: string; children: ReactNode }) {
  const mappings = useMappings(sheet).data?.items ?? NONE;
  const around = useMemo(() => ({ sheet, mappings }), [sheet, mappings]);
  return <Around value={around}>{children}</Around>;
}

// `closed`: behind a line that opens it.
export function Related({ item, closed }: { item: string; closed?: boolean }) {
  const { sheet, mappings } = useContext(Around);
  const found = mappings
    .map((m) => ({ mapping: m, keys: pairsOf(m, sheet, item) }))
    .filter((f) => f.keys.length > 0);
  if (found.length === 0) return null;
  const list = (
    <div className="small">
      {found.map(({ mapping: m, keys }) => (
        <p key={m.key}>
          <span className="muted">
            <Link to={`${mappingPage(m.key)}${m.from === sheet ? "&of=from" : ""}`}>{words(m.name)}</Link>
            {m.built_in && msg("assessment.mapping.ours.short")}
          </span>{" "}
          {keys.map((k, i) => (
            <Fragment key={k}>
              {i > 0 && msg("ui.list.comma")}
              <span className="nowrap">{k}</span>
            </Fragment>
          ))}
        </p>
      ))}
    </div>
  );
  return closed ? <More label={msg("assessment.mapping.related")}>{list}</More> : list;
}

interface FilterProps {
  sheet: SheetDocument;
  value: string | null; // "mapping:group"
  onChange: (value: string | null) => void;
}

const split = (value: string | null): [string, string] => {
  const at = value?.indexOf(":") ?? -1;
  return value && at > 0 ? [value.slice(0, at), value.slice(at + 1)] : ["", ""];
};

// The keys of the items that the filter leaves; null: all.
export function useRelatedKeys(sheet: SheetDocument, value: string | null): Set<string> | null {
  const [key, group] = split(value);
  const { data } = useQuery<Mapping>(key ? `/mappings/${encodeURIComponent(key)}` : null);
  if (!data || !group) return null;
  const forward = data.from === sheet.key;
  const groups = new Map((forward ? data.to_side : data.from_side).items.map((i) => [i.key, i.group]));
  return new Set(data.pairs.filter((p) => groups.get(forward ? p.to : p.from) === group).map((p) => (forward ? p.from : p.to)));
}

export function RelatedFilter({ sheet, value, onChange }: FilterProps) {
  const [key, group] = split(value);
  const { data } = useQuery<Mapping>(key ? `/mappings/${encodeURIComponent(key)}` : null);
  const { mappings } = useContext(Around);
  if (mappings.length === 0) return null;
  const groups = data ? (data.from === sheet.key ? data.to_side : data.from_side).groups : [];
  return (
    <div className="row">
      <SelectField
        className="compact"
        label={msg("assessment.mapping.related.filter")}
        clearable={msg("assessment.mapping.filter.all")}
        options={mappings.map((m) => ({ id: m.key, label: words(m.name) }))}
        value={key || null}
        onChange={(k) => onChange(k ? `${k}:` : null)}
      />
      {groups.length > 0 && (
        <SelectField
          className="compact"
          label={msg("assessment.mapping.group")}
          clearable={msg("assessment.mapping.filter.all")}
          options={groups.map((g) => ({ id: g.key, label: `${g.key} ${words(g.name)}` }))}
          value={group || null}
          onChange={(g) => onChange(`${key}:${g ?? ""}`)}
        />
      )}
    </div>
  );
}
