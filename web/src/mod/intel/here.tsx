// From another firm's case to ours in one step: a loss scenario that begins with what happened there.
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { Card } from "../../ui/page";
import type { RecordCardProps } from "../register/record";

const TOLD = ["damage", "cause", "response_note"] as const;

function scenarioPath(record: RecordCardProps["record"]): string {
  const told = TOLD.map((key) => record[key]).filter((text): text is string => typeof text === "string" && text !== "");
  const description = [msg("intel.ui.here.from", { number: record.number ?? "" }), ...told].join("\n").slice(0, 2000);
  return `/loss-scenarios/new?${new URLSearchParams({ title: String(record.title), description })}`;
}

export default function Here({ record }: RecordCardProps) {
  if (!mayRead("loss-scenarios") || !may("loss.write")) return null;
  return (
    <Card title={msg("intel.ui.here")}>
      <div className="stack">
        <p>{msg("intel.ui.here.text")}</p>
        <div>
          <LinkButton icon="plus" to={scenarioPath(record)}>
            {msg("intel.ui.here.make")}
          </LinkButton>
        </div>
      </div>
    </Card>
  );
}
