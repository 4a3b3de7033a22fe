// The form of a unit. Every unit but the organisation itself stands below another; a new one below the
// organisation unless one says otherwise.
import { useParams } from "../../app/router";
import { type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { useQuery } from "../../kernel/query";
import { ErrorNote, Loading } from "../../ui/note";
import { EditRecord, NewRecord, useBegun } from "../register/edit";
import { useTopUnit } from "./top_unit";

const PARENT = "parent";

function withParent(register: RegisterInfo): RegisterInfo {
  return { ...register, fields: register.fields.map((f) => (f.key === PARENT ? { ...f, required: true } : f)) };
}

function NewUnit({ register }: { register: RegisterInfo }) {
  const { top, error } = useTopUnit();
  if (error) return <ErrorNote error={error} />;
  return top ? <NewRecord register={withParent(register)} preset={{ [PARENT]: top }} /> : <Loading />;
}

function EditUnit({ register, id }: { register: RegisterInfo; id: string }) {
  const query = useQuery<RegisterRecord>(`/units/${id}`);
  const begun = useBegun(query);
  if (begun) return <EditRecord register={begun.record[PARENT] ? withParent(register) : register} {...begun} />;
  return query.error ? <ErrorNote error={query.error} onRetry={() => void query.reload()} /> : <Loading />;
}

export default function UnitFormPage() {
  const { id } = useParams();
  const register = useRegister("units");
  if (!register) return <Loading />;
  return id ? <EditUnit register={register} id={id} /> : <NewUnit register={register} />;
}
