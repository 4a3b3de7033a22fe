// The organisation's own clarification of an item, so that everybody judges alike.
import { useState } from "react";
import { msg } from "../../../kernel/i18n";
import { Button, IconButton } from "../../../ui/button";
import { SelectField, TextField } from "../../../ui/field";
import { Dialog } from "../../../ui/overlay";
import { EmptyState } from "../../../ui/note";
import { type SheetDocument, type Supplement, type Texts, words } from "../model";

export function Supplements({
  sheet,
  list,
  onSet,
}: {
  sheet: SheetDocument;
  list: Supplement[];
  onSet?: (item: string, text: Texts | null) => Promise<void> | void;
}) {
  const [editing, setEditing] = useState<{ item: string | null } | null>(null);
  const sorted = sheet.items.flatMap((i) => list.filter((s) => s.item === i.key));
  return (
    <>
      {list.length === 0 && !onSet && <EmptyState title={msg("assessment.supplements.none")} />}
      <ul className="gaps supplements">
        {sorted.map((s) => (
          <li key={s.item}>
            <span className="q-key">{s.item}</span>
            <div className="gap-what">
              <p className="muted small">{words(sheet.items.find((i) => i.key === s.item)?.text)}</p>
              <p className="prewrap">{words(s.text)}</p>
            </div>
            {onSet && (
              <div className="row">
                <IconButton icon="edit" size="small" label={msg("assessment.supplement.edit", { item: s.item })} onPress={() => setEditing({ item: s.item })} />
                <IconButton icon="trash" size="small" label={msg("assessment.supplement.remove", { item: s.item })} onPress={() => void onSet(s.item, null)} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {onSet && (
        <p className="card-body">
          <Button size="small" icon="plus" onPress={() => setEditing({ item: null })}>
            {msg("assessment.supplement.add")}
          </Button>
        </p>
      )}
      {editing && onSet && (
        <SupplementDialog
          sheet={sheet}
          item={editing.item}
          list={list}
          onClose={() => setEditing(null)}
          onSave={async (item, text) => {
            await onSet(item, text);
            setEditing(null);
          }}
        />
      )}
    </>
  );
}

function SupplementDialog({
  sheet,
  item: first,
  list,
  onClose,
  onSave,
}: {
  sheet: SheetDocument;
  item: string | null;
  list: Supplement[];
  onClose: () => void;
  onSave: (item: string, text: Texts) => Promise<void>;
}) {
  const old = list.find((s) => s.item === first)?.text;
  const [item, setItem] = useState(first);
  const [ja, setJa] = useState(old?.ja ?? "");
  const [en, setEn] = useState(old?.en ?? "");
  const [tried, setTried] = useState(false);
  const empty = !ja.trim() && !en.trim();
  const save = () => {
    setTried(true);
    if (!item || empty) return;
    const text: Texts = {};
    if (ja.trim()) text.ja = ja.trim();
    if (en.trim()) text.en = en.trim();
    void onSave(item, text);
  };
  const chosen = sheet.items.find((i) => i.key === item);
  return (
    <Dialog
      title={msg("assessment.supplement")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" onPress={save}>
            {msg("ui.save")}
          </Button>
        </>
      }
    >
      {first === null ? (
        <SelectField
          label={msg("assessment.item")}
          required
          options={sheet.items.filter((i) => !list.some((s) => s.item === i.key)).map((i) => ({ id: i.key, label: `${i.key} ${words(i.text)}` }))}
          value={item}
          onChange={setItem}
          error={tried && !item ? msg("assessment.supplement.item.missing") : undefined}
        />
      ) : (
        <p>
          <b>{first}</b> {words(chosen?.text)}
        </p>
      )}
      <TextField
        label={msg("assessment.supplement.ja")}
        hint={msg("assessment.supplement.hint")}
        lines={3}
        maxLength={2000}
        value={ja}
        onChange={setJa}
        error={tried && empty ? msg("assessment.supplement.missing") : undefined}
      />
      <TextField label={msg("assessment.supplement.en")} optional lines={3} maxLength={2000} value={en} onChange={setEn} />
    </Dialog>
  );
}
