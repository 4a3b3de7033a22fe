// Collections of cases in VERIS into the register: from here on as any table that is imported.
import { useState } from "react";
import { navigate } from "../../app/router";
import { FILE_BYTES, type Import } from "../../gen/api";
import { api } from "../../kernel/api";
import { registerLabel, useRegister } from "../../kernel/describe";
import { megabytes } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { FileDrop } from "../../ui/file_field";
import { ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";

const MOST = FILE_BYTES.outside_case_veris;

// One after the other, a line between: the program reads them as they come.
function together(files: File[]): Blob {
  return new Blob(files.flatMap((f) => [f, "\n"]));
}

function nameOf(files: File[]): string {
  const [first] = files;
  return files.length === 1 ? (first?.name ?? "") : msg("intel.ui.veris.several", { name: first?.name ?? "", count: files.length - 1 });
}

function Choose() {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [large, setLarge] = useState(false);
  const send = async (files: File[]) => {
    const body = together(files);
    setLarge(body.size > MOST);
    setError(null);
    if (body.size > MOST) return;
    setPending(true);
    try {
      const { data } = await api.post<Import>("/outside-cases/veris", body, {
        query: { name: nameOf(files).slice(0, 200) },
        headers: { "Content-Type": "application/octet-stream" },
      });
      invalidate("/outside-cases/imports");
      await navigate(`/outside-cases/import/${data.id}`);
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };
  return (
    <>
      {large && <Note tone="bad" live title={msg("ui.import.too_large", { limit: megabytes(MOST) })} />}
      <ErrorNote error={error} />
      <Card title={msg("ui.import.file")}>
        <div className="stack">
          <FileDrop className="drop-place" accept=".json,.jsonl,application/json" onFiles={(files) => void send(files)}>
            {(choose) => (
              <>
                <Button look="filled" icon="upload" pending={pending} onPress={choose}>
                  {msg("intel.ui.veris.choose")}
                </Button>
                <span className="muted small">{msg("intel.ui.veris.hint", { limit: megabytes(MOST) })}</span>
              </>
            )}
          </FileDrop>
          <p className="small muted">{msg("intel.ui.veris.again")}</p>
        </div>
      </Card>
    </>
  );
}

export default function VerisPage() {
  const register = useRegister("outside-cases");
  if (!register) return <Loading />;
  return (
    <Page narrow>
      <PageHead
        title={msg("intel.ui.veris")}
        crumbs={[{ label: registerLabel(register), to: "/outside-cases" }]}
        meta={msg("intel.ui.veris.text")}
      />
      {may("case.write") ? <Choose /> : <Note tone="warn" title={msg("intel.ui.veris.who")} />}
    </Page>
  );
}
