// A text with what was looked for marked in it, as the server took it apart.
export function Marked({ parts }: { parts: { text: string; hit: boolean }[] }) {
  return parts.map((p, i) => (p.hit ? <mark key={i}>{p.text}</mark> : p.text));
}
