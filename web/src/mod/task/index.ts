import { lazy } from "react";
import { route } from "../../app/router";
import type { Capability } from "../all";
import { useTaskTasks } from "./home";

// Its entries in the navigation stand under the first page.
export const task: Capability = {
  routes: [route("/tasks/mine", () => import("./mine")), route("/tasks/load", () => import("./load"))],
  records: { tasks: lazy(() => import("./about")) },
  told: { tasks: ["about", "register", "record"] },
  home: { useTasks: useTaskTasks },
};
