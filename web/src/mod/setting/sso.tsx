// Where people of this organisation may log in with what they have already.
import type { LdapProvider, OidcProvider, OidcProviderTest } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { copy } from "../../ui/copy";
import { ErrorNote, Loading } from "../../ui/note";
import { Fact, Facts, Page, PageHead } from "../../ui/page";
import { type Ask, ProviderForm } from "./provider_form";

const OIDC: Ask[] = [
  { key: "name", type: "text" },
  { key: "issuer", type: "text" },
  { key: "client_id", type: "text" },
  { key: "secret", type: "secret" },
  { key: "scopes", type: "text" },
  { key: "by_mail", type: "check" },
  { key: "login_claim", type: "text" },
  { key: "second_factor", type: "check" },
  { key: "only", type: "check" },
  { key: "logout", type: "check" },
  { key: "create", type: "check" },
  { key: "sync_roles", type: "check" },
  { key: "role_claim", type: "text" },
  { key: "roles", type: "roles" },
];

function Oidc() {
  const query = useQuery<OidcProvider>("/sign-in-providers/oidc");
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  if (!query.data) return <Loading />;
  const { return_url } = query.data;
  return (
    <ProviderForm
      key={query.data.version}
      kind="oidc"
      settings={query.data}
      etag={query.etag}
      asks={OIDC}
      before={
        <Facts>
          <Fact name={msg("ui.oidc.return_url")}>
            <code className="wrap">{return_url}</code>{" "}
            <Button size="small" icon="copy" onPress={() => void copy(return_url)}>{msg("ui.sso.copy")}</Button>
          </Fact>
        </Facts>
      }
      after={(answer) => msg("ui.oidc.good", { n: (answer as OidcProviderTest).keys })}
      reload={() => void query.reload()}
    />
  );
}

const LDAP: Ask[] = [
  { key: "url", type: "text" },
  { key: "start_tls", type: "check" },
  { key: "base", type: "text" },
  { key: "bind_dn", type: "text" },
  { key: "secret", type: "secret" },
  { key: "filter", type: "text" },
  { key: "by_login", type: "check" },
  { key: "by_mail", type: "check" },
  { key: "mail_attribute", type: "text" },
  { key: "name_attribute", type: "text" },
  { key: "create", type: "check" },
  { key: "sync_roles", type: "check" },
  { key: "group_attribute", type: "text" },
  { key: "group_filter", type: "text" },
  { key: "roles", type: "roles" },
];

function Ldap() {
  const query = useQuery<LdapProvider>("/sign-in-providers/ldap");
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  if (!query.data) return <Loading />;
  return (
    <ProviderForm
      key={query.data.version}
      kind="ldap"
      settings={query.data}
      etag={query.etag}
      asks={LDAP}
      after={() => msg("ui.ldap.good")}
      reload={() => void query.reload()}
    />
  );
}

export default function SsoPage() {
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]} title={msg("ui.sso")} />
      <Oidc />
      <Ldap />
    </Page>
  );
}
