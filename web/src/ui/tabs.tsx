import { type ReactNode, useEffect, useRef } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components/Tabs";
import { Link, useSearch } from "../app/router";

export interface TabInfo {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

// Tabs of a page; the chosen one stands in the address (?tab=) so that it can be linked to.
export function Tabs({ label, tabs, param = "tab" }: { label: string; tabs: TabInfo[]; param?: string }) {
  const [search, change] = useSearch();
  const chosen = search.get(param);
  const selected = tabs.some((t) => t.id === chosen) ? chosen : tabs[0]?.id;
  const list = useRef<HTMLDivElement>(null);
  // On a phone the tabs are wider than the page: the chosen one is in sight, also by a link.
  useEffect(() => {
    const tab = selected && list.current?.querySelector<HTMLElement>("[data-selected]");
    if (tab && list.current) list.current.scrollLeft = Math.max(0, tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2);
  }, [selected]);
  return (
    <AriaTabs
      selectedKey={selected ?? undefined}
      onSelectionChange={(key) => change({ [param]: key === tabs[0]?.id ? null : String(key) })}
    >
      <TabList ref={list} aria-label={label} className="tab-list">
        {tabs.map((t) => (
          <Tab key={t.id} id={t.id} className="tab">
            {t.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((t) => (
        <TabPanel key={t.id} id={t.id} className="tab-panel">
          {t.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}

// Tabs that are pages of their own.
export function LinkTabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: { to: string; label: ReactNode }[];
  current: string;
}) {
  return (
    <nav aria-label={label} className="tab-list">
      {tabs.map((t) => (
        <Link key={t.to} to={t.to} className="tab" aria-current={t.to === current ? "page" : undefined}>
          {t.label}
        </Link>
      ))}
    </nav>
  );
}
