import { lazy } from "react";
import { mayRead } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { useMeasureFacts, useMeasureFigures, useMeasureTasks } from "./home";

export const measure: Capability = {
  routes: [],
  navigation: {
    id: "measure",
    to: "/measures",
    icon: "measures",
    label: () => msg("ui.nav.measures"),
    shown: () => mayRead("measures"),
  },
  home: {
    useTasks: useMeasureTasks,
    useFigures: useMeasureFigures,
    useFacts: useMeasureFacts,
    cards: [
      {
        id: "measures.late",
        place: "wide",
        order: 50,
        shown: () => mayRead("measures"),
        card: lazy(() => import("./late")),
      },
    ],
  },
};
