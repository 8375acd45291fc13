import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { checkReferences } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { clip } from "../../shared/notify/format.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { BODY_CHARS_MAX } from "../activities/schema.ts";
import { approvable } from "../approvals/gate.ts";
import { handOverPolicy, order } from "../orders/table.ts";
import { product } from "../products/table.ts";
import { user } from "../users/table.ts";
import { linkActions } from "./links.ts";
import { CancelInput, CheckInput, CloseInput, StartInput } from "./schema.ts";
import { type ProjectRow, plan, project } from "./table.ts";

const start = action(project, {
  name: "start",
  label: { "zh-CN": "立项", en: "Initiate" },
  summary:
    "Initiates a project, once those agree who must: its manager, its budget, its grade; the plan is its baseline.",
  to: "active",
  gate: approvable(),
  body: StartInput,
  example: { body: { managerId: "{userId}", budgetHours: 200, budgetMinor: 6_000_000, grade: "A" } },
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

/** What is still to be done before a project is closed, each with its place. */
async function leftOf(call: Caller, { id, checklist = [] }: ProjectRow): Promise<InputError[]> {
  const { planOf } = await import("./schedule.ts");
  const { nodes } = await planOf(call, id);
  const open = nodes.filter(({ state }) => state === "open" || state === "doing");
  return [
    ...open.map(({ kind, key, name }) => ({
      ...{ path: `${kind}s.${key}`, code: "open", message: `${name} (${key}) is neither done nor dropped.` },
    })),
    ...checklist.flatMap(({ text, doneAt }, n) =>
      doneAt ? [] : [{ path: `checklist.${n}`, code: "open", message: `${n + 1}. ${text} is not seen to.` }],
    ),
  ];
}

/** What the order promises: its lines, by their products' names. */
async function soldLines(call: Caller, orderId: string | undefined): Promise<string[]> {
  const row = orderId ? await call.table.find(order, orderId) : undefined;
  if (!row) return [];
  const products = await call.table.getMany(
    product,
    row.lines.map(({ productId }) => productId),
    true,
  );
  return row.lines.map(({ productId, quantity }) => `${products.get(productId)?.name ?? productId} × ${quantity}`);
}

type Closing = { userId?: string; promises: string[]; note?: string };

/** What a task says of promises. Those of a long order are cut here; the project has all of them. */
function toldIn(promises: readonly string[], note: string | undefined): string {
  const end = note ? `\n\n${note}` : "";
  return `${clip(promises.join("\n"), BODY_CHARS_MAX - end.length)}${end}`.trimStart();
}

/** Customer success has a task: to take the customer over, with all that it was promised. */
async function handOverTask(call: Caller, row: ProjectRow, { userId, promises, note }: Closing): Promise<Action[]> {
  if (!userId) return [];
  const [{ creation }, { activityNoun }] = await Promise.all([
    import("../../shared/records/write.ts"),
    import("../activities/noun.ts"),
  ]);
  const { actions } = await creation(call, activityNoun, {
    ...{ kind: "task", subject: row.name, ownerId: userId },
    ...(promises.length + (note ? 1 : 0) > 0 && { body: toldIn(promises, note) }),
    relatedTo: [{ noun: project.noun, id: row.id }],
  });
  return actions;
}

const close = action(project, {
  name: "close",
  label: { "zh-CN": "结项", en: "Close" },
  summary: "Closes a project whose plan and checklist are done, and hands the customer over with what it was promised.",
  to: "closed",
  gate: approvable(),
  body: CloseInput,
  example: { body: { promises: ["首年免费巡检两次"], leftBecause: "客户自行完成" }, after: ["start"] },
  check: async (call, row) => {
    const errors = call.body.leftBecause ? [] : await leftOf(call, row);
    if (errors.length > 0) throw new Fault("conflict", errors.map(({ message }) => message).join(" "), { errors });
  },
  run: async (call, row): Promise<Moved> => {
    const { promises = [], note, handOverTo, leftBecause } = call.body;
    await checkReferences(call, { handOverTo: user }, call.body);
    const [about, policy, sold] = await Promise.all([
      call.table.find(account, row.accountId),
      handOverPolicy.held(call.table),
      soldLines(call, row.orderId),
    ]);
    const userId = handOverTo ?? about?.team?.find(({ role }) => role === policy.teamRole)?.userId;
    const handOver = { ...(userId && { userId }), promises: [...sold, ...promises], ...(note && { note }) };
    return {
      fields: {
        ...{ closedAt: call.now, handOver: { ...handOver, at: call.now } },
        ...(leftBecause && { leftBecause }),
        // Whoever takes the customer over reads what was delivered.
        ...(userId && { memberIds: [...new Set([...(row.memberIds ?? []), userId])] }),
      },
      beside: await handOverTask(call, row, handOver),
    };
  },
});

export const projectActions = [start, check, cancel, close, ...linkActions];

export { changeRequestActions } from "./changes.ts";
