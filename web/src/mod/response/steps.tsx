// What was written a line each, as a list.
export function Lines({ text, ordered }: { text: string | null | undefined; ordered?: boolean }) {
  const lines = (text ?? "").split(/[\r\n]+/).filter((line) => line.trim());
  if (lines.length === 0) return null;
  const items = lines.map((line) => <li key={line}>{line}</li>);
  return ordered ? <ol className="threat-steps">{items}</ol> : <ul className="analysis-lines">{items}</ul>;
}
