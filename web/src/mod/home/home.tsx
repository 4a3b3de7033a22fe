import { msg } from "../../kernel/i18n";
import { Page, PageHead } from "../../ui/page";

export default function HomePage() {
  return (
    <Page>
      <PageHead title={msg("ui.nav.home")} />
    </Page>
  );
}
