// The name of a method that a record keeps by its key, of an own one "key/version".
import { msg, pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { Method } from "./method_rules";

export function useMethodOf(ref: string | null) {
  const [key, version] = (ref ?? "").split("/");
  return useQuery<Method>(ref && `/risk-methods/${key}`, { version: version ?? null });
}

export default function MethodName({ value }: { value: string }) {
  const method = useMethodOf(value).data;
  if (!method) return null;
  const name = pick(method.document.name);
  return method.own ? msg("risk.method.version", { name, version: method.version }) : name;
}
