// Requests to us and the answers about us stand under "Where we stand" in the navigation; their pages
// are those of registers, besides that of a customer's file.
import { lazy } from "react";
import { route } from "../../app/router";
import { msg } from "../../kernel/i18n";
import type { Capability } from "../all";
import { useInquiryTasks } from "./home";

export const inquiry: Capability = {
  routes: [
    route("/inquiries/:id/book", () => import("./book_page")),
    route("/statements/from-sheet", () => import("./from_sheet")),
  ],
  home: { useTasks: useInquiryTasks },
  lists: [{ register: "statements", to: "/statements/from-sheet", icon: "check", label: () => msg("statement.from") }],
  records: { inquiries: lazy(() => import("./answer")), statements: lazy(() => import("./statement")) },
};
