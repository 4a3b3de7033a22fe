// What a new assessment is called until somebody says otherwise. Pure, so that a test can ask.

// The first name that no other assessment bears: the plain one, else with the number of its turn.
export function freeName(taken: string[], plain: string, numbered: (no: number) => string): string {
  const names = new Set(taken.map((name) => name.trim()));
  let name = plain;
  for (let no = 2; names.has(name); no++) name = numbered(no);
  return name;
}
