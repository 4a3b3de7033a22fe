// How well a layer is held, in words and signs, with what stands in it.
import { Link } from "../../../app/router";
import { optionLabel, recordPath } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { Icon, type IconName } from "../../../ui/icon";
import { Badge, StateBadge, type Tone } from "../../../ui/state";
import type { DefenceLayer, LayerProtection, Protection } from "./model";

const SHOWN = 3; // of a layer; the others are counted

const STATUS: Record<DefenceLayer["status"], { tone: Tone; icon: IconName }> = {
  in_place: { tone: "ok", icon: "check" },
  planned: { tone: "info", icon: "clock" },
  missing: { tone: "bad", icon: "close_circle" },
  none: { tone: "bad", icon: "alert" },
};

export function StatusBadge({ status }: { status: DefenceLayer["status"] }) {
  const { tone, icon } = STATUS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {optionLabel("layer_status", status)}
    </Badge>
  );
}

// The measure that gives a protection, and how far it is.
export function MeasureOf({ measure, state }: Pick<LayerProtection, "measure"> & { state?: LayerProtection["measure_state"] }) {
  if (!measure) return null;
  return (
    <span className="defence-measure">
      <Link to={recordPath("measures", measure)}>{measure.number}</Link>
      {state && <StateBadge set="measure_state" value={state} />}
    </span>
  );
}

function HeldLine({ one }: { one: LayerProtection }) {
  const { tone, icon } = STATUS[one.status];
  return (
    <li className={`defence-held tone-${tone}`}>
      <Icon name={icon} size={14} label={optionLabel("protection_status", one.status)} className="tone-text" />
      <span>
        <Link to={recordPath("protections", one)}>{one.name}</Link>
        {one.place !== "system" && <span className="small muted nowrap"> {optionLabel("protection_place", one.place)}</span>}
        <MeasureOf measure={one.measure} state={one.measure_state} />
      </span>
    </li>
  );
}

// Those of the system itself first; what all of the company has is said last.
export function HeldList({ layer }: { layer: DefenceLayer }) {
  if (layer.protections.length === 0) return null;
  const rest = layer.protections.length - SHOWN;
  return (
    <ul className="plain-list defence-list">
      {layer.protections.slice(0, SHOWN).map((one) => (
        <HeldLine key={one.id} one={one} />
      ))}
      {rest > 0 && <li className="small muted">{msg("defence.held.more", { n: rest })}</li>}
    </ul>
  );
}

// The letter of table 2-5.2.
export function ConcernLetter({ concern }: { concern: Protection["concern"] }) {
  const text = optionLabel("defence_concern", concern);
  return (
    <span className="defence-letter" title={text}>
      {text.slice(0, 1)}
    </span>
  );
}
