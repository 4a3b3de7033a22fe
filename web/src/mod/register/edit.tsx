// The pages that hold the form: a new record, and one being edited.
import { useMemo, useState } from "react";
import { useParams, useSearch } from "../../app/router";
import { recordLabel, recordPath, recordTitle, registerLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { msg } from "../../kernel/i18n";
import { type Query, useQuery } from "../../kernel/query";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { useRecordTitle } from "../assessment/key_name";
import { RecordForm } from "./form";
import { newValues, type Values, valuesOf } from "./form_values";

// `preset`: what stands there where the address says nothing else.
export function NewRecord({ register, preset }: { register: RegisterInfo; preset?: Values }) {
  const [search] = useSearch();
  const [initial] = useState(() => newValues(register, search, preset));
  const link = search.get("link") ?? undefined;
  return (
    <Page narrow>
      <PageHead
        crumbs={[{ label: registerLabel(register), to: `/${register.name}` }]}
        title={msg("ui.new", { name: recordLabel(register) })}
      />
      <Card>
        <div className="stack">
          {link && <LinkNote link={link} />}
          <RecordForm register={register} initial={initial} link={link} />
        </div>
      </Card>
    </Page>
  );
}

// What the new record is made for.
export function LinkNote({ link }: { link: string }) {
  const register = useRegister(link.split("/")[0]);
  const { data } = useQuery<RegisterRecord>(register ? `/${link}` : null);
  if (!register || !data) return null;
  return <p className="muted">{msg("ui.new.linked", { name: recordLabel(register), title: recordTitle(register, data) })}</p>;
}

export function EditRecord({ register, record, etag }: { register: RegisterInfo; record: RegisterRecord; etag: string | null }) {
  const initial = useMemo(() => valuesOf(register, record), [register, record]);
  const title = useRecordTitle(register, record);
  return (
    <Page narrow>
      <PageHead
        crumbs={[
          { label: registerLabel(register), to: `/${register.name}` },
          { label: title, to: recordPath(register.name, record) },
        ]}
        title={msg("ui.edit.title", { name: recordLabel(register) })}
        number={record.number}
      />
      <Card>
        <RecordForm register={register} initial={initial} record={record} etag={etag} />
      </Card>
    </Page>
  );
}

// What the form began with stays, even when the change feed brings a newer record meanwhile.
export function useBegun({ data, etag, refreshing }: Query<RegisterRecord>): Begun | null {
  const [begun, setBegun] = useState<Begun | null>(null);
  if (!begun && data && !refreshing) setBegun({ record: data, etag });
  return begun;
}

interface Begun {
  record: RegisterRecord;
  etag: string | null;
}

export default function EditPage() {
  const { register: name, id } = useParams();
  const register = useRegister(name);
  const query = useQuery<RegisterRecord>(register && id ? `/${register.name}/${id}` : null);
  const begun = useBegun(query);
  if (!register)
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (!id) return <NewRecord key={register.name} register={register} />;
  if (begun) return <EditRecord register={register} {...begun} />;
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  return <Loading />;
}
