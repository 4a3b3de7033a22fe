// The way to one's notices, with how many are unread.
import { Link } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { Icon } from "../../ui/icon";
import { Count } from "../../ui/state";
import { useUnread } from "./model";

const MOST = 99;

export function Bell() {
  const unread = useUnread(1).data?.unread ?? 0;
  return (
    <Link to="/account/notices" className="button plain icon-only bell">
      <Icon name="bell" size={20} />
      <span className="visually-hidden">{unread > 0 ? msg("ui.notices.unread", { n: unread }) : msg("ui.notices")}</span>
      {unread > 0 && (
        <span aria-hidden="true">
          <Count n={Math.min(unread, MOST)} tone="info" />
        </span>
      )}
    </Link>
  );
}
