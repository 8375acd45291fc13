import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { accountBearer, signalActions } from "../reconciliation/signals.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { moveGuards } from "./hierarchy.ts";
import { LIFE_CYCLE } from "./rules.ts";
import { AccountInput, AccountView } from "./schema.ts";
import { account, lifeCycleMove, tierChange } from "./table.ts";
import { tierOf } from "./tiers.ts";

type Row = RowOf<typeof account>;

/** What became of an account's tier and stage, written beside it so that its history has every change and no other. */
function history(call: Caller, after: Row, before?: Row): Action[] {
  const { id: accountId, tier: to, stageAt: movedAt = call.now } = after;
  const [from, why] = [before?.tier, after.tierWhy];
  const tiers = { accountId, ...(from && { from }), ...(to && { to }), ...(why && { why }) };
  const moved = before && after.stage !== before.stage;
  const { cause = "hand", reason } = after.stageWhy ?? {};
  const move = {
    accountId,
    ...{ from: before?.stage ?? "target", to: after.stage, sinceAt: before?.stageAt ?? after.createdAt, movedAt },
    ...{ month: movedAt.slice(0, 7), cause, ...(reason && { reason }) },
  };
  return [
    ...(from === to ? [] : [write.create(tierChange, { ...fresh(call, tierChange), ...tiers })]),
    ...(moved ? [write.create(lifeCycleMove, { ...fresh(call, lifeCycleMove), ...move })] : []),
  ];
}

/** A customer company, as everything that handles records by their declaration knows it. */
export const accountNoun: Noun = noun({
  entity: account,
  module: "accounts",
  path: "/v1/accounts",
  input: AccountInput,
  view: AccountView,
  filters: [
    ...(["ownerId", "departmentId", "parentId", "registrationNo", "name"] as const),
    ...(["tier", "stage", "industry", "region", "source", "leadId"] as const),
  ],
  ranges: ["createdAt", "size"],
  references: { ownerId: user, departmentId: department, parentId: account },
  custom: REFERABLE,
  listed: true,
  states: { field: "stage", next: LIFE_CYCLE },
  search: ({ name, payerNames = [], registrationNo, emailDomains = [], phone }) => [
    { field: "name", text: name, kind: "name" },
    ...payerNames.map((text) => ({ field: "payerNames", text, kind: "name" as const })),
    ...(registrationNo ? [{ field: "registrationNo", text: registrationNo, kind: "number" as const }] : []),
    ...emailDomains.map((text) => ({ field: "emailDomains", text, kind: "number" as const })),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
  ],
  prepare: async (call, input) => ({ stage: "target", ...(await ownership(call, input)) }),
  revise: (call, before, patch) => ownership(call, before, patch),
  derive: (call, after, before) => tierOf(call, after, before === undefined),
  alongside: async (call, after, before) => [
    ...signalActions(call.now, accountBearer(after), before && accountBearer(before)),
    ...(await moveGuards(call, after, before)),
    ...history(call, after, before),
  ],
  example: { body: { name: "上海某某科技有限公司", payerNames: ["上海某某科技"], emailDomains: ["example.cn"] } },
  patchExample: {
    body: {
      ...{ tags: ["重点"], industry: "软件", size: 320, region: "华东" },
      addresses: [{ kind: "registered", country: "中国", city: "上海", line: "张江路 1 号", postcode: "201203" }],
      tax: { taxNo: "91310000MA1FL0000X", invoiceTitle: "上海某某科技有限公司" },
    },
  },
});
