// On the first page of who takes part in an exercise: what is asked of him, and the day.
import { Link } from "../../app/router";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { Card } from "../../ui/page";
import { asked, useAskedExercises } from "./own_query";

const SHOWN = 5;

export default function OwnExercisesCard() {
  const items = useAskedExercises().slice(0, SHOWN);
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
