// The report as a page, as a PDF, as a workbook and as slides, in Japanese and English.
import { useEffect, useRef, useState } from "react";
import { api, ApiError, save, url } from "../../kernel/api";
import { label, type Language, msg } from "../../kernel/i18n";
import type { Job, ReportRenderingJob } from "../../gen/api";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Progress, toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { type Form, type Issue, issuePath, LANGUAGES, languageName } from "./model";

const FORMS: Form[] = ["pdf", "xlsx", "html"];
const PAUSE = 700; // ms between two looks at the work

const until = (ms: number) => new Promise<void>((next) => window.setTimeout(next, ms));

// False: it could not be made, or nobody waits for it any more.
async function made(issue: Issue, format: Form, language: Language, onProgress: (done: number) => boolean): Promise<boolean> {
  const { data } = await api.post<ReportRenderingJob>(`${issuePath(issue)}/renderings`, { format, language });
  for (;;) {
    const { data: job } = await api.get<Job>(`/jobs/${data.job}`);
    if (!onProgress(job.progress)) return false;
    if (job.state === "done") return true;
    if (job.state !== "queued" && job.state !== "running") {
      toast(msg("report.ui.file.failed"), "bad");
      return false;
    }
    await until(PAUSE);
  }
}

// A document of ordinary size is made while one waits; a large one behind the scenes (409 says so),
// and it is given when it is there.
function FileButton({ issue, format, language }: { issue: Issue; format: Form; language: Language }) {
  const [busy, setBusy] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const give = () => save(`${issuePath(issue)}/document`, { format, language });
  const tell = (done: number) => {
    setProgress(done);
    return shown.current;
  };
  const get = async () => {
    setBusy(true);
    try {
      await give().catch(async (e: unknown) => {
        if (!(e instanceof ApiError) || e.status !== 409) throw e;
        if (await made(issue, format, language, tell)) await give();
      });
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
      setProgress(null);
    }
  };
  return <GetButton name={label(`enum.report_form.${format}`)} language={language} busy={busy} progress={progress} onGet={() => void get()} />;
}

interface GetProps {
  name: string;
  language: Language;
  busy: boolean;
  progress: number | null;
  onGet: () => void;
}

function GetButton({ name, language, busy, progress, onGet }: GetProps) {
  return (
    <>
      <Button size="small" icon="download" pending={busy} aria-label={msg("report.ui.file.get", { form: name, language: languageName(language) })} onPress={onGet}>
        {name}
      </Button>
      {progress !== null && <Progress label={msg("report.ui.file.making")} value={progress} />}
    </>
  );
}

// Slides are made here in the browser; what makes them is loaded with the first ones.
function SlidesButton({ issue, language }: { issue: Issue; language: Language }) {
  const [progress, setProgress] = useState<number | null>(null);
  const get = async () => {
    setProgress(0);
    try {
      const { saveSlides } = await import("./slides/slides");
      await saveSlides(issue, language, setProgress);
    } catch (e) {
      toastError(e);
    } finally {
      setProgress(null);
    }
  };
  return <GetButton name={msg("report.ui.file.slides")} language={language} busy={progress !== null} progress={progress} onGet={() => void get()} />;
}

export function Files({ issue }: { issue: Issue }) {
  return (
    <Card title={msg("report.ui.files")}>
      <div className="stack">
        {LANGUAGES.map((language) => (
          <div key={language} className="stack" role="group" aria-label={languageName(language)}>
            <p className="row spread">
              <b>{languageName(language)}</b>
              <a className="row small" href={url(`${issuePath(issue)}/document`, { format: "html", language })} target="_blank" rel="noreferrer">
                {msg("report.ui.file.page")}
                <Icon name="external" size={14} />
              </a>
            </p>
            <div className="row">
              {FORMS.map((format) => (
                <FileButton key={format} issue={issue} format={format} language={language} />
              ))}
              <SlidesButton issue={issue} language={language} />
            </div>
          </div>
        ))}
      </div>
    </Card>
  );
}
