// An article of the knowledge base made of a closed case, after a look at what everybody will read.
import { useState } from "react";
import { Link, navigate } from "../../app/router";
import type { AfterCaseMade, CaseArticle } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";
import { Card } from "../../ui/page";

const TITLE = 200;
const KEYS = ["title", "summary", "cause", "lessons"] as const;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function Make({ record, onClose }: { record: RegisterRecord; onClose: () => void }) {
  const threat = textOf(record.threat_key);
  const [values, setValues] = useState({
    title: threat ? optionLabel("threat_key", threat) : "",
    summary: "",
    cause: textOf(record.cause),
    lessons: textOf(record.lessons),
  });
  const send = async () => {
    const { title, summary, cause, lessons } = values;
    const { data } = await api.post<AfterCaseMade>(`/incidents/${record.id}/article`, { title, summary, cause: cause.trim() || null, lessons: lessons.trim() || null });
    toast(msg("aftercase.ui.article.made", { number: data.number }));
    invalidate(`/incidents/${record.id}`, "/knowledge-articles");
    await navigate(recordPath("knowledge-articles", data));
  };
  return (
    <FormDialog title={msg("aftercase.ui.article.make")} wide own={KEYS} disabled={values.title.trim() === "" || values.summary.trim() === ""} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <p>{msg("aftercase.ui.article.text")}</p>
          {KEYS.map((key) => (
            <TextField
              key={key}
              label={msg(`aftercase.ui.article.${key}`)}
              required={key === "title" || key === "summary"}
              optional={key === "cause" || key === "lessons"}
              lines={key === "title" ? undefined : 4}
              maxLength={key === "title" ? TITLE : undefined}
              value={values[key]}
              onChange={(value) => setValues((now) => ({ ...now, [key]: value }))}
              error={wrong[key]}
            />
          ))}
        </div>
      )}
    </FormDialog>
  );
}

export function Article({ record }: { record: RegisterRecord }) {
  const { data } = useQuery<CaseArticle>(may("aftercase.read") && record.state === "closed" ? `/incidents/${record.id}/article` : null);
  const [open, setOpen] = useState(false);
  if (!data || record.state !== "closed" || record.drill === true) return null;
  const made = data.article;
  if (!made && !may("aftercase.write")) return null;
  return (
    <Card title={msg("aftercase.ui.article")}>
      {made ? (
        <p>
          <Link to={recordPath("knowledge-articles", made)}>{`${made.number} ${made.title}`}</Link>
        </p>
      ) : (
        <p className="no-print">
          <Button size="small" onPress={() => setOpen(true)}>
            {msg("aftercase.ui.article.make")}
          </Button>
        </p>
      )}
      {open && <Make record={record} onClose={() => setOpen(false)} />}
    </Card>
  );
}
