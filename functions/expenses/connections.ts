import { crud } from "../../shared/http/crud.ts";
import { checkReferences, fresh } from "../../shared/http/record.ts";
import { rotationRoute, signingSecretOf } from "../../shared/http/rotation.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { enter } from "../../shared/records/directory.ts";
import { idOf } from "../../shared/schema.ts";
import { department } from "../users/table.ts";
import { ExpenseConnectionInput, ExpenseConnectionView } from "./schema.ts";
import { type ConnectionRow, expenseConnection, expenseConnectionEntry } from "./table.ts";

const PATH = "/v1/expense-connections";
const references = { departmentId: department };

const view = ({ secrets: _secrets, token: _token, ...row }: ConnectionRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/expenses/${row.id}`,
});

const create = route({
  method: "POST",
  path: PATH,
  permission: "expensing.write",
  summary: "Links a corporate-travel or expense system; the secret that its webhook signs with is shown once.",
  body: ExpenseConnectionInput.extend({ id: idOf(expenseConnection.prefix).optional() }).strict(),
  reply: ExpenseConnectionView,
  status: 201,
  example: { body: { name: "企业商旅", categories: [{ theirs: "机票", ours: "travel" }], otherCategory: "other" } },
  run: async (call) => {
    const { id, ...given } = call.body;
    checkBaseUrl(given.baseUrl);
    await checkReferences(call, references, given);
    const signingSecret = signingSecretOf(call);
    const base = fresh(call, expenseConnection, id);
    const row = { ...base, ...given, secrets: [{ secret: signingSecret }], dueAt: call.now };
    await enter(expenseConnectionEntry, { ...base, tenantId: call.tenant.id }, call.table.stamp);
    await call.table.create(expenseConnection, row);
    return { ...view(row), signingSecret };
  },
});

const rotate = rotationRoute({
  ...{ entity: expenseConnection, path: PATH, permission: "expensing.write", reply: ExpenseConnectionView },
  show: view,
});

const [, ...others] = crud({
  entity: expenseConnection,
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
  example: {},
  patchExample: { body: { pollMinutes: 30 } },
});

export const connectionRoutes: Route[] = [create, rotate, ...others];
