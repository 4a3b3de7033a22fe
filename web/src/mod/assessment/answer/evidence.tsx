// Evidence files of one item: listed, added (by choosing or dropping), taken away.
import { useRef, useState } from "react";
import { FILE_BYTES } from "../../../gen/api";
import { api, url } from "../../../kernel/api";
import { fileSize, megabytes } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { useStore } from "../../../kernel/store";
import { Button, IconButton } from "../../../ui/button";
import { Icon } from "../../../ui/icon";
import { toast, toastError } from "../../../ui/note";
import { confirm } from "../../../ui/overlay";
import { type EvidenceFile, guestName } from "../model";
import type { SheetStore } from "./sheet_store";

export function FileList({ base, files, onRemove }: { base: string; files: EvidenceFile[]; onRemove?: (file: EvidenceFile) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className="q-files">
      {files.map((f) => (
        <li key={f.id}>
          <Icon name="clip" size={16} />
          <a href={url(`${base}/files/${f.id}`)} download={f.name}>
            {f.name}
          </a>
          <span className="muted small">
            {fileSize(f.size)} {f.by?.title ?? guestName(f.guest)}
          </span>
          {onRemove && (
            <IconButton icon="trash" size="small" label={msg("assessment.file.remove", { name: f.name })} onPress={() => onRemove(f)} />
          )}
        </li>
      ))}
    </ul>
  );
}

export function Evidence({ store, item, files }: { store: SheetStore; item: string; files: EvidenceFile[] }) {
  const input = useRef<HTMLInputElement>(null);
  const busy = useStore(store.state).uploads[item] ?? 0;
  const [over, setOver] = useState(false);
  const most = store.base === "/guest" ? FILE_BYTES.guest_file_add : FILE_BYTES.answer_file_add;
  const add = async (list: FileList_ | null) => {
    for (const file of list ? [...list] : []) {
      if (file.size > most) {
        toast(msg("assessment.file.too_large", { name: file.name, limit: megabytes(most) }), "bad");
        continue;
      }
      store.uploading(item, 1);
      try {
        const form = new FormData();
        form.append("file", file, file.name);
        const { data } = await api.post<EvidenceFile>(`${store.base}/answers/${encodeURIComponent(item)}/files`, form);
        store.setFiles((all) => [...all, data]);
      } catch (e) {
        toastError(e);
      } finally {
        store.uploading(item, -1);
      }
    }
  };
  const remove = async (file: EvidenceFile) => {
    const yes = await confirm({
      title: msg("ui.delete.ask", { name: file.name }),
      text: msg("assessment.file.remove.text"),
      yes: msg("ui.delete"),
      look: "filled danger",
    });
    if (!yes) return;
    try {
      await api.remove(`${store.base}/files/${file.id}`);
      store.setFiles((all) => all.filter((f) => f.id !== file.id));
    } catch (e) {
      toastError(e);
    }
  };
  return (
    <div
      className={`q-evidence ${over ? "over" : ""}`}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        void add(e.dataTransfer.files);
      }}
    >
      <FileList base={store.base} files={files} onRemove={(f) => void remove(f)} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-item={item}
        onChange={(e) => {
          void add(e.target.files);
          e.target.value = "";
        }}
      />
      <Button size="small" look="plain" icon="clip" pending={busy > 0} onPress={() => input.current?.click()}>
        {msg("assessment.file.add")}
      </Button>
    </div>
  );
}

type FileList_ = globalThis.FileList;
