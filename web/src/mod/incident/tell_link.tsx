// The way to the short form, on every page.
import { Link } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { Icon } from "../../ui/icon";

export function TellLink() {
  return (
    <Link to="/report-incident" className="button plain tell">
      <Icon name="alert" size={20} />
      <span className="only-desk">{msg("incident.ui.report")}</span>
      <span className="only-phone visually-hidden">{msg("incident.ui.report")}</span>
    </Link>
  );
}
