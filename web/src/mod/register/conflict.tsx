// Two people changed the same record: what the other did is taken over where only they changed it;
// where both did, both versions stand side by side and one is chosen.
import type { History } from "../../gen/api";
import { api } from "../../kernel/api";
import { type FieldInfo, fieldLabel, type RegisterInfo } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { Segments } from "../../ui/field";
import { Note } from "../../ui/note";
import { formFields, same, type Values, valuesOf } from "./form_values";
import { fieldValue } from "./value";

export interface ConflictInfo {
  theirs: RegisterRecord;
  mine: Values;
  etag: string | null;
  merged: Values;
  both: FieldInfo[]; // changed here and there
  taken: FieldInfo[]; // changed only there
  who: string;
  at: string;
}

export async function readConflict(
  register: RegisterInfo,
  record: RegisterRecord,
  base: Values,
  mine: Values,
): Promise<ConflictInfo> {
  const path = `/${register.name}/${record.id}`;
  const { data: theirs, etag } = await api.get<RegisterRecord>(path);
  const { data: history } = await api.get<History>(`${path}/history`, { query: { limit: 1 } });
  const now = valuesOf(register, theirs);
  const there = formFields(register).filter((f) => !same(f, now[f.key], base[f.key]));
  const here = (f: FieldInfo) => !same(f, mine[f.key], base[f.key]);
  const both = there.filter((f) => here(f) && !same(f, now[f.key], mine[f.key]));
  const taken = there.filter((f) => !here(f));
  const merged = { ...mine, ...Object.fromEntries(taken.map((f) => [f.key, now[f.key]])) };
  return { theirs, mine, etag, merged, both, taken, who: history.items[0]?.account?.name ?? "", at: theirs.updated_at ?? "" };
}

export function Conflict({
  register,
  info,
  values,
  onChoose,
}: {
  register: RegisterInfo;
  info: ConflictInfo;
  values: Values;
  onChoose: (values: Values) => void;
}) {
  const theirs = valuesOf(register, info.theirs);
  const choose = (field: FieldInfo, whose: string) =>
    onChoose({ ...values, [field.key]: whose === "mine" ? info.mine[field.key] : theirs[field.key] });
  return (
    <Note tone="warn" live title={msg("ui.conflict", { name: info.who, at: dateTime(info.at, "short") })}>
      <p>{info.both.length ? msg("ui.conflict.choose") : msg("ui.conflict.merged")}</p>
      {info.taken.length > 0 && (
        <p className="muted">
          {msg("ui.conflict.taken", {
            fields: info.taken.map((f) => fieldLabel(register, f.key)).join(msg("ui.list.comma")),
          })}
        </p>
      )}
      {info.both.length > 0 && (
        <div className="table-frame">
          <table className="table dense">
            <thead>
              <tr>
                <th scope="col">{msg("ui.field")}</th>
                <th scope="col">{msg("ui.conflict.theirs")}</th>
                <th scope="col">{msg("ui.conflict.mine")}</th>
                <th scope="col">{msg("ui.conflict.take")}</th>
              </tr>
            </thead>
            <tbody>
              {info.both.map((f) => (
                <tr key={f.key}>
                  <th scope="row">{fieldLabel(register, f.key)}</th>
                  <td>{fieldValue(register, f, info.theirs, "page")}</td>
                  <td>{fieldValue(register, f, { ...info.theirs, ...info.mine }, "page")}</td>
                  <td>
                    <Segments
                      label={fieldLabel(register, f.key)}
                      value={same(f, values[f.key], theirs[f.key]) ? "theirs" : "mine"}
                      onChange={(whose) => choose(f, whose)}
                      options={[
                        { id: "theirs", label: msg("ui.conflict.theirs") },
                        { id: "mine", label: msg("ui.conflict.mine") },
                      ]}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Note>
  );
}
