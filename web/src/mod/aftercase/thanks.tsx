// Thanks to those who reported what became a case.
import { useState } from "react";
import type { IncidentThanks, IncidentThanksMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";
import { Card } from "../../ui/page";

const TEXT = 1000;

function Give({ path, onClose }: { path: string; onClose: () => void }) {
  const [text, setText] = useState(msg("aftercase.ui.thanks.usual"));
  const send = async () => {
    const { data } = await api.post<IncidentThanksMade>(path, { text });
    toast(msg("aftercase.ui.thanks.told", { n: data.told }));
    invalidate(path, path.replace(/thanks$/, "history"));
  };
  return (
    <FormDialog title={msg("aftercase.ui.thanks")} save={msg("aftercase.ui.thanks.give")} own={["text"]} disabled={text.trim() === ""} send={send} onClose={onClose}>
      {(wrong) => <TextField label={msg("aftercase.ui.thanks.text")} hint={msg("aftercase.ui.thanks.text.hint")} required lines={3} maxLength={TEXT} value={text} onChange={setText} error={wrong.text} />}
    </FormDialog>
  );
}

export function Thanks({ record }: { record: RegisterRecord }) {
  const path = `/incidents/${record.id}/thanks`;
  const { data } = useQuery<IncidentThanks>(may("incident.write") ? path : null);
  const [open, setOpen] = useState(false);
  if (!data || data.waiting + data.thanked === 0) return null;
  return (
    <Card title={msg("aftercase.ui.thanks")}>
      <div className="stack">
        {data.thanked > 0 && <p>{msg("aftercase.ui.thanks.done", { n: data.thanked })}</p>}
        {data.waiting > 0 && <p>{msg("aftercase.ui.thanks.waiting", { n: data.waiting })}</p>}
        {data.waiting > 0 && (
          <p className="no-print">
            <Button size="small" onPress={() => setOpen(true)}>
              {msg("aftercase.ui.thanks.give")}
            </Button>
          </p>
        )}
      </div>
      {open && <Give path={path} onClose={() => setOpen(false)} />}
    </Card>
  );
}
