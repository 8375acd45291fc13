import { createBrowserRouter } from "react-router";
import { Failed } from "./shell/failed.tsx";
import { Shell } from "./shell/shell.tsx";

/** Each page is a file of its own, fetched when somebody goes there. */
export const router = createBrowserRouter([
  {
    path: "/",
    element: <Shell />,
    errorElement: <Failed />,
    children: [
      { index: true, lazy: () => import("./home/page.tsx") },
      { path: "receipts", lazy: () => import("./receipts/page.tsx") },
      { path: "receipts/:id", lazy: () => import("./receipts/page.tsx") },
      { path: "board", lazy: () => import("./board/page.tsx") },
      { path: "inbox", lazy: () => import("./inbox/page.tsx") },
      { path: "inbox/:id", lazy: () => import("./inbox/page.tsx") },
      { path: "duplicates/:noun", lazy: () => import("./merging/page.tsx") },
      { path: "tasks", lazy: () => import("./tasks/page.tsx") },
      { path: "calendar", lazy: () => import("./calendar/page.tsx") },
      { path: "approvals", lazy: () => import("./approvals/page.tsx") },
      { path: "approvals/:id", lazy: () => import("./approvals/page.tsx") },
      { path: "expenses", lazy: () => import("./expenses/page.tsx") },
      { path: "expenses/new", lazy: () => import("./expenses/new-page.tsx") },
      { path: "budgets", lazy: () => import("./budgets/page.tsx") },
      { path: "plans", lazy: () => import("./plans/list-page.tsx") },
      { path: "plans/:id", lazy: () => import("./plans/page.tsx") },
      { path: "partner/money", lazy: () => import("./portal/money.tsx") },
      { path: "partner/prices", lazy: () => import("./portal/prices.tsx") },
      { path: "knowledge", lazy: () => import("./knowledge/page.tsx") },
      { path: "knowledge/:id", lazy: () => import("./knowledge/page.tsx") },
      { path: "reports", lazy: () => import("./reports/catalogue-page.tsx") },
      { path: "reports/saved/:savedId", lazy: () => import("./reports/report-page.tsx") },
      { path: "reports/:id", lazy: () => import("./reports/report-page.tsx") },
      { path: "dashboards", lazy: () => import("./reports/dashboards-page.tsx") },
      { path: "dashboards/:id", lazy: () => import("./reports/dashboard-page.tsx") },
      { path: "forecast", lazy: () => import("./reports/forecast-page.tsx") },
      { path: "jobs/:id", lazy: () => import("./records/job-page.tsx") },
      { path: "r/:noun", lazy: () => import("./records/list-page.tsx") },
      { path: "r/:noun/new", lazy: () => import("./records/edit-page.tsx") },
      { path: "r/:noun/import", lazy: () => import("./records/import-page.tsx") },
      { path: "r/:noun/:id", lazy: () => import("./records/detail-page.tsx") },
      { path: "r/:noun/:id/edit", lazy: () => import("./records/edit-page.tsx") },
      { path: "settings", lazy: () => import("./settings/page.tsx") },
      { path: "settings/:section", lazy: () => import("./settings/page.tsx") },
      { path: "*", lazy: () => import("./shell/missing.tsx") },
    ],
  },
]);
