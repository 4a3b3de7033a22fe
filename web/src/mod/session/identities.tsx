// What one's own account is linked with at the organisation's identity provider.
import { useState } from "react";
import type { Identity, IdentityList, SignInWays } from "../../gen/api";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { ErrorNote, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Icon } from "../../ui/icon";
import { goToProvider } from "./sso";

export function IdentitiesCard() {
  const ways = useQuery<SignInWays>("/sign-in-ways");
  const list = useQuery<IdentityList>("/session/identities");
  const [busy, setBusy] = useState(false);
  const items = list.data?.items ?? [];
  const provider = ways.data?.oidc;
  if (!provider && items.length === 0) return null;
  const link = () => {
    setBusy(true);
    goToProvider("/account", true).catch((e: unknown) => {
      setBusy(false);
      toastError(e);
    });
  };
  const unlink = async (i: Identity) => {
    const yes = await confirm({ title: msg("ui.sso.unlink.ask"), text: msg("ui.sso.unlink.text"), yes: msg("ui.sso.unlink") });
    if (!yes) return;
    await api.remove(`/session/identities/${i.id}`).catch(toastError);
    await list.reload();
  };
  return (
    <Card title={msg("ui.sso.identities")}>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {items.length === 0 && <p className="muted">{msg("ui.sso.identities.none", { name: provider ?? "" })}</p>}
      <ul className="sessions">
        {items.map((i) => (
          <li key={i.id}>
            <Icon name="key" size={22} />
            <div>
              <strong>{label(`enum.provider_kind.${i.kind}`)}</strong>
              <div className="muted small">
                {i.issuer}
                <br />
                {i.used_at ? msg("ui.sso.used", { at: dateTime(i.used_at, "short") }) : msg("ui.sso.unused")}
              </div>
            </div>
            <Button size="small" onPress={() => void unlink(i)}>{msg("ui.sso.unlink")}</Button>
          </li>
        ))}
      </ul>
      {provider && !items.some((i) => i.kind === "oidc") && (
        <div>
          <Button pending={busy} onPress={link}>{msg("ui.sso.link", { name: provider })}</Button>
        </div>
      )}
    </Card>
  );
}
