import { readRoutes } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { connectionRoutes } from "./connections.ts";
import { bankTransactionNoun } from "./noun.ts";
import { rejectionRoutes } from "./rejections.ts";
import { statementRoutes } from "./statements.ts";
import { tryStatement } from "./try-statement.ts";
import { uploadRoutes } from "./uploads.ts";
import { webhook } from "./webhook.ts";

export const routes: Route[] = [
  ...connectionRoutes,
  tryStatement,
  ...statementRoutes,
  ...uploadRoutes,
  ...rejectionRoutes,
  webhook,
  ...readRoutes(bankTransactionNoun, "A booked bank line: what the bank told, what it cleared, what is left."),
];
