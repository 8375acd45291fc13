import * as z from "zod";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import type { Route } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { department } from "../users/table.ts";
import { BankConnectionInput, BankConnectionView } from "./schema.ts";
import { bankConnection, bankConnectionEntry } from "./table.ts";

const PATH = "/v1/bank-connections";

const view = (row: RowOf<typeof bankConnection>) => ({ ...row, webhookPath: `/v1/webhooks/bank/${row.id}` });

const Created = z.object({ id: z.string(), webhookPath: z.string(), signingSecret: z.string() });

/** What a connection and its virtual accounts name. */
const references = {
  departmentId: department,
  "virtualAccounts.departmentId": department,
  "virtualAccounts.accountId": account,
};

export const connectionRoutes: Route[] = outsideCrud({
  entity: bankConnection,
  entry: bankConnectionEntry,
  module: "bank",
  path: PATH,
  input: BankConnectionInput,
  view: BankConnectionView,
  filters: ["departmentId", "currency", "accountNo"],
  references,
  show: view,
  permission: "bank.write",
  summary: "Links a bank account or feed; the signing secret is shown once.",
  example: { body: { name: "招商银行 基本户", bankName: "招商银行", accountNo: "755900001234", currency: "CNY" } },
  made: Created,
  signs: () => true,
  begins: () => ({ tells: {} }),
  patchExample: { body: { name: "招商银行 基本户(上海)" } },
});
