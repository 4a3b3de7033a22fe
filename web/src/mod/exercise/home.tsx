// On the first page of who takes part in an exercise: what is asked of him, and the day.
import { Link } from "../../app/router";
import type { OwnExerciseShort, OwnExercises } from "../../gen/api";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Card } from "../../ui/page";

const SHOWN = 5;

function asked(x: OwnExerciseShort): string | null {
  if (x.role === "sits_out") return null;
  if (x.state === "held") return x.reflected ? null : msg("exercise.ui.home.reflect");
  if (x.state !== "planned") return null;
  if (!x.answered) return msg("exercise.ui.home.answer");
  return x.report_due !== null && !x.reported ? msg("exercise.ui.home.report") : msg("exercise.ui.home.running");
}

export default function OwnExercisesCard() {
  const { data } = useQuery<OwnExercises>("/own-exercises");
  const items = (data?.items ?? []).filter((x) => asked(x) !== null).slice(0, SHOWN);
  if (items.length === 0) return null;
  return (
    <Card flush title={msg("exercise.ui.own")} aside={<Link to="/own-exercises">{msg("exercise.ui.own.all")}</Link>}>
      <ul className="tasks">
        {items.map((x) => (
          <li key={x.id}>
            <Link to={`/own-exercises/${x.id}`} className="task">
              <span className="task-title">{x.title}</span>
              <span className="task-kind">{`${date(x.planned_on, "short")} ${asked(x) ?? ""}`}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
