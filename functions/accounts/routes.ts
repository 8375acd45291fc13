import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { accountBearer, signalActions } from "../reconciliation/signals.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Account, AccountInput } from "./schema.ts";
import { account } from "./table.ts";

export const routes: Route[] = crud({
  entity: account,
  module: "accounts",
  path: "/v1/accounts",
  input: AccountInput,
  view: Account,
  filters: ["ownerId", "departmentId", "parentId", "registrationNo", "name"],
  references: { ownerId: user, departmentId: department, parentId: account },
  prepare: ownership,
  revise: ownership,
  alongside: (call, after, before) => signalActions(call.now, accountBearer(after), before && accountBearer(before)),
  example: { body: { name: "上海某某科技有限公司", payerNames: ["上海某某科技"] } },
  patchExample: { body: { payerNames: ["上海某某科技", "某某科技"] } },
});
