// Own icons on a 24 grid, drawn as strokes in the colour of the text. Decoration unless labelled.

const PATHS = {
  home: "M4 11 12 4l8 7v8.5a.5.5 0 0 1-.5.5H15v-6H9v6H4.500a.5.5 0 0 1-.5-.5z",
  gauge: "M4.5 18a9 9 0 1 1 15 0M12 14l4.5-4.500M12 14.01v0M7 14h.01M8.5 9.500h.01",
  radar: "M12 3.5 20.1 9.4 17 18.900H7L3.9 9.400zM12 12V3.500M12 12l8.1-2.600M12 12l5 6.900M12 12l-5 6.900M12 12 3.9 9.4",
  shield: "M12 3.5 19 6v5.500c0 4.2-2.8 7.3-7 9-4.2-1.7-7-4.8-7-9V6z",
  measures: "M9 6h11M9 12h11M9 18h11M3.8 6l1 1 1.7-2M3.8 12l1 1 1.7-2M3.8 18l1 1 1.7-2",
  people: "M9 11.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.8 19.500c.4-3.3 2.9-5.5 6.2-5.500s5.8 2.2 6.2 5.500M16 4.900a3.3 3.3 0 0 1 0 6.200M17.5 14.400c2.2.8 3.5 2.7 3.7 5.1",
  person: "M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500c.5-3.9 3.5-6.5 7.5-6.500s7 2.6 7.5 6.5",
  units: "M9 3.500h6v4.500H9zM3.5 16h5.500v4.500H3.500zM15 16h5.500v4.500H15zM12 8v4M6.25 16v-4h11.500v4",
  report: "M6 3.500h8.500L19 8v12.500H6zM14 3.500V8.500h5M9 12.500h7M9 16h7",
  settings:
    "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10.3 3.500h3.400l.6 2.5 1.7 1 2.5-.8 1.7 3-1.9 1.800v2l1.9 1.8-1.7 3-2.5-.8-1.7 1-.6 2.500h-3.400l-.6-2.5-1.7-1-2.5.8-1.7-3L5.7 13v-2L3.8 9.200l1.7-3 2.5.8 1.7-1z",
  alert: "M12 4 21 19.500H3zM12 10v4.500M12 17.200v.1",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.500M12 7.600v.1",
  check: "M5 12.5 10 17.5 19 7",
  check_circle: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.300l2.8 2.800L16 9.5",
  close: "M6 6l12 12M18 6 6 18",
  close_circle: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9 9l6 6M15 9l-6 6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3 20 20",
  filter: "M4 5.500h16l-6.2 7.300v5.700l-3.6-1.800v-3.900z",
  columns: "M4 5h16v14H4zM9.3 5v14M14.7 5v14",
  sort: "M8 5v14M8 5 5 8M8 5l3 3M16 19V5M16 19l-3-3M16 19l3-3",
  sort_up: "M12 19V5M12 5l-5.5 5.500M12 5l5.5 5.5",
  sort_down: "M12 5v14M12 19l-5.5-5.500M12 19l5.5-5.5",
  chevron_down: "M6 9.500l6 6 6-6",
  chevron_up: "M6 15l6-6 6 6",
  chevron_right: "M9.5 6l6 6-6 6",
  chevron_left: "M14.5 6l-6 6 6 6",
  arrow_right: "M4.5 12h15M13.5 6l6 6-6 6",
  arrow_left: "M19.5 12h-15M10.5 6l-6 6 6 6",
  arrow_up: "M12 19.500v-15M6 10.500l6-6 6 6",
  arrow_down: "M12 4.500v15M6 13.500l6 6 6-6",
  external: "M13.5 4.500h6v6M19.5 4.5 11 13M17 14v5.500H4.500V7H10",
  download: "M12 4v11M12 15l-4.5-4.500M12 15l4.5-4.500M4.5 19.500h15",
  upload: "M12 15.500V4.500M12 4.5 7.5 9M12 4.5 16.5 9M4.5 19.500h15",
  print: "M7 9V3.500h10V9M7 17H4V9h16v8h-3M7 14h10v6.500H7z",
  edit: "M4.5 19.5 5.5 15 16 4.500l3.5 3.500L9 18.500zM13.5 7l3.5 3.5",
  trash: "M4.5 6.500h15M9 6.500V4h6v2.500M6.5 6.500l.8 13.500h9.400l.8-13.500M10 10.500v6M14 10.500v6",
  copy: "M8.5 8.500h11v11h-11zM15.5 8.500v-4h-11v11h4",
  link: "M10 14a4 4 0 0 0 5.7 0l3.1-3.100a4 4 0 0 0-5.7-5.700L12 6.300M14 10a4 4 0 0 0-5.7 0l-3.1 3.100a4 4 0 0 0 5.7 5.700L12 17.7",
  clip: "M18.5 11.500l-7 7a4.2 4.2 0 0 1-6-6l7.5-7.500a2.8 2.8 0 0 1 4 4l-7.3 7.300a1.4 1.4 0 0 1-2-2L14 8",
  calendar: "M4.5 6h15v14h-15zM4.5 10.500h15M8.5 3.500V8M15.5 3.500V8",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.200l3.3 2",
  history: "M4 12a8 8 0 1 0 2.6-5.900L4 8.500M4 4v4.500h4.500M12 8v4.300l3 1.7",
  bell: "M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15zM10 20.500h4",
  menu: "M4 6.500h16M4 12h16M4 17.500h16",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  drag: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.500v2.500M12 19v2.500M2.5 12H5M19 12h2.500M5.3 5.3 7 7M17 17l1.7 1.700M18.7 5.3 17 7M7 17l-1.7 1.7",
  moon: "M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z",
  auto: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 7.500h5.800M12 12h9M12 16.500h5.8",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  key: "M8 19.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM11.3 11.7 19.5 3.5M15.5 7.5l3.5 3.5",
  lock: "M6 10.500h12v10H6zM8.5 10.500V8a3.5 3.5 0 0 1 7 0v2.500M12 14.500v2.5",
  logout: "M14 4.500H5v15h9M10 12h10.500M17 8.500l3.5 3.5-3.5 3.5",
  device: "M3.5 5h17v11h-17zM8.5 20h7M12 16v4",
  eye: "M2.5 12c2.2-4.3 5.5-6.5 9.5-6.500s7.3 2.2 9.5 6.500c-2.2 4.3-5.5 6.5-9.5 6.500S4.7 16.3 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  eye_off: "M4 4l16 16M9.9 9.900a3 3 0 0 0 4.2 4.200M7.2 7.200C5.3 8.3 3.7 9.9 2.5 12c2.2 4.3 5.5 6.5 9.5 6.5 1.7 0 3.3-.4 4.7-1.200M10 5.700c.6-.1 1.3-.2 2-.2 4 0 7.3 2.2 9.5 6.5-.6 1.2-1.3 2.2-2.1 3",
  comment: "M4 5h16v11.500h-8L7.5 20.500v-4H4z",
  flag: "M5.5 21V4M5.5 4.500h13l-3 4.5 3 4.500h-13",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 10v9",
  density: "M4 6h16M4 10h16M4 14h16M4 18h16",
  trend: "M4 17.500l5.5-6 4 3.5 6.5-8M15.5 7H20v4.5",
  audit: "M6 3.500h12v17H6zM9 8h6M9 11.500h6M9 15h3",
  keyboard: "M3 6.500h18v11H3zM6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8",
  offline: "M4 4l16 16M9 6.300A13 13 0 0 1 21 9.500M3 9.500a13 13 0 0 1 3.7-2.300M6 13a8.5 8.5 0 0 1 4-2M14.5 11.300A8.5 8.5 0 0 1 18 13M9.3 16.300a4 4 0 0 1 5.4 0M12 19.500h.01",
  refresh: "M19.5 12a7.5 7.5 0 1 1-2.2-5.300l2.2 2.300M19.5 4v5h-5",
  send: "M20.5 3.5 3.5 10l7 3.500L14 20.500zM20.5 3.500l-10 10",
  sparkle: "M12 3.500l2 6.5 6.5 2-6.5 2-2 6.5-2-6.5-6.5-2 6.5-2z",
  stamp: "M9 13.500c0-2-1.5-3-1.5-5.500a4.5 4.5 0 0 1 9 0c0 2.5-1.5 3.5-1.5 5.500h3.500v3.500h-13v-3.500zM5.5 20.500h13",
  target: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12v.01",
  sheet: "M5 3.500h14v17H5zM8.5 8h.01M11.5 8h4.500M8.5 12h.01M11.5 12h4.500M8.5 16h.01M11.5 16h4.5",
  book: "M12 6.500C10 5 7.5 4.5 4 4.500v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2v-14c-3.5 0-6 .5-8 2zM12 6.500v14",
} as const;

export type IconName = keyof typeof PATHS;

export interface IconProps {
  name: IconName;
  size?: number;
  label?: string;
  className?: string;
}

export function Icon({ name, size = 18, label, className }: IconProps) {
  return (
    <svg
      className={className ? `icon ${className}` : "icon"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

// The mark: a fan of ten ribs held by its pivot (要). The ten ribs are the ten directives.
export function Mark({ size = 28, label }: { size?: number; label?: string }) {
  const ribs = Array.from({ length: 10 }, (_, i) => {
    const a = ((-72 + i * 16) * Math.PI) / 180;
    return `M16 25.5 ${(16 + 19.5 * Math.sin(a)).toFixed(2)} ${(25.5 - 19.5 * Math.cos(a)).toFixed(2)}`;
  });
  return (
    <svg
      className="mark"
      width={size}
      height={size}
      viewBox="-4 2 40 30"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={ribs.join("")} stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" fill="none" />
      <circle cx="16" cy="26" r="3.2" className="mark-pivot" />
    </svg>
  );
}
