// What people wrote as lessons: one a line, or one a sentence. Pure.
export const LESSON_MOST = 200; // characters of a measure's title

const MARK = /^(?:[-*\u30fb\u25cf\u25cb\u25a0\u25a1]|[0-9\uff10-\uff19]+[.)\uff0e\uff09])\s*/u; // of lists
const STOP = /\u3002|(?<=[a-z0-9)])\.(?=\s|$)/u; // behind a sentence

// Marks of lists, stops, empty lines and repetitions go.
export function lessonLines(text: string): string[] {
  const lines = text.split(/\r?\n/).flatMap((line) => line.trim().replace(MARK, "").split(STOP));
  const told = lines.map((l) => [...l.trim()].slice(0, LESSON_MOST).join("")).filter((l) => l !== "");
  return [...new Set(told)];
}
