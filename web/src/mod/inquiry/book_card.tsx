// On the page of a request to us: the asker's own file, how far it is, and the file filled in.
import { useState } from "react";
import type { InquiryBook, InquiryBookHeld, InquiryRows } from "../../gen/api";
import { api, download, save } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button, LinkButton } from "../../ui/button";
import { FileDrop } from "../../ui/file_field";
import { ErrorNote, Note, Progress, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { may } from "../../kernel/session";
import type { RecordCardProps } from "../register/record";
import { bookChanged } from "./book";

function Choose({ id }: { id: string }) {
  const [busy, setBusy] = useState(false);
  const send = async (file: File) => {
    setBusy(true);
    try {
      const body = new FormData();
      body.append("file", file, file.name);
      await api.put(`/inquiries/${id}/book`, body);
      bookChanged();
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      <p className="muted">{msg("inquiry.book.text")}</p>
      <FileDrop className="drop-place" accept=".xlsx" onFile={(file) => void send(file)}>
        {(choose) => (
          <Button icon="upload" pending={busy} onPress={choose}>
            {msg("inquiry.book.choose")}
          </Button>
        )}
      </FileDrop>
    </div>
  );
}

function Held({ record, register, book }: RecordCardProps & { book: InquiryBook }) {
  const { data } = useQuery<InquiryRows>(book.questions > 0 ? `/inquiries/${record.id}/rows` : null);
  const changed = data?.items.filter((r) => r.changed).length ?? 0;
  const open = ["received", "answering"].includes(String(record.state));
  const approved = ["approved", "answered"].includes(String(record.state));
  const done = book.questions - book.open;
  const remove = async () => {
    if (!(await confirm({ title: msg("inquiry.book.remove"), text: msg("inquiry.book.remove.text"), yes: msg("inquiry.book.remove"), look: "danger" }))) return;
    try {
      await api.remove(`/inquiries/${record.id}/book`);
      bookChanged();
    } catch (e) {
      toastError(e);
    }
  };
  return (
    <div className="stack">
      <p>{book.name}</p>
      {book.questions > 0 ? (
        <Progress label={msg("inquiry.book")} value={done / book.questions} text={msg("inquiry.book.done", { n: book.questions, done })} />
      ) : (
        <p className="muted">{msg("inquiry.book.unmarked")}</p>
      )}
      {changed > 0 && <Note tone="warn">{msg("inquiry.book.changed", { n: changed })}</Note>}
      <p className="row">
        {approved && (
          <Button look="filled" icon="download" onPress={() => void save(`/inquiries/${record.id}/book/filled`).catch(toastError)}>
            {msg("inquiry.book.filled")}
          </Button>
        )}
        <LinkButton look={open ? "filled" : undefined} icon="edit" to={`${recordPath("inquiries", record)}/book`}>
          {msg("inquiry.book.open")}
        </LinkButton>
        <Button icon="download" onPress={() => download(`/inquiries/${record.id}/book/original`)}>
          {msg("inquiry.book.original")}
        </Button>
        {open && may(register.permissions.update) && (
          <Button look="plain" onPress={() => void remove()}>
            {msg("inquiry.book.remove")}
          </Button>
        )}
      </p>
    </div>
  );
}

export function BookCard(props: RecordCardProps) {
  const { data, error, reload } = useQuery<InquiryBookHeld>(`/inquiries/${props.record.id}/book`);
  const open = ["received", "answering"].includes(String(props.record.state));
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />;
  if (!data || (!data.book && !(open && may(props.register.permissions.update)))) return null;
  return (
    <Card title={msg("inquiry.book")} screenOnly={!data.book}>
      {data.book ? <Held {...props} book={data.book} /> : <Choose id={props.record.id} />}
    </Card>
  );
}
