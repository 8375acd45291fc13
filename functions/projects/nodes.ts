import * as z from "zod";
import { patchOf } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { CompleteInput, type NODE_KINDS, NodeInput, NodeView, PlanNode, PlanView } from "./schema.ts";
import { project } from "./table.ts";

export type Kind = (typeof NODE_KINDS)[number];
type AnyCall = Call<unknown, unknown>;

/** What of a node people change; without a day of its own it begins as soon as it may. */
const NodePatch = patchOf(NodeInput.omit({ key: true }), PlanNode.omit({ startOn: true }));
type Fields = Omit<z.output<typeof NodeInput>, "key">;
export type Given = { [Name in keyof Fields]?: Fields[Name] | null };

const PATH = "/v1/projects/{id}";
const reading = { permission: "projects.read" as const };
const writing = { permission: "projects.write" as const };

/** What is done with plans is loaded with the first call that does it. */
const works = () => import("./node-work.ts");

/** What the steps of a node are called. */
const STEPS = { start: "Begins", drop: "Gives up", reopen: "Opens again" } as const;
export type Step = keyof typeof STEPS;

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
      return (await works()).nodesOf(call, id, of.kind);
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
    run: async (call) => (await works()).added(call, of.kind, call.body),
  });

const changed = (of: Of): Route =>
  route({
    ...writing,
    method: "PATCH",
    path: `${pathOf(of)}/{key}`,
    summary: `Changes a ${of.kind}; what depends on it moves along, over working days and holidays. null clears a field.`,
    body: NodePatch,
    reply: NodeView,
    example: { params: { id: "{id}", key: of.patch.key }, body: of.patch.body },
    run: async (call) => (await works()).changed(call, of.kind, call.body as Given),
  });

const stepped = (of: Of, name: Step): Route =>
  route({
    ...writing,
    method: "POST",
    path: `${pathOf(of)}/{key}/${name}`,
    summary: `${STEPS[name]} a ${of.kind}; done once more it stays as it is.`,
    reply: NodeView,
    example: { params: { id: "{id}", key: name === "drop" ? of.dropped : of.steps } },
    run: async (call: AnyCall) => (await works()).stepped(call, of.kind, name),
  });

const completed = (of: Of): Route =>
  route({
    ...writing,
    method: "POST",
    path: `${pathOf(of)}/{key}/complete`,
    summary: `Completes a ${of.kind}; refused while a document is missing or what it depends on is not done, which are named.`,
    body: CompleteInput,
    reply: NodeView,
    example: { params: { id: "{id}", key: of.steps }, body: {} },
    run: async (call) => (await works()).completed(call, of.kind, call.body),
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
    run: async (call) => (await works()).attached(call, of.kind, call.body),
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
    return (await works()).planShown(call, id);
  },
});

const baseline = route({
  ...writing,
  method: "POST",
  path: `${PATH}/plan/baseline`,
  summary: "Takes the plan as it is now for the baseline that later dates are compared with.",
  reply: PlanView,
  example: { params: { id: "{id}" } },
  run: async (call) => (await works()).baselineTaken(call),
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
