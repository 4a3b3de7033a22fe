import { route } from "../../app/router";
import type { Capability } from "../all";
import { useApprovalTasks } from "./home";

export const approval: Capability = {
  routes: [
    route("/approvals", () => import("./list")),
    route("/approvals/:id", () => import("./round")),
    route("/absences", () => import("./absences")),
    route("/approval-routes", () => import("./routes")),
    route("/approval-routes/new", () => import("./route")),
    route("/approval-routes/:id", () => import("./route")),
    route("/approval-routes/:id/edit", () => import("./route")), // lists of all registers lead there
  ],
  home: { useTasks: useApprovalTasks },
};
