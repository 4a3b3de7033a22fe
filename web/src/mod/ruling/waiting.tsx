// On the first page: decisions that wait for the reader, with how long.
import { Link } from "../../app/router";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { Card } from "../../ui/page";
import { Count } from "../../ui/state";
import { isLate, took } from "./model";
import { useOwnRulings } from "./own_query";

export default function WaitingRulings() {
  const items = useOwnRulings();
  if (items.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          {msg("ruling.ui.home")} <Count n={items.length} tone="bad" />
        </>
      }
    >
      <ul className="tasks">
        {items.map((i) => (
          <li key={i.ruling.id}>
            <Link to="/asked-decisions" className="task">
              <span className="task-title">
                {i.number} {optionLabel("ruling_todo", i.todo)}
              </span>
              <span className="task-kind">
                {i.drill && `${msg("incident.ui.drill")} `}
                {isLate(i.ruling) ? msg("ruling.ui.late") : took(i.ruling)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
