// A sheet to be read from end to end: sections, items, what each level means, what to look at.
import { Fragment, type ReactNode } from "react";
import { plainNumber } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { Badge } from "../../../ui/state";
import { Icon } from "../../../ui/icon";
import { LevelMark } from "../answer/item";
import { valueText } from "../answer/value_field";
import { type SheetDocument, type SheetItem, type SheetSection, type Texts, words } from "../model";
import { Related } from "./related";
import { Words } from "./texts";

// `sheet` may hold some of its items only: sections without any are left out.
export function SheetReading({ sheet }: { sheet: SheetDocument }) {
  const tops = sheet.sections.filter((s) => !s.parent);
  return (
    <div className="read-sheet">
      {tops.length > 1 && <Contents tops={tops} />}
      {tops.map((s) => (
        <Section key={s.key} sheet={sheet} section={s} depth={0} />
      ))}
    </div>
  );
}

const sectionId = (s: SheetSection) => `section-${s.key}`;

function Contents({ tops }: { tops: SheetSection[] }) {
  return (
    <nav className="card" aria-label={msg("assessment.sheet.contents")}>
      <ul className="card-body tasks">
        {tops.map((s) => (
          <li key={s.key}>
            <a href={`#${encodeURIComponent(sectionId(s))}`}>
              {s.key} {words(s.name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Section({ sheet, section: s, depth }: { sheet: SheetDocument; section: SheetSection; depth: number }) {
  const Head = depth === 0 ? "h2" : "h3";
  const items = sheet.items.filter((i) => i.section === s.key);
  const body = (
    <>
      <Head id={`${sectionId(s)}-name`} className={depth === 0 ? "read-head outer" : "read-head"}>
        <span className="q-key">{s.key}</span>
        <span>
          <Words texts={s.name} />
        </span>
      </Head>
      {s.explains && (
        <p className="read-explains prewrap">
          <Words texts={s.explains} />
        </p>
      )}
      {items.map((i) => (
        <Item key={i.key} sheet={sheet} item={i} deep={depth > 0} />
      ))}
      {sheet.sections
        .filter((x) => x.parent === s.key)
        .map((x) => (
          <Section key={x.key} sheet={sheet} section={x} depth={depth + 1} />
        ))}
    </>
  );
  return (
    <section id={sectionId(s)} className={depth === 0 ? "card read-section" : "read-section"} aria-labelledby={`${sectionId(s)}-name`}>
      {depth === 0 ? <div className="card-body">{body}</div> : body}
    </section>
  );
}

function Item({ sheet, item: i, deep }: { sheet: SheetDocument; item: SheetItem; deep: boolean }) {
  const Head = deep ? "h4" : "h3";
  return (
    <article className="read-item" id={`item-${i.key}`} aria-labelledby={`item-${i.key}-text`}>
      <Head className="read-item-head">
        <span className="q-key">{i.key}</span>
        <span id={`item-${i.key}-text`}>
          <Words texts={i.text} />
        </span>
      </Head>
      <div className="read-item-body">
        <p className="row small">
          {i.scale !== "maturity5" && <Badge square>{label(`enum.sheet_scale.${i.scale}`)}</Badge>}
          {i.required === false && <Badge square>{msg("ui.optional")}</Badge>}
          {i.weight !== undefined && i.weight !== 1 && <Badge square>{i.weight === 0 ? msg("assessment.sheet.unscored") : msg("assessment.sheet.weight", { n: i.weight })}</Badge>}
          {(i.min !== undefined || i.max !== undefined) && <Badge square>{msg("assessment.sheet.range", { min: plainNumber(i.min), max: plainNumber(i.max) })}</Badge>}
        </p>
        {i.hint && (
          <p className="prewrap">
            <Words texts={i.hint} />
          </p>
        )}
        <Applies sheet={sheet} item={i} />
        <Levels item={i} />
        <Options item={i} />
        <Lines name={msg("assessment.evidence.examples")} list={i.evidence} />
        {i.practices && i.practices.length > 0 && (
          <p className="small">
            <span className="muted">{msg("assessment.sheet.practices")}</span> {i.practices.map((p, n) => (
              <Fragment key={p}>
                {n > 0 && msg("ui.list.comma")}
                <span className="nowrap">{p}</span>
              </Fragment>
            ))}
          </p>
        )}
        <Related item={i.key} />
      </div>
    </article>
  );
}

function Levels({ item: i }: { item: SheetItem }) {
  if (i.scale !== "maturity5") return null;
  return (
    <ol className="read-levels">
      {[1, 2, 3, 4, 5].map((n) => (
        <li key={n}>
          <LevelMark level={n} />
          <div>
            {i.levels?.[n - 1] && <Words texts={i.levels[n - 1]} />}
            {i.criteria?.[n - 1] && (
              <p className="q-criterion">
                <Words texts={i.criteria[n - 1]} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Options({ item: i }: { item: SheetItem }) {
  if (!i.options?.length) return null;
  return (
    <ul className="read-levels">
      {i.options.map((o) => (
        <li key={o.key}>
          <Icon name="minus" size={16} />
          <span>
            <Words texts={o.text} />
            {o.points !== undefined && <span className="muted small"> {msg("assessment.sheet.points", { n: o.points })}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Lines({ name, list }: { name: ReactNode; list: Texts[] | undefined }) {
  if (!list?.length) return null;
  return (
    <div className="small">
      <p className="q-hint-name">{name}</p>
      <ul className="read-levels">
        {list.map((t) => (
          <li key={words(t)}>
            <Icon name="clip" size={14} />
            <Words texts={t} />
          </li>
        ))}
      </ul>
    </div>
  );
}

// Asked only after some answers to an earlier item.
function Applies({ sheet, item: i }: { sheet: SheetDocument; item: SheetItem }) {
  const conditions = i.applies?.answers ?? [];
  return conditions.map((c) => {
    const earlier = sheet.items.find((x) => x.key === c.item);
    const values = c.in.map((v) => (v === "na" ? msg("assessment.answer.na") : earlier ? valueText(earlier, earlier.scale === "maturity5" ? Number(v) : v) : v));
    return (
      <Fragment key={c.item}>
        <p className="small muted">{msg("assessment.sheet.only_if", { item: c.item, values: values.join(msg("ui.list.dot")) })}</p>
      </Fragment>
    );
  });
}
