// A customer's file, from its columns to an answer for each of its questions.
import { useParams } from "../../app/router";
import type { InquiryBookHeld } from "../../gen/api";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { Columns } from "./columns";
import { Rows } from "./rows";

export default function BookPage() {
  const { id = "" } = useParams();
  const { data: record, error, reload } = useQuery<RegisterRecord>(`/inquiries/${id}`);
  const held = useQuery<InquiryBookHeld>(record ? `/inquiries/${record.id}/book` : null);
  if (error || held.error) return <ErrorNote error={error ?? held.error} onRetry={() => void (error ? reload() : held.reload())} />;
  if (!record || !held.data) return <Loading />;
  const { book } = held.data;
  const write = ["received", "answering"].includes(String(record.state)) && may("inquiry.write");
  return (
    <Page>
      <PageHead
        title={msg("inquiry.book.title", { asker: String(record.asker) })}
        number={record.number}
        state={<StateBadge set="inquiry_state" value={record.state} />}
        meta={book?.name}
        crumbs={[
          { label: msg("reg.inquiries"), to: "/inquiries" },
          { label: String(record.title), to: recordPath("inquiries", record) },
        ]}
      />
      <div className="stack">
        {!book && <EmptyState title={msg("inquiry.book")} text={msg("inquiry.book.text")} />}
        {book && write && <Columns id={record.id} book={book} />}
        {book && book.questions > 0 && <Rows inquiry={record.id} book={book} write={write} />}
      </div>
    </Page>
  );
}
