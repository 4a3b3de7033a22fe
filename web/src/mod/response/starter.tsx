// A register that is empty: the usual records may be taken by one press.
import { useState } from "react";
import type { ResponseStarterMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { EmptyState, toast, toastError } from "../../ui/note";

interface StarterProps {
  register: string;
  perm: string;
  title: string;
  text: string;
  label: string;
}

export function Starter({ register, perm, title, text, label }: StarterProps) {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<ResponseStarterMade>(`/${register}/starter`);
      toast(msg("response.starter.done", { n: data.made }));
      invalidate(`/${register}`, "/threat-cards");
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <EmptyState
      icon="alert"
      title={title}
      text={text}
      action={
        may(perm) && (
          <Button look="filled" icon="plus" pending={busy} onPress={() => void take()}>
            {label}
          </Button>
        )
      }
    />
  );
}
