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
  run: async (call, row): Promise<Moved> => {
    const [{ amending, checkChanges, reckoned }, { checkWorkable, planning }] = await Promise.all([
      import("./changing.ts"),
      import("./plan.ts"),
    ]);
    const { about, before, nodes, sold, diff } = await reckoned(call, row);
    checkWorkable(about);
    checkChanges(row, sold);
    const { budgetHours, budgetMinor } = row;
    const { actions } = await planning(
      call,
      { row: about, before },
      {
        nodes,
        project: {
          changes: (about.changes ?? 0) + 1,
          ...(budgetHours !== undefined && { budgetHours }),
          ...(budgetMinor !== undefined && { budgetMinor }),
        },
        as: "change",
      },
    );
    const beside = [...actions, ...(await amending(call, row, sold))];
    return { fields: { appliedAt: call.now, diff }, beside };
  },
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
