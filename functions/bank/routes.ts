import { listRoute, readRoute } from "../../shared/http/lists.ts";
import type { Route } from "../../shared/http/route.ts";
import { connectionRoutes } from "./connections.ts";
import { rejectionRoutes } from "./rejections.ts";
import { BankTransactionView } from "./schema.ts";
import { statementRoutes } from "./statements.ts";
import { bankTransaction } from "./table.ts";
import { tryStatement } from "./try-statement.ts";
import { uploadRoutes } from "./uploads.ts";
import { transactionView } from "./view.ts";
import { webhook } from "./webhook.ts";

const list = listRoute({
  entity: bankTransaction,
  path: "/v1/bank-transactions",
  permission: "bank.read",
  view: BankTransactionView,
  filters: [
    "connectionId",
    "state",
    "accountId",
    "departmentId",
    "direction",
    "currency",
    "bankReference",
    "virtualAccountNo",
    "exclusion",
  ],
  ranges: ["createdAt", "bookedOn", "amountMinor", "unappliedMinor"],
  show: transactionView,
});

const read = readRoute({
  entity: bankTransaction,
  path: "/v1/bank-transactions/{id}",
  permission: "bank.read",
  summary: "A booked bank line: what the bank told, what it cleared, what is left.",
  view: BankTransactionView,
  show: transactionView,
});

export const routes: Route[] = [
  ...connectionRoutes,
  tryStatement,
  ...statementRoutes,
  ...uploadRoutes,
  ...rejectionRoutes,
  webhook,
  list,
  read,
];
