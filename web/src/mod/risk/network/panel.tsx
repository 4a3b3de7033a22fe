// What is known of the segment that is chosen in the sketch.
import { Link } from "../../../app/router";
import { optionLabel, recordPath } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { IconButton } from "../../../ui/button";
import { Card, Fact, Facts } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { ConcernLetter, StatusBadge } from "../defence/held";
import { bareLayers } from "../defence/model";
import { lookName } from "./line";
import { hasFindings, type Line, type Place } from "./model";

function Problems({ place }: { place: Place }) {
  if (!hasFindings(place)) return null;
  return (
    <section>
      <h3>{msg("sketch.found")}</h3>
      <ul className="plain-list sketch-list">
        {place.bare.map((s) => (
          <li key={s.id}>
            <Badge tone="bad" icon="alert">
              {bareLayers(s).map((l) => optionLabel("measure_layer", l.layer)).join(msg("ui.list.dot"))}
            </Badge>
            <span>{msg("sketch.bare.of", { system: s.name })}</span>
          </li>
        ))}
        {place.problems.map((p) => (
          <li key={p.id}>
            <ConcernLetter concern={p.concern} />
            <Link to={recordPath("protections", p)}>{p.problem ?? p.name}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Systems({ place }: { place: Place }) {
  if (place.systems.length === 0) return null;
  return (
    <section>
      <h3>{msg("sketch.systems.n", { n: place.systems.length })}</h3>
      <ul className="plain-list sketch-list">
        {place.systems.map((s) => (
          <li key={s.id}>
            <span>
              <Link to={recordPath("systems", s)}>{s.name}</Link>
              <span className="small muted block">
                {[optionLabel("system_kind", s.kind), s.boundary_owner && msg("sketch.boundary_owner", { name: s.boundary_owner.title ?? "" })].filter(Boolean).join(" · ")}
              </span>
            </span>
            {s.importance === "high" && (
              <Badge tone="warn" icon="flag">
                {msg("defence.vital")}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Protections({ place }: { place: Place }) {
  return (
    <section>
      <h3>{msg("sketch.protections")}</h3>
      {place.protections.length === 0 && <p className="small muted">{msg("sketch.protections.none")}</p>}
      <ul className="plain-list sketch-list">
        {place.protections.map((p) => (
          <li key={p.id}>
            <span>
              <Link to={recordPath("protections", p)}>{p.name}</Link>
              <span className="small muted block">{[optionLabel("measure_layer", p.layer), p.system?.title].filter(Boolean).join(" · ")}</span>
            </span>
            <StatusBadge status={p.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ConnectionItem({ line, here }: { line: Line; here: string }) {
  const { connection, look } = line;
  const outwards = line.from === here;
  const other = outwards ? connection.to : connection.from;
  const way = connection.two_way ? "both" : outwards ? "to" : "from";
  const meta = [connection.guard ?? optionLabel("connection_kind", connection.kind), connection.rule_setter && msg("sketch.rule_setter", { name: connection.rule_setter.title ?? "" })];
  return (
    <li>
      <span>
        <Link to={recordPath("network-connections", connection)}>{msg(`sketch.connection.${way}`, { name: other.title ?? "" })}</Link>
        <span className="small muted block">{meta.filter(Boolean).join(" · ")}</span>
      </span>
      <Badge tone={look === "open" ? "bad" : look === "unsaid" ? "warn" : "neutral"} icon={null}>
        {lookName(look)}
      </Badge>
    </li>
  );
}

export function SegmentPanel({ place, onClose }: { place: Place; onClose: () => void }) {
  const { segment } = place;
  return (
    <aside aria-label={segment.name} className="sketch-panel">
      <Card
        title={
          <Link to={recordPath("network-segments", segment)}>
            {segment.name}
          </Link>
        }
        aside={<IconButton size="small" icon="close" label={msg("ui.close")} onPress={onClose} />}
      >
        <div className="stack">
          <Facts>
            <Fact name={msg("reg.network_segment.kind")}>{optionLabel("segment_kind", segment.kind)}</Fact>
            {segment.address_range && <Fact name={msg("reg.network_segment.address_range")}>{segment.address_range}</Fact>}
            {segment.owner && <Fact name={msg("reg.network_segment.owner")}>{segment.owner.title}</Fact>}
          </Facts>
          <Problems place={place} />
          <Systems place={place} />
          <Protections place={place} />
          {place.connections.length > 0 && (
            <section>
              <h3>{msg("sketch.connections")}</h3>
              <ul className="plain-list sketch-list">
                {place.connections.map((line) => (
                  <ConnectionItem key={line.connection.id} line={line} here={segment.id} />
                ))}
              </ul>
            </section>
          )}
        </div>
      </Card>
    </aside>
  );
}
