import { Fault, invalidField } from "../../shared/fault.ts";
import { checkReferences } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { approvable } from "../approvals/gate.ts";
import { user } from "../users/table.ts";
import { linkActions } from "./links.ts";
import { CancelInput, CheckInput, CloseInput, StartInput } from "./schema.ts";
import { plan, project } from "./table.ts";

const start = action(project, {
  name: "start",
  label: { "zh-CN": "立项", en: "Initiate" },
  summary:
    "Initiates a project, once those agree who must: its manager, its budget, its grade; the plan is its baseline.",
  to: "active",
  gate: approvable(),
  body: StartInput,
  example: { body: { managerId: "{userId}", budgetHours: 200, budgetMinor: 6_000_000, grade: "A" } },
  check: async (call, row) => (await import("./closing.ts")).checkOrdered(call, row),
  run: async (call, row): Promise<Moved> => {
    const { managerId, ...budget } = call.body;
    const [{ withBaseline }, { planOf }] = await Promise.all([import("./rules.ts"), import("./schedule.ts")]);
    const [named, before] = await Promise.all([
      checkReferences(call, { managerId: user }, call.body),
      planOf(call, row.id),
    ]);
    const departmentId = row.departmentId ?? (named.get(managerId)?.departmentId as string | undefined);
    return {
      fields: {
        ...{ ...budget, ownerId: managerId, initiatedAt: call.now },
        ...(departmentId && { departmentId }),
        ...(row.endOn && { baselineEndOn: row.endOn }),
      },
      beside: [write.replace(plan, before, nextVersion(before, call.now, { nodes: withBaseline(before.nodes) }))],
    };
  },
});

const check = action(project, {
  name: "check",
  label: { "zh-CN": "勾选清单", en: "Check" },
  summary: "Says that an item of the checklist is seen to, or is to be seen to again.",
  from: ["active", "accepted"],
  body: CheckInput,
  example: { body: { item: 1 }, after: ["start"] },
  run: (call, { checklist = [] }): Moved => {
    const { item, done } = call.body;
    if (item > checklist.length) throw invalidField("item", `The checklist has ${checklist.length} items.`);
    const seen = done ? { doneAt: call.now, doneBy: call.actor.principalId } : {};
    return { fields: { checklist: checklist.map((one, n) => (n === item - 1 ? { text: one.text, ...seen } : one)) } };
  },
});

const cancel = action(project, {
  name: "cancel",
  label: { "zh-CN": "取消", en: "Cancel" },
  summary: "Cancels a project that is not delivered; what was done for it stays.",
  to: "cancelled",
  body: CancelInput,
  example: { body: { reason: "客户取消实施" } },
  run: (call): Moved => ({ fields: { cancelledAt: call.now, cancelReason: call.body.reason } }),
});

const close = action(project, {
  name: "close",
  label: { "zh-CN": "结项", en: "Close" },
  summary: "Closes a project whose plan and checklist are done, and hands the customer over with what it was promised.",
  to: "closed",
  gate: approvable(),
  body: CloseInput,
  example: { body: { promises: ["首年免费巡检两次"], leftBecause: "客户自行完成" }, after: ["start"] },
  check: async (call, row) => {
    if (call.body.leftBecause) return;
    const { leftOf } = await import("./closing.ts");
    const errors = await leftOf(call, row);
    if (errors.length > 0) throw new Fault("conflict", errors.map(({ message }) => message).join(" "), { errors });
  },
  run: async (call, row): Promise<Moved> => {
    await checkReferences(call, { handOverTo: user }, call.body);
    const { handedOver } = await import("./closing.ts");
    return handedOver(call, row, call.body);
  },
});

export const projectActions = [start, check, cancel, close, ...linkActions];

export { changeRequestActions } from "./changes.ts";
