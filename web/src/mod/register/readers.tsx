// Who may see a record: everybody the register is for, or readers of its own.
import { useState } from "react";
import type { RecordReaderless, RecordReaderlessList, RecordReaders } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { type RegisterInfo, useDescribe } from "../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { ChecksField, SwitchField, TextField } from "../../ui/field";
import { ErrorNote, Note, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";

interface Props {
  register: RegisterInfo;
  record: RegisterRecord;
}

function Names({ readers }: { readers: RecordReaders }) {
  const names = [...readers.people.map((p) => p.title ?? p.number ?? ""), ...readers.roles.map((role) => msg("ui.readers.role", { role: label(`role.${role}`) }))];
  return (
    <ul className="plain-list">
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

function People({ people, onChange }: { people: RefValue[]; onChange: (people: RefValue[]) => void }) {
  return (
    <div className="stack">
      {people.length > 0 && (
        <ul className="plain-list">
          {people.map((p) => (
            <li key={p.id} className="row spread">
              {p.title}
              <IconButton icon="close" label={msg("ui.readers.remove", { name: p.title ?? "" })} onPress={() => onChange(people.filter((other) => other.id !== p.id))} />
            </li>
          ))}
        </ul>
      )}
      <RefField
        key={people.length}
        optional
        label={msg("ui.readers.add")}
        register="people"
        value={null}
        onChange={(person) => {
          if (person && !people.some((p) => p.id === person.id)) onChange([...people, person]);
        }}
      />
    </div>
  );
}

// The roles that may read the register at all.
function useRoles(register: RegisterInfo): string[] {
  const { permissions } = useDescribe();
  const roles = permissions.find((p) => p.key === register.permissions.read)?.roles ?? [];
  return roles.filter((role) => role !== "admin");
}

function Roles({ register, chosen, onChange }: { register: RegisterInfo; chosen: string[]; onChange: (chosen: string[]) => void }) {
  const options = useRoles(register).map((id) => ({ id, label: label(`role.${id}`) }));
  return <ChecksField optional label={msg("ui.readers.roles")} value={chosen} onChange={onChange} options={options} />;
}

function Editor({ register, record, readers, etag, onClose }: Props & { readers: RecordReaders; etag: string | null; onClose: () => void }) {
  const [shut, setShut] = useState(readers.confidential);
  const [people, setPeople] = useState<RefValue[]>(readers.people);
  const [chosen, setChosen] = useState<string[]>(readers.roles);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const said = error instanceof ApiError ? Object.values(error.fields())[0] : undefined;
  const save = async () => {
    setPending(true);
    setError(null);
    try {
      const body = shut ? { confidential: true, people: people.map((p) => p.id), roles: chosen } : { confidential: false };
      await api.put(`/${register.name}/${record.id}/readers`, body, { etag });
      invalidate(`/${register.name}`);
      toast(msg("ui.readers.saved"));
      onClose();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      title={msg("ui.readers")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={pending} onPress={() => void save()}>
            {msg("ui.save")}
          </Button>
        </>
      }
    >
      <div className="stack">
        {said ? <Note tone="bad" live title={said} /> : <ErrorNote error={error} />}
        <SwitchField label={msg("ui.readers.shut")} value={shut} onChange={setShut} />
        <p className="muted small">{msg("ui.readers.shut.text")}</p>
        {shut && (
          <>
            <People people={people} onChange={setPeople} />
            <Roles register={register} chosen={chosen} onChange={setChosen} />
          </>
        )}
      </div>
    </Dialog>
  );
}

export function Readers(props: Props) {
  const { register, record } = props;
  const { data, etag } = useQuery<RecordReaders>(`/${register.name}/${record.id}/readers`);
  const [open, setOpen] = useState(false);
  if (!data) return null;
  return (
    <Card title={msg("ui.readers")} aside={data.confidential && <Badge tone="warn" icon="lock">{msg("ui.readers.confidential")}</Badge>}>
      <div className="stack">
        {data.confidential ? <Names readers={data} /> : <p className="muted">{msg("ui.readers.all")}</p>}
        {may(register.permissions.update) && (
          <div className="row">
            <Button icon="lock" onPress={() => setOpen(true)}>
              {msg(data.confidential ? "ui.readers.change" : "ui.readers.limit")}
            </Button>
          </div>
        )}
      </div>
      {open && <Editor {...props} readers={data} etag={etag} onClose={() => setOpen(false)} />}
    </Card>
  );
}

// ---- records that no reader can open any more ----

function Appointment({ register, lost, onClose }: { register: RegisterInfo; lost: RecordReaderless; onClose: () => void }) {
  const [people, setPeople] = useState<RefValue[]>([]);
  const [roles, setRoles] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const { reason: ofReason, ...others } = fields;
  const said = Object.values(others)[0];
  const save = async () => {
    setPending(true);
    setError(null);
    try {
      await api.post(`/${register.name}/${lost.id}/readers/appointment`, { people: people.map((p) => p.id), roles, reason });
      invalidate(`/${register.name}`);
      toast(msg("ui.readers.saved"));
      onClose();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      title={msg("ui.readers.appoint.of", { number: lost.number ?? "" })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={pending} onPress={() => void save()}>
            {msg("ui.save")}
          </Button>
        </>
      }
    >
      <div className="stack">
        {said && <Note tone="bad" live title={said} />}
        {!said && !ofReason && <ErrorNote error={error} />}
        <p className="muted small">{msg("ui.readers.appoint.text")}</p>
        <People people={people} onChange={setPeople} />
        <Roles register={register} chosen={roles} onChange={setRoles} />
        <TextField label={msg("ui.readers.reason")} value={reason} onChange={setReason} error={ofReason} lines={2} maxLength={1000} />
      </div>
    </Dialog>
  );
}

export function Readerless({ register }: { register: RegisterInfo }) {
  const { data } = useQuery<RecordReaderlessList>(register.readers && may("reader.appoint") ? `/${register.name}/readerless` : null);
  const [open, setOpen] = useState<RecordReaderless | null>(null);
  if (!data || data.items.length === 0) return null;
  return (
    <Note tone="warn" title={msg("ui.readers.lost", { n: data.items.length })}>
      <div className="row wrap">
        {data.items.map((lost) => (
          <Button key={lost.id} icon="lock" onPress={() => setOpen(lost)}>
            {msg("ui.readers.appoint", { number: lost.number ?? "" })}
          </Button>
        ))}
      </div>
      {open && <Appointment register={register} lost={open} onClose={() => setOpen(null)} />}
    </Note>
  );
}
