// The text of a page, a line each, as it was written.
export function ManualText({ text }: { text: string }) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  return (
    <div className="manual-text">
      {lines.map((line, i) => (
        <p key={`${i} ${line}`}>{line}</p>
      ))}
    </div>
  );
}
