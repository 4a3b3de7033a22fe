// What is lacking becomes a measure with one press; where it went is said, and can be opened.
import { useState } from "react";
import { navigate } from "../../../app/router";
import { recordPath } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { may, useSession } from "../../../kernel/session";
import { Button, type ButtonLook } from "../../../ui/button";
import { toast, toastError } from "../../../ui/note";
import { makeMeasure, type Wish } from "./model";

export const mayPlan = (): boolean => may("protection.write") && may("measure.write");

// `of`: what it is for, so that no two buttons of a page have one name.
export function PlanButton({ wish, of, look }: { wish: () => Wish; of: string; look?: ButtonLook }) {
  const me = useSession();
  const [busy, setBusy] = useState(false);
  if (!mayPlan()) return null;
  const press = async () => {
    setBusy(true);
    try {
      const measure = await makeMeasure(wish(), me.person ?? null);
      toast(msg("defence.plan.done", { number: measure.number ?? "" }), "ok", { label: msg("defence.plan.open"), run: () => void navigate(recordPath("measures", measure)) });
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon="plus" look={look} pending={busy} aria-label={msg("defence.plan.of", { of })} onPress={() => void press()}>
      {msg("defence.plan")}
    </Button>
  );
}
