// Drafts of answers about us, made of the accepted answers of a self-check.
import { useState } from "react";
import type { StatementsMade } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { Note, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { useSheetChoices } from "../assessment/key_name";
import { words } from "../assessment/model";

export default function FromSheetPage() {
  const sheets = useSheetChoices();
  const [key, setKey] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [made, setMade] = useState<StatementsMade | null>(null);
  const make = async () => {
    setBusy(true);
    setMade(null);
    setWrong(undefined);
    try {
      const { data } = await api.post<StatementsMade>("/statements/from-sheet", { sheet_key: key });
      setMade(data);
      invalidate("/statements");
    } catch (e) {
      const text = e instanceof ApiError ? e.fields().sheet_key : undefined;
      setWrong(text);
      if (!text) toastError(e);
    }
    setBusy(false);
  };
  return (
    <Page narrow>
      <PageHead title={msg("statement.from")} crumbs={[{ label: msg("reg.statements"), to: "/statements" }]} />
      <Card>
        <div className="stack">
          <p className="muted">{msg("statement.from.text")}</p>
          <SelectField label={msg("reg.statement.sheet_key")} options={sheets.map((s) => ({ id: s.key, label: words(s.newest.name) }))} value={key} onChange={setKey} error={wrong} />
          <p>
            <Button look="filled" pending={busy} isDisabled={!key} onPress={() => void make()}>
              {msg("statement.from.make")}
            </Button>
          </p>
          {made && <Note tone="ok">{msg("statement.from.done", { ...made })}</Note>}
        </div>
      </Card>
    </Page>
  );
}
