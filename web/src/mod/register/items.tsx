// What hangs on a record: comments, links to other records, files. Removed with a way back.
import { useState } from "react";
import { Link } from "../../app/router";
import { FILE_BYTES, type RecordComment, type RecordFile, type RecordLink } from "../../gen/api";
import { api, url } from "../../kernel/api";
import { mayRead, optionLabel, recordPath, registerLabel, registerOf, type RegisterInfo, useDescribe } from "../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { dateTime, fileSize, megabytes } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField, TextField } from "../../ui/field";
import { FileDrop } from "../../ui/file_field";
import { Icon } from "../../ui/icon";
import { ErrorNote, toast, toastError } from "../../ui/note";
import { FormDialog } from "../../ui/form_dialog";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";

interface Props {
  register: RegisterInfo;
  record: RegisterRecord;
}

const pathOf = ({ register, record }: Props): string => `/${register.name}/${record.id}`;

// A change shows in the list and in the history beside it.
const changed = (props: Props, what: string): void => invalidate(`${pathOf(props)}/${what}`, `${pathOf(props)}/history`);

async function remove(props: Props, what: "comments" | "links" | "files", id: string, done: string): Promise<void> {
  const path = `${pathOf(props)}/${what}/${id}`;
  try {
    await api.remove(path);
    changed(props, what);
    toast(done, "ok", {
      label: msg("ui.undo"),
      run: () => {
        api
          .post(`${path}/restore`)
          .catch(toastError)
          .finally(() => changed(props, what));
      },
    });
  } catch (e) {
    toastError(e);
  }
}

const By = ({ by, at }: { by?: RefValue | null; at: string }) => (
  <span className="muted small">
    {by?.title} <time dateTime={at}>{dateTime(at, "short")}</time>
  </span>
);

function Title({ text, n }: { text: string; n: number }) {
  return (
    <>
      {text} {n > 0 && <Count n={n} />}
    </>
  );
}

export function Comments(props: Props) {
  const list = useQuery<{ items: RecordComment[] }>(`${pathOf(props)}/comments`);
  const [text, setText] = useState("");
  const [person, setPerson] = useState<RefValue | null>(null);
  const [busy, setBusy] = useState(false);
  const items = list.data?.items ?? [];
  const send = async () => {
    setBusy(true);
    try {
      await api.post(`${pathOf(props)}/comments`, { text: text.trim(), ...(person ? { mentions: [person.id] } : {}) });
      setText("");
      setPerson(null);
      changed(props, "comments");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Card title={<Title text={msg("ui.comments")} n={items.length} />} screenOnly={items.length === 0}>
      <div className="stack">
        <ErrorNote error={list.error} />
        {items.length > 0 && (
          <ul className="plain-list stack record-comments">
            {items.map((c) => (
              <li key={c.id}>
                <div className="row spread">
                  <By by={c.by} at={c.at} />
                  {c.may_remove && (
                    <IconButton icon="trash" size="small" label={msg("ui.comment.remove")} onPress={() => void remove(props, "comments", c.id, msg("ui.comment.removed"))} />
                  )}
                </div>
                <p className="prewrap">{c.text}</p>
              </li>
            ))}
          </ul>
        )}
        <div className="stack no-print">
          <TextField label={msg("ui.comment")} hideLabel={items.length > 0} lines={2} maxLength={10000} value={text} onChange={setText} />
          {text.trim() !== "" && mayRead("people") && <RefField label={msg("ui.comment.tell")} optional register="people" value={person} onChange={setPerson} />}
          <p>
            <Button size="small" icon="send" pending={busy} isDisabled={text.trim() === ""} onPress={() => void send()}>
              {msg("ui.comment.send")}
            </Button>
          </p>
        </div>
      </div>
    </Card>
  );
}

export function Links(props: Props) {
  const list = useQuery<{ items: RecordLink[] }>(`${pathOf(props)}/links`);
  const [adding, setAdding] = useState(false);
  const items = list.data?.items ?? [];
  const mayAdd = may(props.register.permissions.update);
  if (items.length === 0 && !mayAdd && !list.error) return null;
  return (
    <Card
      title={<Title text={msg("ui.links")} n={items.length} />}
      screenOnly={items.length === 0}
      aside={
        mayAdd && (
          <Button size="small" icon="link" onPress={() => setAdding(true)}>
            {msg("ui.links.add")}
          </Button>
        )
      }
    >
      <ErrorNote error={list.error} />
      {items.length === 0 && <p className="muted">{msg("ui.links.none")}</p>}
      <ul className="plain-list stack">
        {items.map((l) => (
          <li key={l.id} className="file-line">
            <span>
              <span className="muted small">{msg(l.direction === "out" ? "ui.links.out" : "ui.links.in", { kind: optionLabel("link_kind", l.kind) })}</span>{" "}
              <Link to={recordPath(l.register, l.record)}>
                {l.record.number} {l.record.title}
              </Link>{" "}
              <span className="muted small">{registerName(l.register)}</span>
            </span>
            {l.may_remove && <IconButton icon="trash" size="small" label={msg("ui.links.remove", { name: l.record.title ?? "" })} onPress={() => void remove(props, "links", l.id, msg("ui.links.removed"))} />}
          </li>
        ))}
      </ul>
      {adding && <LinkDialog {...props} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function registerName(name: string): string {
  const info = registerOf(name);
  return info ? registerLabel(info) : name;
}

const KINDS = ["relates", "causes", "treats", "requires", "evidence", "repeats"];

function LinkDialog({ onClose, ...props }: Props & { onClose: () => void }) {
  const { registers } = useDescribe();
  const [kind, setKind] = useState<string | null>("relates");
  const [register, setRegister] = useState<string | null>(props.register.name);
  const [record, setRecord] = useState<RefValue | null>(null);
  const send = async () => {
    await api.post(`${pathOf(props)}/links`, { kind, register, record: record?.id });
    changed(props, "links");
  };
  return (
    <FormDialog title={msg("ui.links.add")} save={msg("ui.links.add.yes")} disabled={!record || !kind} send={send} onClose={onClose}>
      {() => (
        <div className="stack">
          <SelectField label={msg("ui.links.kind")} options={KINDS.map((id) => ({ id, label: optionLabel("link_kind", id) }))} value={kind} onChange={setKind} />
          <SelectField
            label={msg("ui.links.register")}
            options={registers.filter((r) => mayRead(r.name)).map((r) => ({ id: r.name, label: registerLabel(r) }))}
            value={register}
            onChange={(name) => {
              setRegister(name);
              setRecord(null);
            }}
          />
          {register && <RefField key={register} label={msg("ui.links.record")} required register={register} value={record} onChange={setRecord} />}
        </div>
      )}
    </FormDialog>
  );
}

const UPLOAD_MAX = FILE_BYTES.measure_file_add; // the same for every register

export function RecordFiles(props: Props) {
  const list = useQuery<{ items: RecordFile[] }>(`${pathOf(props)}/files`);
  const [busy, setBusy] = useState(false);
  const items = list.data?.items ?? [];
  const mayAdd = may(props.register.permissions.update);
  if (items.length === 0 && !mayAdd && !list.error) return null;
  const add = async (file: File) => {
    if (file.size > UPLOAD_MAX) {
      toast(msg("ui.files.too_large", { name: file.name, limit: megabytes(UPLOAD_MAX) }), "bad");
      return;
    }
    setBusy(true);
    try {
      const form = new FormData();
      form.append("file", file, file.name);
      await api.post(`${pathOf(props)}/files`, form);
      changed(props, "files");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Card title={<Title text={msg("ui.files")} n={items.length} />} screenOnly={items.length === 0}>
      <div className="stack">
        <ErrorNote error={list.error} />
        {items.length > 0 && (
          <ul className="plain-list stack">
            {items.map((f) => (
              <li key={f.id} className="file-line">
                <span className="row">
                  <Icon name="clip" size={16} />
                  <a href={url(`${pathOf(props)}/files/${f.id}`)} download={f.name}>
                    {f.name}
                  </a>
                  <span className="muted small">{fileSize(f.size)}</span> <By by={f.by} at={f.at} />
                </span>
                {f.may_remove && <IconButton icon="trash" size="small" label={msg("ui.files.remove", { name: f.name })} onPress={() => void remove(props, "files", f.id, msg("ui.files.removed", { name: f.name }))} />}
              </li>
            ))}
          </ul>
        )}
        {mayAdd && (
          <FileDrop className="file-drop no-print" label={msg("ui.files.add")} accept="" onFile={(f) => void add(f)}>
            {(choose) => (
              <>
                <span className="file-drop-text muted">{msg("ui.file.drop")}</span>
                <Button size="small" icon="clip" pending={busy} onPress={choose}>
                  {msg("ui.files.add")}
                </Button>
              </>
            )}
          </FileDrop>
        )}
      </div>
    </Card>
  );
}
