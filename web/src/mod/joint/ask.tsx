// Recording that many firms are asked to take part: all, those of a class, or those that were willing at a meeting.
import { useState } from "react";
import type { JointAsked, JointGrid } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";

const MEETINGS = 20;
const ALL = "all";

function AskDialog({ measure, onClose }: { measure: string; onClose: () => void }) {
  const [whom, setWhom] = useState<string>(ALL);
  const meetings = useQuery<{ items: RegisterRecord[] }>("/meetings", { "filter[kind][eq]": "supplier", limit: MEETINGS, sort: "-held_on" });
  const options = [
    { id: ALL, label: msg("joint.ask.all") },
    ...(meetings.data?.items ?? []).map((m) => ({ id: `meeting ${m.id}`, label: msg("joint.ask.meeting", { meeting: String(m.title) }) })),
    ...["a", "b", "c", "d"].map((c) => ({ id: `class ${c}`, label: msg("joint.ask.class", { class: optionLabel("supplier_class", c) }) })),
  ];
  const send = async () => {
    const [key, value] = whom.split(" ");
    let made = 0;
    for (let left = 1; left > 0; ) {
      const { data } = await api.post<JointAsked>("/joint-adoptions/asking", { measure, ...(value ? { [key!]: value } : {}) });
      made += data.made;
      left = data.made === 0 ? 0 : data.left; // what nothing is made of is not asked for again
    }
    toast(msg("joint.ask.done", { n: made }));
    invalidate("/joint-adoptions");
  };
  return (
    <FormDialog title={msg("joint.ask")} save={msg("joint.ask.save")} send={send} onClose={onClose}>
      {() => (
        <>
          <p>{msg("joint.ask.text")}</p>
          <SelectField label={msg("joint.ask.whom")} options={options} value={whom} onChange={(v) => setWhom(v ?? ALL)} />
        </>
      )}
    </FormDialog>
  );
}

export function AskButton({ measure }: { measure: JointGrid["measures"][number] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon="plus" onPress={() => setOpen(true)}>
        {msg("joint.ask")}
      </Button>
      {open && <AskDialog measure={measure.id} onClose={() => setOpen(false)} />}
    </>
  );
}
