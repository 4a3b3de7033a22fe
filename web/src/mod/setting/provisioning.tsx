// Accounts kept by the company's identity provider (SCIM): where it sends what, its tokens, and what
// its groups give here.
import { useState } from "react";
import type { ApiTokenMade, Provision, ProvisionGroup } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { copy } from "../../ui/copy";
import { Icon } from "../../ui/icon";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { newRole, rolesBody, RolesEditor } from "../account/roles_editor";
import { NewToken, TokenMade, TokenRow } from "../session/tokens";

function Connection({ provision }: { provision: Provision }) {
  const last = provision.tokens.map((t) => t.used_at ?? "").sort().at(-1);
  return (
    <Card title={msg("ui.scim.connection")}>
      <Facts>
        <Fact name={msg("ui.scim.url")}>
          <code className="wrap">{provision.url}</code>{" "}
          <Button size="small" icon="copy" onPress={() => void copy(provision.url)}>{msg("ui.scim.copy")}</Button>
        </Fact>
        <Fact name={msg("ui.scim.last")}>{last ? dateTime(last, "short") : msg("ui.scim.never")}</Fact>
        <Fact name={msg("ui.scim.accounts")}>{msg("ui.scim.accounts.n", { n: provision.accounts })}</Fact>
      </Facts>
    </Card>
  );
}

function Tokens({ provision, reload }: { provision: Provision; reload: () => void }) {
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<ApiTokenMade | null>(null);
  return (
    <Card title={msg("ui.scim.tokens")} aside={<Button size="small" icon="plus" onPress={() => setAsking(true)}>{msg("ui.scim.token.new")}</Button>}>
      {provision.tokens.length === 0 && <p className="muted">{msg("ui.scim.tokens.none")}</p>}
      <ul className="sessions">
        {provision.tokens.map((t) => (
          <TokenRow key={t.id} token={t} about={msg("ui.scim.token.owner", { name: t.owner })} reload={reload} />
        ))}
      </ul>
      {asking && (
        <NewToken
          only="scim"
          hint={msg("ui.scim.token.hint")}
          onClose={() => setAsking(false)}
          onMade={(m) => {
            setAsking(false);
            setMade(m);
          }}
        />
      )}
      {made && (
        <TokenMade
          made={made}
          onClose={() => {
            setMade(null);
            reload();
          }}
        />
      )}
    </Card>
  );
}

function MapDialog({ group, onClose, reload }: { group: ProvisionGroup; onClose: () => void; reload: () => void }) {
  const [roles, setRoles] = useState(() => (group.roles.length > 0 ? group.roles.map((r) => newRole(r.role, r.unit)) : [newRole()]));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const half = roles.some((r) => !r.role !== !r.unit);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put(`/provisioning/groups/${group.id}/roles`, { roles: rolesBody(roles) }, { etag: `"${group.version}"` });
      toast(msg("ui.form.saved"));
      onClose();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
    reload();
  };
  return (
    <Dialog
      title={msg("ui.scim.map.title", { name: group.name })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} isDisabled={half} onPress={() => void save()}>{msg("ui.save")}</Button>
        </>
      }
    >
      <div className="stack">
        <p>{msg("ui.scim.map.what", { n: group.members })}</p>
        {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        {roles.some((r) => r.role === "admin") && <Note tone="warn" title={msg("ui.scim.map.admin")} />}
        <RolesEditor roles={roles} onChange={setRoles} errors={fields} />
      </div>
    </Dialog>
  );
}

function Group({ group, onMap }: { group: ProvisionGroup; onMap: () => void }) {
  return (
    <li>
      <Icon name="people" size={22} />
      <div>
        <div className="row">
          <strong>{group.name}</strong>
          {group.roles.length === 0 && <Badge tone="neutral">{msg("ui.scim.unmapped")}</Badge>}
        </div>
        {group.roles.map((r) => (
          <div key={`${r.role} ${r.unit.id}`} className="small">
            {msg("ui.role.in", { role: label(`role.${r.role}`), unit: r.unit.title ?? "" })}
          </div>
        ))}
        <div className="muted small">{msg("ui.scim.group.members", { n: group.members, at: dateTime(group.updated_at, "short") })}</div>
      </div>
      <Button size="small" onPress={onMap}>{msg("ui.scim.map")}</Button>
    </li>
  );
}

function Groups({ provision, reload }: { provision: Provision; reload: () => void }) {
  const [open, setOpen] = useState<string | null>(null);
  const group = provision.groups.find((g) => g.id === open);
  return (
    <Card title={msg("ui.scim.groups")}>
      <p className="muted">{msg(provision.groups.length === 0 ? "ui.scim.groups.none" : "ui.scim.groups.what")}</p>
      <ul className="sessions">
        {provision.groups.map((g) => (
          <Group key={g.id} group={g} onMap={() => setOpen(g.id)} />
        ))}
      </ul>
      {group && <MapDialog key={group.id} group={group} onClose={() => setOpen(null)} reload={reload} />}
    </Card>
  );
}

export default function ProvisioningPage() {
  const query = useQuery<Provision>("/provisioning");
  const reload = () => void query.reload();
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]} title={msg("ui.scim")} />
      <p className="muted">{msg("ui.scim.how")}</p>
      <ErrorNote error={query.error} onRetry={reload} />
      {query.loading && !query.data && <Loading />}
      {query.data && (
        <>
          <Connection provision={query.data} />
          <Tokens provision={query.data} reload={reload} />
          <Groups provision={query.data} reload={reload} />
        </>
      )}
    </Page>
  );
}
