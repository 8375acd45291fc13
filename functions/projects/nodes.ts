import * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { patchOf } from "../../shared/http/crud.ts";
import { checkReferences, cleared, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { user } from "../users/table.ts";
import { completing, withDocuments } from "./completing.ts";
import { type At, changePlan, type Planned } from "./plan.ts";
import { checkNodes, type Days, inOrder, type Node, pinned, spansOf, withBaseline } from "./rules.ts";
import { planOf, shownPlan } from "./schedule.ts";
import { CompleteInput, type NODE_KINDS, NODES_MAX, NodeInput, NodeView, PlanNode, PlanView } from "./schema.ts";
import { type PlanRow, project } from "./table.ts";

type Kind = (typeof NODE_KINDS)[number];
type AnyCall = Call<unknown, unknown>;

/** What of a node people change; without a day of its own it begins as soon as it may. */
const NodePatch = patchOf(NodeInput.omit({ key: true }), PlanNode.omit({ startOn: true }));
type Fields = Omit<z.output<typeof NodeInput>, "key">;
type Given = { [Name in keyof Fields]?: Fields[Name] | null };

const PATH = "/v1/projects/{id}";
const reading = { permission: "projects.read" as const };
const writing = { permission: "projects.write" as const };

/** A node of one kind by its key. */
export function nodeOf(nodes: readonly Node[], key: string, kind?: Kind): Node {
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

const changedNode = (one: Node, { startOn, ...given }: Given): Node => {
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
  start: { from: ["open"], to: "doing", summary: "Begins" },
  drop: { from: ["open", "doing"], to: "dropped", summary: "Gives up" },
  reopen: { from: ["doing", "done", "dropped"], to: "open", summary: "Opens again" },
} as const;

function step(one: Node, name: keyof typeof STEPS, nodes: readonly Node[], on: string): Node {
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
  const waits = (one.dependsOn ?? [])
    .map((key) => nodeOf(nodes, key))
    .filter(({ state }) => state === "open" || state === "doing");
  if (waits.length > 0) {
    const errors = waits.map(
      ({ key, name: title }): InputError => ({
        path: "dependsOn",
        code: "open",
        message: `${title} (${key}) is not done.`,
      }),
    );
    throw new Fault("conflict", errors.map(({ message }) => message).join(" "), { errors });
  }
  return { ...one, state: to, startOn: on };
}

const todayOf = ({ now, tenant }: AnyCall): string => civilDate(new Date(now), tenant.timeZone);

const withNode = (nodes: readonly Node[], next: Node): Node[] =>
  nodes.map((one) => (one.key === next.key ? next : one));

/** The key that a node gets that names none: the next that nobody has. */
function madeKey(kind: Kind, nodes: readonly Node[]): string {
  const taken = new Set(nodes.map(({ key }) => key));
  for (let n = nodes.length + 1; ; n++) {
    const key = `${kind}${n}`;
    if (!taken.has(key)) return key;
  }
}

type Of = { kind: Kind; body: object; patch: { key: string; body: object }; steps: string; dropped: string };

const pathOf = ({ kind }: Of): string => `${PATH}/${kind}s`;

const listed = (of: Of): Route =>
  route({
    ...reading,
    method: "GET",
    path: pathOf(of),
    summary: `The ${of.kind}s of a project, in the order of what depends on what.`,
    reply: z.object({ items: z.array(NodeView), nextCursor: z.null() }),
    example: { params: { id: "{id}" } },
    run: async (call) => {
      const { id } = await load(call, project);
      const { nodes } = await shownPlan(call, await planOf(call, id));
      return { items: inOrder(nodes).filter(({ kind }) => kind === of.kind), nextCursor: null };
    },
  });

const added = (of: Of): Route =>
  route({
    ...writing,
    method: "POST",
    path: pathOf(of),
    summary: `Adds a ${of.kind} to the plan of a project.`,
    body: NodeInput,
    reply: NodeView,
    status: 201,
    example: { params: { id: "{id}" }, body: of.body },
    run: async (call) => {
      const { key: named, startOn, ...given } = call.body;
      await checkReferences(call, { assigneeId: user }, given);
      let key = named ?? "";
      const after = await changePlan(call, call.params.id ?? "", ({ before, days }) => {
        if (before.nodes.length >= NODES_MAX) throw invalidField("key", `A plan has at most ${NODES_MAX} nodes.`);
        key = named ?? madeKey(of.kind, before.nodes);
        const on = startOn ?? before.startOn;
        const pin = startOn ? { notBefore: startOn } : {};
        const node: Node = { ...given, key, kind: of.kind, state: "open", startOn: on, endOn: on, ...pin };
        const nodes = [...before.nodes, node];
        checkNodes(nodes, (other) => other);
        checkDay(nodes, node, days);
        return { nodes };
      });
      return shownNode(call, after, key);
    },
  });

/** A call on one node of the plan: what it makes of the plan, and the node as it then is. */
const onNode = async (
  call: AnyCall,
  { kind }: Of,
  work: (node: Node, at: At) => Promise<Planned> | Planned,
): Promise<unknown> => {
  const { id = "", key = "" } = call.params;
  const after = await changePlan(call, id, (at) => work(nodeOf(at.before.nodes, key, kind), at));
  return shownNode(call, after, key);
};

const changed = (of: Of): Route =>
  route({
    ...writing,
    method: "PATCH",
    path: `${pathOf(of)}/{key}`,
    summary: `Changes a ${of.kind}; what depends on it moves along, over working days and holidays. null clears a field.`,
    body: NodePatch,
    reply: NodeView,
    example: { params: { id: "{id}", key: of.patch.key }, body: of.patch.body },
    run: async (call) => {
      const given = call.body as Given;
      await checkReferences(call, { assigneeId: user }, given);
      return onNode(call, of, (one, { before, days }) => {
        const node = changedNode(one, given);
        const nodes = withNode(before.nodes, node);
        checkNodes(nodes, (other) => other);
        if (given.startOn) checkDay(nodes, node, days);
        return { nodes };
      });
    },
  });

const stepped = (of: Of, name: keyof typeof STEPS): Route =>
  route({
    ...writing,
    method: "POST",
    path: `${pathOf(of)}/{key}/${name}`,
    summary: `${STEPS[name].summary} a ${of.kind}; done once more it stays as it is.`,
    reply: NodeView,
    example: { params: { id: "{id}", key: name === "drop" ? of.dropped : of.steps } },
    run: (call: AnyCall) =>
      onNode(call, of, (one, { before: { nodes } }) => ({
        nodes: withNode(nodes, step(one, name, nodes, todayOf(call))),
      })),
  });

const completed = (of: Of): Route =>
  route({
    ...writing,
    method: "POST",
    path: `${pathOf(of)}/{key}/complete`,
    summary: `Completes a ${of.kind}; refused while one of its documents is missing, which are named.`,
    body: CompleteInput,
    reply: NodeView,
    example: { params: { id: "{id}", key: of.steps }, body: {} },
    run: (call) => onNode(call, of, (one, at) => completing(call, at, one, call.body)),
  });

const attached = (of: Of): Route =>
  route({
    ...writing,
    method: "POST",
    path: `${pathOf(of)}/{key}/attach`,
    summary: `Attaches documents that a ${of.kind} requires, before it is completed.`,
    body: CompleteInput,
    reply: NodeView,
    example: { params: { id: "{id}", key: of.steps }, body: { documents: [] } },
    run: (call) =>
      onNode(call, of, async (one, { row, before: { nodes } }) => ({
        nodes: withNode(nodes, await withDocuments(call, row.id, one, call.body.documents)),
      })),
  });

const kindRoutes = (of: Of): Route[] => [
  listed(of),
  added(of),
  changed(of),
  // A milestone is reached and not worked on.
  ...(of.kind === "task" ? [stepped(of, "start")] : []),
  attached(of),
  completed(of),
  stepped(of, "reopen"),
  stepped(of, "drop"),
];

const whole = route({
  ...reading,
  method: "GET",
  path: `${PATH}/plan`,
  summary: "The plan of a project: dates against the baseline, slack, and the chain that decides when it ends.",
  reply: PlanView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id } = await load(call, project);
    return shownPlan(call, await planOf(call, id));
  },
});

const baseline = route({
  ...writing,
  method: "POST",
  path: `${PATH}/plan/baseline`,
  summary: "Takes the plan as it is now for the baseline that later dates are compared with.",
  reply: PlanView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const after = await changePlan(call, call.params.id ?? "", ({ before, row }) => ({
      nodes: withBaseline(before.nodes),
      project: { baselineEndOn: row.endOn },
      as: "baseline",
    }));
    return shownPlan(call, after);
  },
});

export const planRoutes: Route[] = [
  whole,
  baseline,
  ...kindRoutes({
    kind: "task",
    body: { name: "数据迁移", durationDays: 5, estimatedHours: 30, dependsOn: ["kickoff"], assigneeId: "{userId}" },
    patch: { key: "setup", body: { startOn: "2027-01-11" } },
    ...{ steps: "analysis", dropped: "migration" },
  }),
  ...kindRoutes({
    kind: "milestone",
    body: { name: "上线", dependsOn: ["setup"], documents: ["上线报告"] },
    patch: { key: "training", body: { name: "管理员培训完成" } },
    ...{ steps: "kickoff", dropped: "audit" },
  }),
];
