// Whether mail is sent at all, where an account's goes, and whether a mail server has refused the address.
import type { AccountMail, PasswordResetState } from "../../gen/api";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { Note, toastError } from "../../ui/note";

// Whether this server sends mail; undefined: not known yet.
export function useMailSent(): boolean | undefined {
  return useQuery<PasswordResetState>("/session/password-reset").data?.offered;
}

export function MailFact({ account }: { account: string }) {
  const { data, reload } = useQuery<AccountMail>(`/accounts/${account}/mail`);
  const again = async () => {
    await api.remove(`/accounts/${account}/mail/bounce`).catch(toastError);
    await reload();
  };
  return (
    <>
      {data?.address ?? msg("ui.none")}
      {data?.bounce && (
        <Note
          tone="warn"
          title={msg("ui.account.bounce", { at: dateTime(data.bounce.at, "short") })}
          actions={<Button size="small" onPress={() => void again()}>{msg("ui.account.bounce.again")}</Button>}
        >
          <p>{label(`enum.mail_reason.${data.bounce.reason}`)}</p>
          <p className="small">{data.bounce.fault}</p>
        </Note>
      )}
      {data && data.late > 0 && <div className="muted small">{msg("ui.account.late", { n: data.late })}</div>}
    </>
  );
}
