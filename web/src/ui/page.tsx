// The frame of a page: title line with state and actions, cards, facts.
import { type ReactNode, useEffect } from "react";
import { Link } from "../app/router";
import { dateTime } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { session } from "../kernel/session";
import { Icon } from "./icon";

export interface Crumb {
  label: string;
  to: string;
}

export function Page({ narrow, children }: { narrow?: boolean; children: ReactNode }) {
  return <div className={narrow ? "page narrow" : "page"}>{children}</div>;
}

export interface PageHeadProps {
  title: string;
  documentTitle?: string;
  crumbs?: Crumb[];
  number?: string | null;
  state?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, documentTitle, crumbs, number, state, meta, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${documentTitle ?? title} – ${msg("ui.product")}`;
  }, [title, documentTitle]);
  return (
    <>
      <PrintHead />
      <header className="page-head">
        <div>
          {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
          {crumbs && crumbs.length > 0 && <p className="print-only print-trail">{crumbs.map((c) => c.label).join(" › ")}</p>}
          <div className="page-title-row">
            {number && <span className="page-number">{number}</span>}
            <h1 className="page-title">{title}</h1>
            {state && <span className="row">{state}</span>}
          </div>
          {meta && <p className="page-meta">{meta}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
    </>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label={msg("ui.crumbs")}>
      <ol className="crumbs">
        {crumbs.map((c) => (
          <li key={c.to}>
            <Link to={c.to}>{c.label}</Link>
            <Icon name="chevron_right" size={14} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

// On paper: whose, when, by whom, and that it stays inside.
function PrintHead() {
  const me = session.get();
  if (!me) return null;
  return (
    <div className="print-only">
      <div className="print-head">
        <span>{me.organisation.name}</span>
        <span>{msg("ui.print.confidential")}</span>
        <span>{msg("ui.print.by", { date: dateTime(new Date().toISOString()), name: me.account.name })}</span>
      </div>
    </div>
  );
}

export function Card({
  title,
  aside,
  foot,
  flush,
  screenOnly,
  children,
  level = 2,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  foot?: ReactNode;
  flush?: boolean; // the content reaches the border (tables, lists)
  screenOnly?: boolean; // has nothing to say on paper
  children: ReactNode;
  level?: 2 | 3;
}) {
  const Title = level === 2 ? "h2" : "h3";
  return (
    <section className={screenOnly ? "card no-print" : "card"}>
      {(title || aside) && (
        <div className="card-head">
          {title && <Title className="card-title">{title}</Title>}
          {aside}
        </div>
      )}
      <div className={flush ? "card-body flush" : "card-body"}>{children}</div>
      {foot && <div className="card-foot">{foot}</div>}
    </section>
  );
}

// One figure with its trend, leading to its list.
export function FigureCard({
  name,
  value,
  unit,
  note,
  to,
}: {
  name: string;
  value: ReactNode;
  unit?: string;
  note?: ReactNode;
  to?: string;
}) {
  const inside = (
    <>
      <span className="figure-name">{name}</span>
      <span className="figure-value">
        {value}
        {unit && <small>{unit}</small>}
      </span>
      <span className="figure-note">{note}</span>
    </>
  );
  return to ? (
    <Link to={to} className="card figure-card">
      {inside}
    </Link>
  ) : (
    <div className="card figure-card">{inside}</div>
  );
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function More({ label, children, open }: { label: string; children: ReactNode; open?: boolean }) {
  return (
    <details className="more" open={open}>
      <summary>
        <Icon name="chevron_right" size={14} />
        {label}
      </summary>
      {children}
    </details>
  );
}
