import { childRoute } from "../../shared/http/children.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { approvable } from "../approvals/gate.ts";
import { ChangeDiff, ChangeRequestInput, ChangeRevision } from "./change-schema.ts";
import { changeRequestNoun } from "./noun.ts";
import { changeRequest, changeRevision } from "./table.ts";
import { belowProject } from "./view.ts";

const apply = action(changeRequest, {
  name: "apply",
  label: { "zh-CN": "执行变更", en: "Apply" },
  summary:
    "Applies a change request, once those agree who must: plan, budget and the order with its receivables at once.",
  to: "applied",
  gate: approvable(),
  run: async (call, row): Promise<Moved> => (await import("./changing.ts")).applied(call, row),
});

const withdraw = action(changeRequest, {
  name: "withdraw",
  label: { "zh-CN": "撤回", en: "Withdraw" },
  summary: "Withdraws a change request that is not applied.",
  to: "withdrawn",
});

export const changeRequestActions = [apply, withdraw];

const diff = route({
  method: "GET",
  path: `${changeRequestNoun.path}/{id}/diff`,
  permission: "projects.read",
  summary: "What a change request changes of scope, dates and money: as things stand, or as it was applied.",
  reply: ChangeDiff,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, changeRequest);
    return row.diff ?? (await (await import("./changing.ts")).reckoned(call, row)).diff;
  },
});

const revisions = childRoute({
  parent: changeRequest,
  child: changeRevision,
  path: `${changeRequestNoun.path}/{id}/revisions`,
  permission: "projects.read",
  summary: "What a change request said before it was changed, the oldest first.",
  view: ChangeRevision,
  embeds: { before: changeRequest.noun },
  at: { partition: (changeRequestId) => ({ changeRequestId, revision: 0 }), begins: "revision#" },
  order: "oldest",
});

export const changeRoutes: Route[] = [
  ...belowProject(changeRequestNoun, changeRequest, {
    ...{ path: "change-requests", begins: "chr#", body: ChangeRequestInput.omit({ projectId: true }) },
    example: { name: "增加报表", reason: "客户要求", change: [{ key: "setup", durationDays: 12 }] },
  }),
  diff,
  revisions,
];
