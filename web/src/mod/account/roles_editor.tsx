// The roles of an account: each holds in a unit and all below it.
import { useDescribe } from "../../kernel/describe";
import type { RefValue } from "../../kernel/record";
import { label, msg } from "../../kernel/i18n";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField } from "../../ui/field";

export interface RoleDraft {
  key: number; // of the line, for the list
  role: string | null;
  unit: RefValue | null;
}

let lines = 0;

export function newRole(role: string | null = null, unit: RefValue | null = null): RoleDraft {
  lines += 1;
  return { key: lines, role, unit };
}

export function rolesBody(roles: RoleDraft[]): { role: string; unit: string }[] {
  return roles.flatMap((r) => (r.role && r.unit ? [{ role: r.role, unit: r.unit.id }] : []));
}

export function RolesEditor({
  roles,
  onChange,
  errors = {},
}: {
  roles: RoleDraft[];
  onChange: (roles: RoleDraft[]) => void;
  errors?: Record<string, string>;
}) {
  const { roles: keys } = useDescribe();
  const set = (key: number, change: Partial<RoleDraft>) =>
    onChange(roles.map((r) => (r.key === key ? { ...r, ...change } : r)));
  return (
    <fieldset className="stack">
      <legend className="field-label">{msg("ui.roles")}</legend>
      <p className="field-hint">{msg("ui.roles.hint")}</p>
      {roles.map((r, i) => (
        <div key={r.key} className="role-line">
          <SelectField
            label={msg("ui.role")}
            hideLabel={i > 0}
            options={keys.map((id) => ({ id, label: label(`role.${id}`), hint: label(`role.${id}.hint`, "") || undefined }))}
            value={r.role}
            onChange={(role) => set(r.key, { role })}
            error={errors[`roles/${i}/role`]}
          />
          <RefField
            label={msg("ui.role.unit")}
            hideLabel={i > 0}
            register="units"
            value={r.unit}
            onChange={(unit) => set(r.key, { unit })}
            error={errors[`roles/${i}/unit`]}
            required
          />
          <IconButton icon="trash" label={msg("ui.role.remove")} onPress={() => onChange(roles.filter((o) => o.key !== r.key))} />
          {r.role && <p className="role-says small muted">{label(`role.${r.role}.hint`, "")}</p>}
        </div>
      ))}
      <div>
        <Button size="small" icon="plus" onPress={() => onChange([...roles, newRole(null, roles.at(-1)?.unit ?? null)])}>
          {msg("ui.role.add")}
        </Button>
      </div>
    </fieldset>
  );
}
