// A customer's file of a request: what of it is marked, and how far its questions are.
import type { InquiryRow } from "../../gen/api";
import { api } from "../../kernel/api";
import { invalidate } from "../../kernel/query";

export const seen = (row: InquiryRow): boolean => row.state === "confirmed" || row.state === "blank";

// A change of the file is one of the request: what is shown of it has another version then.
export function bookChanged(): void {
  invalidate("/inquiries", "/statements", "/approvals");
}

export interface RowBody {
  state: "confirmed" | "blank" | "open";
  statement?: string | null;
  answer?: string | null;
  text?: string | null;
  remark?: string | null;
}

export async function decide(inquiry: string, row: InquiryRow, body: RowBody): Promise<void> {
  await api.put(`/inquiries/${inquiry}/rows/${row.id}`, body, { etag: `"${row.version}"` });
  bookChanged();
}
