// The front page of the settings: what there is to set, each with a word of what it is for.
import { Link } from "../../app/router";
import { currencyName, month, zoneName } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { may, useSession } from "../../kernel/session";
import { Icon, type IconName } from "../../ui/icon";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";

export default function SettingsPage() {
  const { organisation } = useSession();
  const all: { to: string; icon: IconName; title: string; text: string; shown: boolean }[] = [
    { to: "/accounts", icon: "people", title: msg("ui.accounts"), text: msg("ui.accounts.what"), shown: may("account.read") },
    { to: "/settings/sign-in", icon: "lock", title: msg("ui.rules"), text: msg("ui.rules.what"), shown: may("account.read") },
    { to: "/settings/sso", icon: "key", title: msg("ui.sso"), text: msg("ui.sso.what"), shown: may("account.manage") },
    { to: "/settings/provisioning", icon: "people", title: msg("ui.scim"), text: msg("ui.scim.what"), shown: may("account.manage") },
    { to: "/settings/sign-ins", icon: "history", title: msg("ui.sign_ins"), text: msg("ui.sign_ins.what"), shown: may("account.manage") },
    { to: "/settings/mail", icon: "bell", title: msg("ui.mail"), text: msg("ui.mail.what"), shown: may("mail.manage") },
    { to: "/settings/webhooks", icon: "send", title: msg("ui.webhooks"), text: msg("ui.webhooks.what"), shown: may("webhook.manage") },
    { to: "/approval-routes", icon: "stamp", title: msg("approval.routes"), text: msg("ui.settings.approval_routes.what"), shown: may("approval.route") },
    { to: "/audit", icon: "audit", title: msg("ui.audit"), text: msg("ui.audit.what"), shown: may("audit.read") },
    { to: "/account", icon: "key", title: msg("ui.account.page"), text: msg("ui.account.what"), shown: true },
  ];
  return (
    <Page narrow>
      <PageHead title={msg("ui.nav.settings")} />
      <ul className="choices">
        {all
          .filter((s) => s.shown)
          .map((s) => (
            <li key={s.to}>
              <Link to={s.to} className="choice-card">
                <Icon name={s.icon} size={24} />
                <span>
                  <strong>{s.title}</strong>
                  <span className="muted small">{s.text}</span>
                </span>
                <Icon name="chevron_right" />
              </Link>
            </li>
          ))}
      </ul>
      <Card title={msg("ui.settings.organisation")}>
        <Facts>
          <Fact name={msg("ui.setup.organisation")}>{organisation.name}</Fact>
          <Fact name={msg("ui.setup.lang")}>{label(`ui.language.${organisation.lang}`)}</Fact>
          <Fact name={msg("ui.setup.fiscal_first_month")}>{month(organisation.fiscal_first_month)}</Fact>
          <Fact name={msg("ui.setup.currency")}>{currencyName(organisation.currency)}</Fact>
          <Fact name={msg("ui.setup.zone")}>{zoneName(organisation.zone)}</Fact>
        </Facts>
      </Card>
    </Page>
  );
}
