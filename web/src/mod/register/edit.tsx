// The pages that hold the form: a new record, and one being edited.
import { useMemo, useState } from "react";
import { useParams, useSearch } from "../../app/router";
import {
  recordLabel,
  recordPath,
  registerLabel,
  type RegisterInfo,
  type RegisterRecord,
  useRegister,
} from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { useRecordTitle } from "../assessment/key_name";
import { RecordForm } from "./form";
import { newValues, valuesOf } from "./form_values";

function NewRecord({ register }: { register: RegisterInfo }) {
  const [search] = useSearch();
  const [initial] = useState(() => newValues(register, search));
  return (
    <Page narrow>
      <PageHead
        crumbs={[{ label: registerLabel(register), to: `/${register.name}` }]}
        title={msg("ui.new", { name: recordLabel(register) })}
      />
      <Card>
        <RecordForm register={register} initial={initial} />
      </Card>
    </Page>
  );
}

function EditRecord({ register, record, etag }: { register: RegisterInfo; record: RegisterRecord; etag: string | null }) {
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

export default function EditPage() {
  const { register: name, id } = useParams();
  const register = useRegister(name);
  const query = useQuery<RegisterRecord>(register && id ? `/${register.name}/${id}` : null);
  // What the form began with stays, even when the change feed brings a newer record meanwhile.
  const [began, setBegan] = useState<{ record: RegisterRecord; etag: string | null } | null>(null);
  if (!began && query.data && !query.refreshing) setBegan({ record: query.data, etag: query.etag });
  if (!register)
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (!id) return <NewRecord key={register.name} register={register} />;
  if (began) return <EditRecord register={register} {...began} />;
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  return <Loading />;
}
