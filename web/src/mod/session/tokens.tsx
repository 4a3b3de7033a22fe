// Personal API tokens: of oneself with a way to make one, of another's account for administrators.
import { type FormEvent, useState } from "react";
import type { ApiToken, ApiTokenList, ApiTokenMade } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { date, dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ChecksField, RadioField, SelectField, TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { confirm, Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";

const DAYS = [7, 30, 90, 180, 365];

function scopeText(scope: string): string {
  if (scope === "scim") return msg("ui.scim");
  const [area, kind] = scope.includes(".") ? scope.split(".") : [null, scope];
  const what = kind === "write" ? msg("ui.token.write") : kind === "send" ? msg("ui.token.send") : msg("ui.token.read");
  return area ? msg("ui.token.scope", { area: label(`ui.area.${area}`, area), what }) : msg("ui.token.scope", { area: msg("ui.token.all"), what });
}

// What there is to choose from: the areas in which the person may do anything.
function areaScopes(permissions: string[]): string[] {
  const found = new Set<string>();
  for (const key of permissions) {
    const [area, action] = key.split(".");
    if (!action) continue; // provisioning, which has a page of its own
    found.add(`${area}.read`);
    if (action === "send") found.add(key); // "write" does not reach it
    else if (action !== "read" && action !== "follow") found.add(`${area}.write`);
  }
  return [...found].sort();
}

// `only`: for just this scope, with a hint of its own what to call it.
export function NewToken({ only, hint, onMade, onClose }: { only?: string; hint?: string; onMade: (made: ApiTokenMade) => void; onClose: () => void }) {
  const me = useSession();
  const [name, setName] = useState("");
  const [reach, setReach] = useState<string | null>("read");
  const [areas, setAreas] = useState<string[]>([]);
  const [days, setDays] = useState<string | null>("90");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const scopes = only ? [only] : reach === "areas" ? areas : [reach ?? "read"];
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      onMade((await api.post<ApiTokenMade>("/tokens", { name, scopes, days: Number(days) })).data);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog title={msg("ui.token.new")} isOpen onClose={onClose}>
      <form className="form" onSubmit={(e) => void submit(e)} noValidate>
        {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        <TextField label={msg("ui.token.name")} hint={hint ?? msg("ui.token.name.hint")} value={name} onChange={setName} error={fields.name} maxLength={100} required autoFocus />
        {!only && (
          <RadioField
            label={msg("ui.token.scopes")}
            hint={msg("ui.token.scopes.hint")}
            options={["read", "write", "areas"].map((id) => ({ id, label: label(`ui.token.reach.${id}`) }))}
            value={reach}
            onChange={setReach}
          />
        )}
        {!only && reach === "areas" && (
          <ChecksField
            label={msg("ui.token.areas")}
            options={areaScopes(me.permissions as string[]).map((id) => ({ id, label: scopeText(id) }))}
            value={areas}
            onChange={setAreas}
            error={fields.scopes ?? fields["scopes/0"]}
          />
        )}
        <SelectField
          label={msg("ui.token.days")}
          options={DAYS.map((n) => ({ id: String(n), label: msg("ui.token.days.n", { n }) }))}
          value={days}
          onChange={setDays}
          error={fields.days}
        />
        <div className="row">
          <Button type="submit" look="filled" pending={busy} isDisabled={!name.trim() || scopes.length === 0}>{msg("ui.token.make")}</Button>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

export function TokenMade({ made, onClose }: { made: ApiTokenMade; onClose: () => void }) {
  const copy = () => void navigator.clipboard.writeText(made.token).then(() => toast(msg("ui.copied")));
  return (
    <Dialog
      title={msg("ui.token.made")}
      isOpen
      fixed
      onClose={onClose}
      foot={
        <>
          <Button icon="copy" onPress={copy}>{msg("ui.token.copy")}</Button>
          <Button look="filled" onPress={onClose}>{msg("ui.factor.recovery.kept")}</Button>
        </>
      }
    >
      <Note tone="warn" title={msg("ui.token.once")}>{msg("ui.token.once.text")}</Note>
      <TextField label={msg("ui.token")} hideLabel value={made.token} onChange={() => {}} readOnly lines={2} />
    </Dialog>
  );
}

// `about`: what it may do, or whose it is.
export function TokenRow({ token, about, reload }: { token: Pick<ApiToken, "id" | "name" | "expires_at" | "used_at" | "used_from">; about: string; reload: () => void }) {
  const ended = Date.parse(token.expires_at) <= Date.now();
  const revoke = async () => {
    const yes = await confirm({
      title: msg("ui.token.revoke.ask", { name: token.name }),
      text: msg("ui.token.revoke.text"),
      yes: msg("ui.token.revoke"),
      look: "filled danger",
    });
    if (!yes) return;
    await api.remove(`/tokens/${token.id}`).catch(toastError);
    reload();
  };
  return (
    <li>
      <Icon name="key" size={22} />
      <div>
        <div className="row">
          <strong>{token.name}</strong>
          {ended && <Badge tone="neutral">{msg("ui.token.ended")}</Badge>}
        </div>
        <div className="muted small">{about}</div>
        <div className="muted small">
          {msg("ui.token.until", { date: date(token.expires_at) })}
          {" · "}
          {token.used_at ? msg("ui.token.used", { at: dateTime(token.used_at, "short"), address: token.used_from ?? msg("ui.none") }) : msg("ui.token.unused")}
        </div>
      </div>
      <Button size="small" onPress={() => void revoke()}>{msg("ui.token.revoke")}</Button>
    </li>
  );
}

// `account`: of another, for administrators; without one's own, where new ones are made.
export function TokensCard({ account }: { account?: string }) {
  const list = useQuery<ApiTokenList>(account ? `/accounts/${account}/tokens` : "/tokens");
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<ApiTokenMade | null>(null);
  const reload = () => void list.reload();
  return (
    <Card
      title={msg("ui.tokens")}
      aside={!account && <Button size="small" icon="plus" onPress={() => setAsking(true)}>{msg("ui.token.new")}</Button>}
    >
      <ErrorNote error={list.error} onRetry={reload} />
      {list.loading && !list.data && <Skeleton lines={2} />}
      {list.data?.items.length === 0 && <p className="muted">{account ? msg("ui.tokens.none") : msg("ui.tokens.what")}</p>}
      <ul className="sessions">
        {list.data?.items.map((t) => <TokenRow key={t.id} token={t} about={(t.scopes as string[]).map(scopeText).join(msg("ui.list.comma"))} reload={reload} />)}
      </ul>
      {asking && (
        <NewToken
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
