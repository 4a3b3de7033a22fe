// On the page of a person whose email address another one has too: it has to be settled by a person.
import { msg } from "../../kernel/i18n";
import { Note } from "../../ui/note";
import type { RecordCardProps } from "../register/record";

export default function AddressCard({ record }: RecordCardProps) {
  if (record["email_twice"] !== true) return null;
  return (
    <Note tone="warn" title={msg("person.email_twice")}>
      {msg("person.email_twice.text")}
    </Note>
  );
}
