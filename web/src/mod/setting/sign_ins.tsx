// The log-ins of the whole organisation, for administrators.
import { msg } from "../../kernel/i18n";
import { Page, PageHead } from "../../ui/page";
import { SignInTable } from "../session/sign_ins";

export default function SignInsPage() {
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]} title={msg("ui.sign_ins")} />
      <SignInTable path="/sign-ins" whose />
    </Page>
  );
}
