// When those who have not answered are reminded; nothing said: never.
import { msg } from "../../../kernel/i18n";
import { NumberField } from "../../../ui/number_field";

export interface Reminders {
  remind_before: number | null;
  remind_every: number | null;
}

export const USUAL: Reminders = { remind_before: 7, remind_every: 3 };

export function ReminderFields({ value, onChange, errors }: { value: Reminders; onChange: (value: Reminders) => void; errors: Record<string, string> }) {
  return (
    <>
      <NumberField
        label={msg("assessment.remind.before")}
        hint={msg("assessment.remind.before.hint")}
        optional
        min={1}
        max={90}
        unit={msg("assessment.remind.before.unit")}
        value={value.remind_before}
        onChange={(remind_before) => onChange({ ...value, remind_before })}
        error={errors.remind_before}
      />
      <NumberField
        label={msg("assessment.remind.every")}
        hint={msg("assessment.remind.every.hint")}
        optional
        min={1}
        max={30}
        unit={msg("assessment.remind.every.unit")}
        value={value.remind_every}
        onChange={(remind_every) => onChange({ ...value, remind_every })}
        error={errors.remind_every}
      />
    </>
  );
}
