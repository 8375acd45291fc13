import type * as z from "zod";
import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { clip } from "../../shared/notify/format.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { creation } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { account } from "../accounts/table.ts";
import { BODY_CHARS_MAX } from "../activities/bounds.ts";
import { activityNoun } from "../activities/noun.ts";
import { handOverPolicy, order } from "../orders/table.ts";
import { product } from "../products/table.ts";
import { planOf } from "./schedule.ts";
import type { CloseInput } from "./schema.ts";
import { type ProjectRow, project } from "./table.ts";

/** Refuses to begin what nobody has ordered any more. */
export async function checkOrdered({ table }: Caller, { orderId }: ProjectRow): Promise<void> {
  const row = orderId ? await table.find(order, orderId) : undefined;
  if (row && row.status !== "signed") {
    throw new Fault("invalid_state", `The order is ${row.status}: only a signed order is delivered.`);
  }
}

/** What is still to be done before a project is closed, each with its place. */
export async function leftOf(call: Caller, { id, checklist = [] }: ProjectRow): Promise<InputError[]> {
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
  const { actions } = await creation(call, activityNoun, {
    ...{ kind: "task", subject: row.name, ownerId: userId },
    ...(promises.length + (note ? 1 : 0) > 0 && { body: toldIn(promises, note) }),
    relatedTo: [{ noun: project.noun, id: row.id }],
  });
  return actions;
}

/** A project as it is closed, and the task of whoever takes the customer over with what was sold and promised. */
export async function handedOver(call: Caller, row: ProjectRow, closing: z.output<typeof CloseInput>): Promise<Moved> {
  const { promises = [], note, handOverTo, leftBecause } = closing;
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
}
