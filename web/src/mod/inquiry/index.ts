// Requests to us stand under "Where we stand" in the navigation; their pages are those of registers.
import { lazy } from "react";
import type { Capability } from "../all";
import { useInquiryTasks } from "./home";

export const inquiry: Capability = {
  routes: [],
  home: { useTasks: useInquiryTasks },
  records: { inquiries: lazy(() => import("./answer")) },
};
