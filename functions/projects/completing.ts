/**
 * What a customer accepts happens at once: the milestone, the project's state, the order's amendment by which an
 * instalment falls due, and the link's answer are one transaction. An hour keeps what it cost by the rate of its day
 * when it was booked.
 */
import type * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { transition } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import { todayOf } from "../../shared/today.ts";
import { file } from "../files/table.ts";
import { order } from "../orders/table.ts";
import { systemCaller } from "../users/system.ts";
import type { At, Planned } from "./plan.ts";
import { missingDocuments, type Node, waitsFor } from "./rules.ts";
import type { CompleteInput } from "./schema.ts";

type Documents = NonNullable<z.output<typeof CompleteInput>["documents"]>;
type Refused = { errors: InputError[]; code: "conflict" | "unknown_reference" };

const refused = ({ code, errors }: Refused): Fault =>
  new Fault(code, errors.map(({ message }) => message).join(" "), { errors });

/** The node with further documents: files that are attached to its project and can be read. */
export async function withDocuments(call: Caller, projectId: string, one: Node, given: Documents = []): Promise<Node> {
  const rows = await call.table.getMany(
    file,
    given.map(({ fileId }) => fileId),
    true,
  );
  const errors = given.flatMap(({ name, fileId }, n): InputError[] => {
    const row = rows.get(fileId);
    const path = `documents.${n}`;
    if (!one.documents?.includes(name)) {
      const known = (one.documents ?? []).join(", ") || "none";
      return [
        { path: `${path}.name`, code: "invalid", message: `${one.key} requires no ${name}; it requires ${known}.` },
      ];
    }
    const isThere = row?.relatedId === projectId && row.state === "ready" && !row.archived;
    const message = `There is no file ${fileId} of this project that is ready.`;
    return isThere ? [] : [{ path: `${path}.fileId`, code: "unknown_reference", message }];
  });
  if (errors.length > 0) throw refused({ code: "unknown_reference", errors });
  if (given.length === 0) return one;
  const kept = (one.attached ?? []).filter(({ name }) => !given.some((other) => other.name === name));
  return { ...one, attached: [...kept, ...given] };
}

/** Refuses a node that lacks documents, naming each. */
export function checkDocuments(one: Node): void {
  const errors = missingDocuments(one).map(
    (name): InputError => ({ path: "documents", code: "document_missing", message: `${one.name} lacks ${name}.` }),
  );
  if (errors.length > 0) throw refused({ code: "conflict", errors });
}

/** Refuses to begin, or to complete, a node before what it depends on is done, and names that. */
export function checkBegins(one: Node, nodes: readonly Node[]): void {
  const errors = waitsFor(one, nodes).map(
    ({ key, name }): InputError => ({ path: "dependsOn", code: "open", message: `${name} (${key}) is not done.` }),
  );
  if (errors.length > 0) throw refused({ code: "conflict", errors });
}

/** The writes by which an instalment of the order falls due on a day; none where it stands so, or there is none. */
async function dueActions(call: Caller, orderId: string | undefined, one: Node, on: string): Promise<Action[]> {
  if (!orderId || !one.instalmentNo) return [];
  const row = await call.table.find(order, orderId);
  const dueOn = addDays(on, one.dueDays ?? 0);
  const part = row?.instalments[one.instalmentNo - 1];
  if (row?.status !== "signed" || row.terminatedOn || !part || part.dueOn === dueOn) return [];
  const instalments = row.instalments.map((each) => (each === part ? { ...each, dueOn } : each));
  const [{ amend }, { orderNoun }, system] = await Promise.all([
    import("../orders/actions.ts"),
    import("../orders/noun.ts"),
    systemCaller(call.table, "projects", new Date(call.now)),
  ]);
  const body = { reason: `${one.name}: ${on}`, instalments };
  const { change } = await transition({ ...system, body } as Call<unknown>, orderNoun, amend, row);
  return change.actions;
}

/** Refuses an acceptance that makes an instalment due which the order does not have. */
export async function checkInstalment(
  { table }: Pick<Caller, "table">,
  orderId: string | undefined,
  { instalmentNo = 0 }: Pick<Node, "instalmentNo">,
): Promise<void> {
  const row = orderId && instalmentNo > 0 ? await table.find(order, orderId) : undefined;
  if (row && instalmentNo > row.instalments.length) {
    throw invalidField("instalmentNo", `The order has ${row.instalments.length} instalments.`);
  }
}

export type Completion = z.output<typeof CompleteInput> & {
  /** Who accepts it for the customer, where it is not one of the tenant's own who says so. */
  acceptedBy?: string;
};

/**
 * A node is done; one that is done already stays as it is. Where it is an acceptance, the instalment that waits for it falls due in the same transaction, and a
 * project whose acceptances are all there is accepted.
 */
export async function completing(call: Caller, { row, before }: At, one: Node, given: Completion): Promise<Planned> {
  if (one.state === "done") return { nodes: before.nodes };
  if (one.state === "dropped") throw new Fault("invalid_state", `${one.key} was dropped; reopen it first.`);
  if (one.acceptance && row.status === "draft") {
    throw new Fault("invalid_state", "The project is a draft: it is accepted once it was started.");
  }
  const whole = await withDocuments(call, row.id, one, given.documents);
  checkDocuments(whole);
  checkBegins(one, before.nodes);
  const on = todayOf(call);
  const done: Node = {
    ...whole,
    ...{ state: "done", doneAt: call.now, startOn: [one.startOn, on].sort()[0] as string, endOn: on },
    ...(one.acceptance && { acceptedAt: call.now, acceptedBy: given.acceptedBy ?? call.actor.principalId }),
  };
  const nodes = before.nodes.map((other) => (other === one ? done : other));
  const steps = nodes.filter(({ acceptance, state }) => acceptance && state !== "dropped");
  const isAccepted = one.acceptance && row.status === "active" && steps.every(({ acceptedAt }) => acceptedAt);
  return {
    nodes,
    ...(isAccepted && { project: { status: "accepted", acceptedAt: call.now }, as: "accept" }),
    beside: one.acceptance ? await dueActions(call, row.orderId, one, on) : [],
  };
}
