// On a task's page: the record it is on.
import { Link } from "../../app/router";
import { registerLabel, registerOf } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { Card } from "../../ui/page";
import type { RecordCardProps } from "../register/record";

export default function About({ record }: RecordCardProps) {
  const { register, record: id, about } = record as { register?: string | null; record?: string | null; about?: string | null };
  const info = register ? registerOf(register) : undefined;
  return (
    <Card title={msg("task.about")}>
      {register && id ? (
        <p>
          <Link to={`/${register}/${id}`}>{about ?? id}</Link> {info && <span className="muted small">{registerLabel(info)}</span>}
        </p>
      ) : (
        <p className="muted">{msg("task.about.none")}</p>
      )}
    </Card>
  );
}
