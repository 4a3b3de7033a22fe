import type { Notice } from "../../gen/api";
import { Link } from "../../app/router";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { markRead } from "./model";

// `brief`: headlines alone.
export function NoticeItems({ items, brief = false }: { items: Notice[]; brief?: boolean }) {
  return (
    <ul className="notices">
      {items.map((n) => (
        <li key={n.id} className={n.read ? undefined : "unread"}>
          <Link to={n.path} onClick={() => void markRead(n)}>
            <span className="notice-title">
              {!n.read && <span className="visually-hidden">{msg("ui.notices.new")}</span>}
              {n.title}
            </span>
            {!brief && <span className="notice-text">{n.text}</span>}
            <span className="muted small">{dateTime(n.created_at, "short")}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
