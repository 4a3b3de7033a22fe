// Lines that give roles by group: whoever is in the group at the provider has the role in the unit.
import { useEffect } from "react";
import type { ProviderRole } from "../../gen/api";
import { api } from "../../kernel/api";
import { useDescribe } from "../../kernel/describe";
import type { RefValue } from "../../kernel/record";
import { label, msg } from "../../kernel/i18n";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField, TextField } from "../../ui/field";

export interface RoleLine {
  key: number;
  value: string;
  role: string | null;
  unit: RefValue | null;
}

let lines = 0;

export function roleLines(roles: ProviderRole[]): RoleLine[] {
  return roles.map((r) => ({ key: ++lines, value: r.value, role: r.role, unit: { id: r.unit } }));
}

export function roleBody(roles: RoleLine[]): { value: string; role: string; unit: string }[] {
  return roles.flatMap((r) => (r.role && r.unit && r.value.trim() ? [{ value: r.value.trim(), role: r.role, unit: r.unit.id }] : []));
}

// A unit is kept by its id; people know it by its name.
function useTitles(roles: RoleLine[], onChange: (roles: RoleLine[]) => void): void {
  const nameless = roles.find((r) => r.unit && r.unit.title === undefined)?.unit?.id;
  useEffect(() => {
    if (!nameless) return;
    const named = (title: string) => onChange(roles.map((r) => (r.unit?.id === nameless ? { ...r, unit: { id: nameless, title } } : r)));
    api
      .get<{ name: string }>(`/units/${nameless}`)
      .then(({ data }) => named(data.name))
      .catch(() => named(nameless));
  }, [nameless, roles, onChange]);
}

export function ProviderRoles({ roles, onChange, errors }: { roles: RoleLine[]; onChange: (roles: RoleLine[]) => void; errors: Record<string, string> }) {
  const { roles: keys } = useDescribe();
  useTitles(roles, onChange);
  const set = (key: number, change: Partial<RoleLine>) => onChange(roles.map((r) => (r.key === key ? { ...r, ...change } : r)));
  return (
    <fieldset className="stack">
      <legend className="field-label">{msg("ui.sso.roles")}</legend>
      <p className="field-hint">{msg("ui.sso.roles.hint")}</p>
      {errors.roles && <p className="field-error">{errors.roles}</p>}
      {roles.map((r, i) => (
        <div key={r.key} className="role-line three">
          <TextField label={msg("ui.sso.group")} hideLabel={i > 0} value={r.value} onChange={(value) => set(r.key, { value })} error={errors[`roles/${i}/value`]} />
          <SelectField
            label={msg("ui.role")}
            hideLabel={i > 0}
            options={keys.map((id) => ({ id, label: label(`role.${id}`) }))}
            value={r.role}
            onChange={(role) => set(r.key, { role })}
            error={errors[`roles/${i}/role`]}
          />
          <RefField label={msg("ui.role.unit")} hideLabel={i > 0} register="units" value={r.unit} onChange={(unit) => set(r.key, { unit })} error={errors[`roles/${i}/unit`]} />
          <IconButton icon="trash" label={msg("ui.role.remove")} onPress={() => onChange(roles.filter((o) => o.key !== r.key))} />
        </div>
      ))}
      <div>
        <Button size="small" icon="plus" onPress={() => onChange([...roles, { key: ++lines, value: roles.length === 0 ? "*" : "", role: null, unit: roles.at(-1)?.unit ?? null }])}>
          {msg("ui.sso.roles.add")}
        </Button>
      </div>
    </fieldset>
  );
}
