import { outsideCrud } from "../../shared/http/outside-crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { department } from "../users/table.ts";
import { ExpenseConnectionInput, ExpenseConnectionView } from "./schema.ts";
import { type ConnectionRow, expenseConnection, expenseConnectionEntry } from "./table.ts";

const PATH = "/v1/expense-connections";
const references = { departmentId: department };

const view = ({ secrets: _secrets, token: _token, ...row }: ConnectionRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/expenses/${row.id}`,
});

export const connectionRoutes: Route[] = outsideCrud({
  entity: expenseConnection,
  entry: expenseConnectionEntry,
  module: "expensing",
  path: PATH,
  input: ExpenseConnectionInput,
  view: ExpenseConnectionView,
  references,
  revise: ({ now }, _before, { baseUrl }: Partial<ConnectionRow>) => {
    checkBaseUrl(baseUrl);
    return baseUrl ? { dueAt: now } : {};
  },
  show: view,
  permission: "expensing.write",
  summary: "Links a corporate-travel or expense system; the secret that its webhook signs with is shown once.",
  example: { body: { name: "企业商旅", categories: [{ theirs: "机票", ours: "travel" }], otherCategory: "other" } },
  signs: () => true,
  begins: ({ now }) => ({ dueAt: now }),
  checks: (_call, { baseUrl }) => checkBaseUrl(baseUrl),
  patchExample: { body: { pollMinutes: 30 } },
});
