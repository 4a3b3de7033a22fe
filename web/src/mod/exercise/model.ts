// What pages of exercises share.
import { useEffect } from "react";
import type { ExerciseLine, ExerciseTime } from "../../gen/api";
import type { Query } from "../../kernel/query";

const ASKED_MS = 5000;
const MINUTE = 60_000;

// Injects come by the clock of the server, which no change of a record tells of: asked again while it runs.
export function useClock<T>(query: Query<T>, time: ExerciseTime | undefined): void {
  const { reload } = query;
  const running = time?.clock === "running";
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => {
      if (!document.hidden) void reload();
    }, ASKED_MS);
    return () => window.clearInterval(timer);
  }, [running, reload]);
}

// "1:05": hours and minutes of the exercise.
export function elapsed(time: ExerciseTime): string {
  const minutes = Math.floor(time.elapsed_ms / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

export const linesOf = (lines: ExerciseLine[], kind: ExerciseLine["kind"]): ExerciseLine[] => lines.filter((l) => l.kind === kind);

export const RESULTS: Partial<Record<ExerciseLine["kind"], string[]>> = {
  wish: ["taken", "left"],
  goal: ["met", "partly", "missed"],
  step: ["stopped", "detected", "passed"],
};

// What a measure is made of, as the server says.
export function isGap(line: ExerciseLine): boolean {
  if (line.kind === "point") return true;
  if (line.result === null) return false;
  return (line.kind === "step" && line.result !== "stopped") || (line.kind === "goal" && line.result !== "met");
}

export const ROLES = ["command", "detect", "technical", "communication", "record", "business", "attacker", "defender", "facilitator", "observer", "sits_out"];
