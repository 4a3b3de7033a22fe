// The frame of every page inside: navigation, search, account; notices of connection.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { api, connection } from "../kernel/api";
import { useChanges } from "../kernel/changes";
import { msg } from "../kernel/i18n";
import { useShortcuts } from "../kernel/keys";
import { useSession } from "../kernel/session";
import { useStore } from "../kernel/store";
import { IconButton } from "../ui/button";
import { Icon, Mark } from "../ui/icon";
import { Drawer } from "../ui/overlay";
import { LinkTabs } from "../ui/tabs";
import { AccountMenu } from "./account_menu";
import { TellLink } from "../mod/incident/tell_link";
import { Bell } from "../mod/notice/bell";
import { Finder } from "./finder";
import { KeyHelp } from "./key_help";
import { currentEntry, currentGroup, currentPage, type NavEntry, type NavPage, useNavigation } from "./nav";
import { Link, usePlace } from "./router";

export function Shell({ children }: { children: ReactNode }) {
  const [menu, setMenu] = useState(false);
  const [finding, setFinding] = useState(false);
  const [help, setHelp] = useState(false);
  const main = useRef<HTMLElement>(null);
  useChanges();
  useShortcuts({
    "mod+k": () => setFinding(true),
    "?": () => setHelp(true),
  });
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        {msg("ui.skip")}
      </a>
      <aside className="side">
        <div className="side-inner">
          <Brand />
          <Navigation />
        </div>
      </aside>
      <header className="top">
        <IconButton className="only-phone" icon="menu" label={msg("ui.menu")} onPress={() => setMenu(true)} />
        <AriaButton className="finder" onPress={() => setFinding(true)}>
          <Icon name="search" />
          <span>{msg("ui.finder")}</span>
          <kbd>{msg("ui.finder.keys")}</kbd>
        </AriaButton>
        <div className="top-space" />
        <IconButton className="only-desk" icon="keyboard" label={msg("ui.keys")} onPress={() => setHelp(true)} />
        <TellLink />
        <Bell />
        <AccountMenu />
      </header>
      <main id="main" className="main" ref={main} tabIndex={-1}>
        <ConnectionBanner />
        <SectionTabs />
        {children}
      </main>
      <Drawer label={msg("ui.menu")} isOpen={menu} onClose={() => setMenu(false)}>
        <Brand />
        <Navigation onGo={() => setMenu(false)} />
      </Drawer>
      {finding && <Finder onClose={() => setFinding(false)} />}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

function Brand() {
  const me = useSession();
  return (
    <Link to="/" className="brand">
      <Mark size={32} label={msg("ui.nav.home")} />
      <span className="brand-text">
        <span className="brand-name">{msg("ui.product")}</span>
        <br />
        <span className="brand-org">{me.organisation.name}</span>
      </span>
    </Link>
  );
}

function Navigation({ onGo }: { onGo?: () => void }) {
  const entries = useNavigation();
  const { path } = usePlace();
  const current = currentEntry(entries, path);
  return (
    <nav className="nav" aria-label={msg("ui.nav")}>
      <ul>
        {entries.map((e) => (
          <NavItem key={e.id} entry={e} path={path} current={e === current} onGo={onGo} />
        ))}
      </ul>
    </nav>
  );
}

function NavItem({
  entry,
  path,
  current,
  onGo,
}: {
  entry: NavEntry;
  path: string;
  current: boolean;
  onGo?: () => void;
}) {
  return (
    <li>
      <Link
        to={entry.to}
        className="nav-entry"
        aria-current={current ? (path === entry.to ? "page" : "true") : undefined}
        onClick={onGo}
      >
        <Icon name={entry.icon} size={20} />
        {entry.label()}
      </Link>
      {current && entry.under && entry.under.length > 1 && (
        <ul className="nav-under">
          {entry.under.map((u) => (
            <NavSub key={u.to} page={u} entry={entry} path={path} onGo={onGo} />
          ))}
        </ul>
      )}
    </li>
  );
}

function NavSub({ page, entry, path, onGo }: { page: NavPage; entry: NavEntry; path: string; onGo?: () => void }) {
  const current = currentPage(entry, path);
  const here = page.under !== undefined && page === currentGroup(entry, path);
  return (
    <li>
      <Link to={page.to} aria-current={here ? "true" : page === current ? "page" : undefined} onClick={onGo}>
        {page.label()}
      </Link>
      {here && (
        <ul className="nav-group">
          {page.under?.map((u) => (
            <li key={u.to}>
              <Link to={u.to} aria-current={u === current ? "page" : undefined} onClick={onGo}>
                {u.label()}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

// Where the side bar is a rail, the pages of an entry stand above the page.
function SectionTabs() {
  const { path } = usePlace();
  const entry = currentEntry(useNavigation(), path);
  const under = entry?.under ?? [];
  if (!entry || under.length < 2) return null;
  const here = currentGroup(entry, path);
  const current = currentPage(entry, path)?.to ?? "";
  return (
    <div className="section-tabs">
      <LinkTabs label={entry.label()} current={here?.to ?? current} tabs={under.map((u) => ({ to: u.to, label: u.label() }))} />
      {here?.under && here.under.length > 1 && <LinkTabs label={here.label()} current={current} tabs={here.under.map((u) => ({ to: u.to, label: u.label() }))} />}
    </div>
  );
}

function ConnectionBanner() {
  const state = useStore(connection);
  useEffect(() => {
    if (state === "ok") return;
    const ask = () => void api.get("/session", { quiet: true }).catch(() => {});
    const timer = window.setInterval(ask, 5000);
    window.addEventListener("online", ask);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("online", ask);
    };
  }, [state]);
  if (state === "ok") return null;
  return (
    <div className="banner tone-warn" role="status">
      <Icon name="offline" />
      {msg("ui.connection.lost")}
    </div>
  );
}
