// Exercises that ask something of the reader.
import type { OwnExerciseShort, OwnExercises } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";

export function asked(x: OwnExerciseShort): string | null {
  if (x.role === "sits_out") return null;
  if (x.state === "held") return x.reflected ? null : msg("exercise.ui.home.reflect");
  if (x.state !== "planned") return null;
  if (!x.answered) return msg("exercise.ui.home.answer");
  return x.report_due !== null && !x.reported ? msg("exercise.ui.home.report") : msg("exercise.ui.home.running");
}

export const useAskedExercises = (): OwnExerciseShort[] => (useQuery<OwnExercises>("/own-exercises").data?.items ?? []).filter((x) => asked(x) !== null);
