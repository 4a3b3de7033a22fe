// To whom an approved issue went, and when it was presented: said of it, not in it.
import { useState } from "react";
import { api } from "../../kernel/api";
import { date, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { toast } from "../../ui/note";
import { FormDialog } from "../../ui/form_dialog";
import { Card } from "../../ui/page";
import { type Issue, issuePath } from "./model";

interface Props {
  issue: Issue;
  etag: string | null;
}

function PresentedDialog({ issue, etag, onClose }: Props & { onClose: () => void }) {
  const [day, setDay] = useState<string | null>(issue.presented_on ?? issue.meeting_date ?? today());
  const [list, setList] = useState(issue.distribution ?? "");
  const send = async () => {
    await api.patch(issuePath(issue), { presented_on: day, distribution: list.trim() || null }, { etag });
    invalidate("/report-issues");
    toast(msg("report.ui.presented.done"));
  };
  return (
    <FormDialog title={msg("report.ui.presented")} own={["presented_on", "distribution"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <DateField label={msg("report.ui.presented_on")} optional value={day} onChange={setDay} error={wrong.presented_on} />
          <TextField label={msg("report.ui.distribution")} hint={msg("report.ui.distribution.hint")} optional lines={4} maxLength={2000} value={list} onChange={setList} error={wrong.distribution} />
        </>
      )}
    </FormDialog>
  );
}

export function Presented({ issue, etag }: Props) {
  const [open, setOpen] = useState(false);
  if (!may("report.write") && !issue.presented_on) return null;
  return (
    <Card title={msg("report.ui.presented")}>
      <div className="stack">
        <p className="small">{issue.presented_on ? msg("report.ui.presented.at", { date: date(issue.presented_on) }) : msg("report.ui.presented.not")}</p>
        {may("report.write") && (
          <div>
            <Button icon="edit" onPress={() => setOpen(true)}>
              {msg("report.ui.presented.edit")}
            </Button>
          </div>
        )}
      </div>
      {open && <PresentedDialog issue={issue} etag={etag} onClose={() => setOpen(false)} />}
    </Card>
  );
}
