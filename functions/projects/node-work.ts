import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { checkReferences, cleared } from "../../shared/http/record.ts";
import type { Call } from "../../shared/http/route.ts";
import { todayOf } from "../../shared/today.ts";
import { user } from "../users/table.ts";
import { checkBegins, checkInstalment, completing, withDocuments } from "./completing.ts";
import type { Given, Kind, Step } from "./nodes.ts";
import { type At, changePlan, type Planned } from "./plan.ts";
import { checkNodes, type Days, inOrder, type Node, pinned, spansOf, withBaseline } from "./rules.ts";
import { planOf, shownPlan } from "./schedule.ts";
import { type CompleteInput, NODES_MAX, type NodeInput } from "./schema.ts";
import type { PlanRow } from "./table.ts";

type AnyCall = Call<unknown, unknown>;

/** A node of one kind by its key. */
function nodeOf(nodes: readonly Node[], key: string, kind?: Kind): Node {
  const found = nodes.find((one) => one.key === key && (kind ?? one.kind) === one.kind);
  if (!found) throw new Fault("not_found", `The plan has no ${kind ?? "node"} ${key}.`);
  return found;
}

/** Refuses to begin a node before what it depends on has ended, and names that. */
function checkDay(nodes: readonly Node[], one: Node, days: Days): void {
  if (!one.notBefore) return;
  const spans = spansOf(nodes, days);
  const wanted = pinned(one, days);
  const waits = (one.dependsOn ?? []).filter((key) => (spans.get(key)?.to ?? 0) > wanted);
  if (waits.length === 0) return;
  const told = waits.map((key) => nodeOf(nodes, key)).map(({ key, endOn }) => `${key} ends on ${endOn}`);
  throw invalidField("startOn", `It depends on what ends later: ${told.join(", ")}.`);
}

/** A node with other fields; `null` clears. One that is over keeps what it has. */
export const changedNode = (one: Node, { startOn, ...given }: Given): Node => {
  if (one.state === "done" || one.state === "dropped") {
    throw new Fault("invalid_state", `${one.key} is ${one.state}; reopen it first.`);
  }
  const day = startOn === undefined ? {} : { notBefore: startOn };
  return cleared({ ...one, ...given, ...day }) as Node;
};

const shownNode = async (call: AnyCall, row: PlanRow, key: string): Promise<unknown> =>
  (await shownPlan(call, row)).nodes.find((one) => one.key === key);

/** The way that a node takes from state to state. */
const STEPS = {
  start: { from: ["open"], to: "doing" },
  drop: { from: ["open", "doing"], to: "dropped" },
  reopen: { from: ["doing", "done", "dropped"], to: "open" },
} as const;

/** A node in another state, as its own way and what it depends on let it. */
export function step(one: Node, name: Step, nodes: readonly Node[], on: string): Node {
  const { from, to } = STEPS[name];
  if (one.state === to) return one;
  if (!from.some((state) => state === one.state)) {
    throw new Fault("invalid_state", `${one.key} is ${one.state}; only what is ${from.join(" or ")} allows ${name}.`);
  }
  if (one.acceptedAt) throw new Fault("invalid_state", `The customer has accepted ${one.key}.`);
  if (name !== "start") {
    const { doneAt: _, ...rest } = one;
    return { ...rest, state: to };
  }
  checkBegins(one, nodes);
  return { ...one, state: to, startOn: on };
}

export const withNode = (nodes: readonly Node[], next: Node): Node[] =>
  nodes.map((one) => (one.key === next.key ? next : one));

/** Refuses nodes that make no plan; what is wrong with the node of the call is told by its fields. */
const checkOwn = (nodes: readonly Node[], own: string): void => checkNodes(nodes, (key) => (key === own ? "" : key));

/** The key that a node gets that names none: the next that nobody has. */
function madeKey(kind: Kind, nodes: readonly Node[]): string {
  const taken = new Set(nodes.map(({ key }) => key));
  for (let n = nodes.length + 1; ; n++) {
    const key = `${kind}${n}`;
    if (!taken.has(key)) return key;
  }
}

/** The nodes of one kind, in the order of what depends on what. */
export async function nodesOf(call: AnyCall, projectId: string, kind: Kind) {
  const { nodes } = await shownPlan(call, await planOf(call, projectId));
  return { items: inOrder(nodes).filter((one) => one.kind === kind), nextCursor: null };
}

export const planShown = async (call: AnyCall, projectId: string) => shownPlan(call, await planOf(call, projectId));

export async function baselineTaken(call: AnyCall) {
  const after = await changePlan(call, call.params.id ?? "", ({ before, row }) => ({
    nodes: withBaseline(before.nodes),
    project: { baselineEndOn: row.endOn },
    as: "baseline",
  }));
  return shownPlan(call, after);
}

export async function added(call: AnyCall, kind: Kind, body: z.output<typeof NodeInput>): Promise<unknown> {
  const { key: named, startOn, ...given } = body;
  await checkReferences(call, { assigneeId: user }, given);
  let key = named ?? "";
  const after = await changePlan(call, call.params.id ?? "", async ({ row, before, days }) => {
    if (before.nodes.length >= NODES_MAX) throw invalidField("key", `A plan has at most ${NODES_MAX} nodes.`);
    key = named ?? madeKey(kind, before.nodes);
    const on = startOn ?? before.startOn;
    const pin = startOn ? { notBefore: startOn } : {};
    const node: Node = { ...given, key, kind, state: "open", startOn: on, endOn: on, ...pin };
    const nodes = [...before.nodes, node];
    checkOwn(nodes, key);
    await checkInstalment(call, row.orderId, node);
    checkDay(nodes, node, days);
    return { nodes };
  });
  return shownNode(call, after, key);
}

/** A call on one node of the plan: what it makes of the plan, and the node as it then is. */
async function onNode(
  call: AnyCall,
  kind: Kind,
  work: (node: Node, at: At) => Promise<Planned> | Planned,
): Promise<unknown> {
  const { id = "", key = "" } = call.params;
  const after = await changePlan(call, id, (at) => work(nodeOf(at.before.nodes, key, kind), at));
  return shownNode(call, after, key);
}

export async function changed(call: AnyCall, kind: Kind, given: Given): Promise<unknown> {
  await checkReferences(call, { assigneeId: user }, given);
  return onNode(call, kind, async (one, { row, before, days }) => {
    const node = changedNode(one, given);
    const nodes = withNode(before.nodes, node);
    checkOwn(nodes, one.key);
    if (given.instalmentNo) await checkInstalment(call, row.orderId, node);
    if (given.startOn) checkDay(nodes, node, days);
    return { nodes };
  });
}

export const stepped = (call: AnyCall, kind: Kind, name: Step): Promise<unknown> =>
  onNode(call, kind, (one, { before: { nodes } }) => ({
    nodes: withNode(nodes, step(one, name, nodes, todayOf(call))),
  }));

type Documents = z.output<typeof CompleteInput>;

export const completed = (call: AnyCall, kind: Kind, body: Documents): Promise<unknown> =>
  onNode(call, kind, (one, at) => completing(call, at, one, body));

export const attached = (call: AnyCall, kind: Kind, { documents }: Documents): Promise<unknown> =>
  onNode(call, kind, async (one, { row, before: { nodes } }) => ({
    nodes: withNode(nodes, await withDocuments(call, row.id, one, documents)),
  }));
