// The value of a risk with its band's colour; the band's name is read with it.
import { msg, pick } from "../../kernel/i18n";
import { bandOf, bandTone, type Method } from "./method_rules";

export function Worth({ method, value, withName }: { method: Method; value: number | null | undefined; withName?: boolean }) {
  const band = bandOf(method, value);
  if (!value || !band) return <span className="muted">{msg("risk.unrated")}</span>;
  return (
    <span className={`risk-worth level-${bandTone(band)}`}>
      {value}
      <span className={withName ? "risk-band" : "visually-hidden"}>{pick(band.name)}</span>
    </span>
  );
}
