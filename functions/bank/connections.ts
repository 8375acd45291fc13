import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { checkReferences, fresh } from "../../shared/http/record.ts";
import { rotationRoute, signingSecretOf } from "../../shared/http/rotation.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { enter } from "../../shared/records/directory.ts";
import { idOf } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { department } from "../users/table.ts";
import { BankConnectionInput, BankConnectionView } from "./schema.ts";
import { bankConnection, connectionEntry } from "./table.ts";

const PATH = "/v1/bank-connections";

const view = (row: RowOf<typeof bankConnection>) => ({ ...row, webhookPath: `/v1/webhooks/bank/${row.id}` });

const Created = z.object({ id: z.string(), webhookPath: z.string(), signingSecret: z.string() });

/** What a connection and its virtual accounts name. */
const references = {
  departmentId: department,
  "virtualAccounts.departmentId": department,
  "virtualAccounts.accountId": account,
};

const create = route({
  method: "POST",
  path: PATH,
  permission: "bank.write",
  summary: "Links a bank account or feed; the signing secret is shown once.",
  body: BankConnectionInput.extend({ id: idOf(bankConnection.prefix).optional() }).strict(),
  reply: Created,
  status: 201,
  example: { body: { name: "招商银行 基本户", bankName: "招商银行", accountNo: "755900001234", currency: "CNY" } },
  run: async (call) => {
    await checkReferences(call, references, call.body);
    const signingSecret = signingSecretOf(call);
    const { id, ...given } = call.body;
    const base = fresh(call, bankConnection, id);
    const row = { ...base, ...given, secrets: [{ secret: signingSecret }], tells: {} };
    // The directory first: an entry that leads to no connection refuses every call.
    await enter(connectionEntry, { ...base, tenantId: call.tenant.id }, call.table.stamp);
    await call.table.create(bankConnection, row);
    return { ...view(row), signingSecret };
  },
});

const rotate = rotationRoute({
  entity: bankConnection,
  path: PATH,
  permission: "bank.write",
  reply: Created,
  show: view,
});

const [, ...others] = crud({
  entity: bankConnection,
  module: "bank",
  path: PATH,
  input: BankConnectionInput,
  view: BankConnectionView,
  filters: ["departmentId", "currency", "accountNo"],
  references,
  show: view,
  example: {},
  patchExample: { body: { name: "招商银行 基本户(上海)" } },
});

export const connectionRoutes: Route[] = [create, rotate, ...others];
