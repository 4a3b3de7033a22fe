// The newest unread notices, on the first page.
import { Link } from "../../app/router";
import { msg } from "../../kernel/i18n";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";
import { NoticeItems } from "./list";
import { useUnread } from "./model";

const SHOWN = 3;

export default function NoticesCard() {
  const { data } = useUnread(SHOWN);
  if (!data || data.items.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          {msg("ui.notices")} <Count n={data.unread} tone="info" />
        </>
      }
      aside={<Link to="/account/notices">{msg("ui.notices.all")}</Link>}
    >
      <NoticeItems items={data.items} brief />
    </Card>
  );
}
