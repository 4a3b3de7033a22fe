// The report as a page, as a PDF and as a workbook, in Japanese and English.
import { useState } from "react";
import { api, download, url } from "../../kernel/api";
import { label, type Language, msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { type Form, type Issue, issuePath } from "./model";

const LANGUAGES: Language[] = ["ja", "en"];
const FORMS: Form[] = ["pdf", "xlsx"];
const PAUSE = 700; // ms between two looks at the work
const LOOKS = 170; // two minutes

interface Job {
  state: string;
}

// Large documents are made behind the scenes; it is downloaded when it is there.
async function made(issue: Issue, format: Form, language: Language): Promise<boolean> {
  const { data } = await api.post<{ job: string }>(`${issuePath(issue)}/renderings`, { format, language });
  for (let look = 0; look < LOOKS; look++) {
    const { data: job } = await api.get<Job>(`/jobs/${data.job}`);
    if (job.state === "done") return true;
    if (job.state === "failed" || job.state === "cancelled") return false;
    await new Promise((next) => window.setTimeout(next, PAUSE));
  }
  return false;
}

function FileButton({ issue, format, language }: { issue: Issue; format: Form; language: Language }) {
  const [busy, setBusy] = useState(false);
  const get = async () => {
    setBusy(true);
    try {
      if (await made(issue, format, language)) download(`${issuePath(issue)}/document`, { format, language });
      else toast(msg("report.ui.file.failed"), "bad");
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon="download" pending={busy} onPress={() => void get()}>
      {label(`enum.report_form.${format}`)}
    </Button>
  );
}

export function Files({ issue }: { issue: Issue }) {
  return (
    <Card title={msg("report.ui.files")}>
      <div className="stack">
        {LANGUAGES.map((language) => (
          <div key={language} className="row" role="group" aria-label={label(`enum.report_language.${language}`)}>
            <span>{label(`enum.report_language.${language}`)}</span>
            <a className="button outline small" href={url(`${issuePath(issue)}/document`, { format: "html", language })} target="_blank" rel="noreferrer">
              {msg("report.ui.file.page")}
            </a>
            {FORMS.map((format) => (
              <FileButton key={format} issue={issue} format={format} language={language} />
            ))}
          </div>
        ))}
      </div>
    </Card>
  );
}
