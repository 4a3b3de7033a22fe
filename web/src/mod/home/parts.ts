// What a capability brings to the first page: tasks of the reader, figures, cards.
import type { ComponentType, LazyExoticComponent } from "react";
import type { Facts } from "./next_rules";

export interface Task {
  id: string;
  to: string;
  kind: string; // "Measure", "Sheet to answer"
  title: string;
  progress?: string; // how much of it is done
  due: string | null; // YYYY-MM-DD
  notice?: "late" | "soon" | null; // waited for by others: said at the top of the page
}

// What the reader has sent out and others have not done yet.
export interface Wait {
  id: string;
  to: string;
  title: string;
  text: string;
}

export interface Figure {
  id: string;
  name: string;
  value: string;
  unit?: string;
  note?: string;
  tone?: "ok" | "warn" | "bad";
  to?: string;
}

export interface HomeCard {
  id: string;
  place: "side" | "wide";
  order: number; // the lower, the higher up
  shown?: () => boolean;
  card: LazyExoticComponent<ComponentType> | ComponentType;
}

// A step from an empty installation to the first report.
export interface StartStep {
  id: string;
  order: number;
  title: string;
  text: string;
  action: string; // on the button
  to: string;
  act?: () => Promise<void>; // what the button does instead of leading there; it asks again afterwards what is done
  also?: { label: string; to: string }; // another way to the same
  done: boolean; // by the data: nobody ticks it
  progress?: string; // of a step that several have to take: "3 of 7 units have answered"
  result?: boolean; // there is something to see on the first page by now
  optional?: boolean; // a company of one person passes it over
}

export interface HomePart {
  // Hooks: always called, in the order of the capabilities. undefined: not known yet.
  useTasks?: () => Task[] | undefined;
  useWaits?: () => Wait[] | undefined;
  useAsks?: () => boolean; // one of its cards asks something of the reader
  useFigures?: () => Figure[] | undefined;
  useStart?: () => StartStep[] | undefined;
  useFacts?: () => Partial<Facts> | undefined; // what the rules of next things are asked about
  cards?: HomeCard[];
}
