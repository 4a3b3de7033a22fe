// One file, or several: chosen with a button or dropped.
import { type ReactNode, useId, useRef, useState } from "react";
import { fileSize } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { Button } from "./button";
import { Icon } from "./icon";

// Where a file is dropped; what stands in it gets a function that opens the browser's choice.
export function FileDrop({
  className,
  label,
  accept,
  onFile,
  onFiles,
  children,
}: {
  className: string;
  label?: string;
  accept: string;
  onFile?: (file: File) => void;
  onFiles?: (files: File[]) => void; // instead: several at once are taken
  children: (choose: () => void) => ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const [...files] = list ?? [];
    if (files[0]) onFile?.(files[0]);
    if (files.length > 0) onFiles?.(files);
  };
  return (
    <div
      className={over ? `${className} over` : className}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        take(e.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={onFiles !== undefined}
        hidden
        aria-label={label}
        onChange={(e) => {
          take(e.target.files);
          e.target.value = "";
        }}
      />
      {children(() => input.current?.click())}
    </div>
  );
}

export interface FileFieldProps {
  label: string;
  hint?: string;
  accept: string; // ".csv,.json"
  file: File | null;
  onChange: (file: File) => void;
  required?: boolean;
}

export function FileField({ label, hint, accept, file, onChange, required }: FileFieldProps) {
  const id = useId();
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`} aria-describedby={hint ? `${id}-hint` : undefined}>
      <span className="field-label" id={`${id}-label`}>
        {label}
        {required && <span className="field-need">{msg("ui.required")}</span>}
      </span>
      {hint && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FileDrop className="file-drop" label={label} accept={accept} onFile={onChange}>
        {(choose) => (
          <>
            <Icon name={file ? "sheet" : "upload"} size={24} />
            <span className="file-drop-text">
              {file ? (
                <>
                  <strong>{file.name}</strong> <span className="muted small">{fileSize(file.size)}</span>
                </>
              ) : (
                <span className="muted">{msg("ui.file.drop")}</span>
              )}
            </span>
            <Button size="small" onPress={choose}>
              {file ? msg("ui.file.other") : msg("ui.file.choose")}
            </Button>
          </>
        )}
      </FileDrop>
    </div>
  );
}
