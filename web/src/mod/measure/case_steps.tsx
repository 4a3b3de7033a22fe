// On a business case's page: which of the eight steps it has come to, and the way to its one page.
import { optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { LinkButton } from "../../ui/button";
import { Card } from "../../ui/page";
import { Icon } from "../../ui/icon";
import type { RecordCardProps } from "../register/record";

export default function CaseSteps({ register, record }: RecordCardProps) {
  const steps = register.fields.find((f) => f.key === register.state_field)?.option_keys ?? [];
  const at = steps.indexOf(String(record.state));
  return (
    <Card
      title={msg("measure.steps")}
      aside={
        <LinkButton size="small" icon="report" to={`${recordPath("business-cases", record)}/page`}>
          {msg("measure.page.open")}
        </LinkButton>
      }
    >
      <ol className="case-steps">
        {steps.map((s, i) => (
          <li key={s} className={i < at ? "done" : undefined} aria-current={i === at ? "step" : undefined}>
            {i < at && <Icon name="check" size={14} />}
            {optionLabel("business_case_state", s)}
          </li>
        ))}
      </ol>
    </Card>
  );
}
