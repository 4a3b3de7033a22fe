// Hints for the reviewer that answers may be a matter of form.
import { label, msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Note } from "../../../ui/note";

export function Hints({ response }: { response: string }) {
  const { data } = useQuery<{ items: { hint: string; n: number; of: number }[] }>(may("response.hint") ? `/responses/${response}/hints` : null);
  if (!data || data.items.length === 0) return null;
  return (
    <Note title={msg("assessment.hints")}>
      <ul className="missing">
        {data.items.map((h) => (
          <li key={h.hint}>{label(`enum.hollow_hint.${h.hint}`, h.hint, { n: h.n, of: h.of })}</li>
        ))}
      </ul>
      <p className="small muted">{msg("assessment.hints.text")}</p>
    </Note>
  );
}
