// What a person says in a section, written in place; each language for itself.
import { useState } from "react";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, language, msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { ErrorNote, toast } from "../../ui/note";
import { More } from "../../ui/page";
import { type Issue, issuePath, type Said, type SectionWords } from "./model";

const LONGEST = 10000;

function Editor({ issue, section, said, onDone }: { issue: Issue; section: string; said: Said; onDone: () => void }) {
  const [text, setText] = useState(said.text ?? "");
  const [seen] = useState(said.version); // a later version of somebody else must not be overwritten
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put(`${issuePath(issue)}/words/${section}`, { language: said.language, text }, { etag: `"${seen}"` });
      invalidate("/report-issues");
      toast(msg("report.ui.words.saved"));
      onDone();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <ErrorNote error={error} />
      <TextField label={msg("report.ui.words.of", { language: label(`enum.report_language.${said.language}`) })} hint={msg("report.ui.words.hint")} lines={7} maxLength={LONGEST} value={text} onChange={setText} autoFocus />
      <div className="row">
        <Button pending={busy} onPress={() => void save()}>
          {msg("ui.save")}
        </Button>
        <Button look="plain" onPress={onDone}>
          {msg("ui.cancel")}
        </Button>
      </div>
    </div>
  );
}

function SaidView({ issue, section, said, editable }: { issue: Issue; section: string; said: Said; editable: boolean }) {
  const [editing, setEditing] = useState(false);
  if (editing && editable) return <Editor issue={issue} section={section} said={said} onDone={() => setEditing(false)} />;
  return (
    <div className="stack">
      {said.text ? (
        <p className="prewrap" lang={said.language}>
          {said.text}
        </p>
      ) : (
        <p className="muted">{msg("report.words.none")}</p>
      )}
      {said.text && said.author && (
        <p className="small muted">{msg("report.byline", { author: [said.author_post, said.author].filter(Boolean).join(" "), date: dateTime(said.updated_at, "short") })}</p>
      )}
      {editable && (
        <div className="row">
          <Button size="small" icon="edit" onPress={() => setEditing(true)}>
            {said.text ? msg("report.ui.words.edit") : msg("report.ui.words.write")}
          </Button>
        </div>
      )}
    </div>
  );
}

export function Words({ issue, words, editable }: { issue: Issue; words: SectionWords; editable: boolean }) {
  const mine = words.words.filter((s) => s.language === language());
  const others = words.words.filter((s) => s.language !== language() && (editable || s.text));
  if (!editable && words.words.every((s) => !s.text)) return null;
  return (
    <div className="stack">
      <h3>{msg("report.ui.words")}</h3>
      {mine.map((s) => (
        <SaidView key={s.language} issue={issue} section={words.section} said={s} editable={editable} />
      ))}
      {others.map((s) => (
        <More key={s.language} label={msg("report.ui.words.in", { language: label(`enum.report_language.${s.language}`) })}>
          <SaidView issue={issue} section={words.section} said={s} editable={editable} />
        </More>
      ))}
    </div>
  );
}
