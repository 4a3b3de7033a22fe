import { useEffect } from "react";
import type { Notice, NoticeList } from "../../gen/api";
import { api } from "../../kernel/api";
import { invalidate, useQuery } from "../../kernel/query";
import { toastError } from "../../ui/note";

const LOOK_EVERY = 60_000;

// What is unread, looked at again every minute while the page is seen.
export function useUnread(limit: number) {
  const list = useQuery<NoticeList>("/notices", { unread: true, limit });
  const { reload } = list;
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (!document.hidden) void reload();
    }, LOOK_EVERY);
    return () => window.clearInterval(timer);
  }, [reload]);
  return list;
}

export async function markRead(notice: Notice): Promise<void> {
  if (notice.read) return;
  await api.post(`/notices/${notice.id}/read`).catch(toastError);
  invalidate("/notices");
}

export async function markAllRead(newest: Notice): Promise<void> {
  await api.post(`/notices/${newest.id}/read-to`).catch(toastError);
  invalidate("/notices");
}
