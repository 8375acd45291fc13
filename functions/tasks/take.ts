import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { At } from "../projects/plan.ts";
import { inOrder, type Node } from "../projects/rules.ts";
import { NODES_MAX } from "../projects/schema.ts";
import { type PlanRow, plan, planId } from "../projects/table.ts";
import { user } from "../users/table.ts";
import { decided, FIELDS, type Field, stateOf, type Values } from "./rules.ts";
import { emailsOf, type Meeting, oursOf, type Refusal, type Scene, theirsOf } from "./said.ts";

type Takes = { scene: Scene; at: At; people: ReadonlyMap<string, string>; refused: Refusal[] };
type Outside = typeof import("../projects/outside.ts");

/** The people of the tenant whom a task system names, by their addresses. */
async function peopleOf({ table }: Caller, mets: readonly Meeting[]): Promise<Map<string, string>> {
  const emails = [...new Set(mets.flatMap(({ task }) => task?.assignee ?? []))];
  const found = await Promise.all(
    emails.map(async (email): Promise<[string, string][]> => {
      const id = await table.idOfUnique(user, "email", email);
      const row = id ? await table.find(user, id) : undefined;
      return row && !row.archived ? [[email, row.id]] : [];
    }),
  );
  return new Map(found.flat());
}

/** Does it, and notes why where it is refused: then the nodes stay as they were. */
async function unlessRefused(
  { refused }: Takes,
  { pair, task }: Meeting,
  nodes: readonly Node[],
  work: () => Promise<Node[]> | Node[],
): Promise<Node[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500 || error.code === "stale") throw error;
    refused.push({ key: pair.key, ...(task && { externalId: task.id }), why: error.detail.slice(0, 500) });
    return [...nodes];
  }
}

const isOpen = ({ state }: Node): boolean => state === "open" || state === "doing";
const nodeOf = (nodes: readonly Node[], key: string): Node | undefined =>
  nodes.find((one) => one.key === key && one.kind === "task");

/** The fields of a task as it is said outside, as far as they are taken from there. */
async function withFields(
  takes: Takes,
  met: Meeting,
  nodes: readonly Node[],
  fields: readonly Field[],
  theirs: Values,
) {
  const { toldNode } = (await import("../projects/outside.ts")) as Outside;
  const { at, people } = takes;
  const node = nodeOf(nodes, met.pair.key);
  if (!node || !isOpen(node)) return [...nodes];
  const put = (next: Node): Node[] => nodes.map((one) => (one === node ? next : one));
  const has = (field: Field): boolean => fields.includes(field);
  const { name, hours = null, startOn = null, endOn, assignee } = theirs;
  const dates = { ...(has("startOn") && { startOn }), ...(has("endOn") && endOn && { endOn }) };
  const plain = {
    ...(has("name") && name && { name }),
    ...(has("hours") && { estimatedHours: hours }),
  };
  const who = assignee === undefined ? null : people.get(assignee);
  if (has("assignee") && who === undefined) {
    const why = `Nobody here has the address ${assignee}.`;
    takes.refused.push({ key: node.key, ...(met.task && { externalId: met.task.id }), why });
  }
  const said = { ...plain, ...(has("assignee") && who !== undefined && { assigneeId: who }) };
  const undated = put(toldNode(node, said, at.days));
  return unlessRefused(takes, met, undated, () => {
    const base = nodeOf(undated, node.key) as Node;
    return undated.map((one) => (one === base ? toldNode(base, dates, at.days) : one));
  });
}

async function withState(takes: Takes, met: Meeting, nodes: readonly Node[], to: Node["state"]): Promise<Node[]> {
  const { toldState } = (await import("../projects/outside.ts")) as Outside;
  const { at, scene } = takes;
  const node = nodeOf(nodes, met.pair.key);
  if (!node) return [...nodes];
  const here: At = { ...at, before: { ...at.before, nodes: [...nodes] } };
  return unlessRefused(takes, met, nodes, () => toldState(scene.call, here, node, to));
}

/** A task that somebody has made outside, as a further one of the plan. */
function withNew({ at, refused }: Takes, { pair, task }: Meeting, nodes: readonly Node[]): Node[] {
  if (!task) return [...nodes];
  if (nodes.length >= NODES_MAX) {
    refused.push({ externalId: task.id, why: `A plan has at most ${NODES_MAX} nodes.` });
    return [...nodes];
  }
  const startOn = task.startOn ?? at.before.startOn;
  const base = { key: pair.key, kind: "task" as const, name: task.name, state: "open" as const };
  return [...nodes, { ...base, startOn, endOn: startOn }];
}

/** What one task of the plan takes over; its fields while it is open, be that before or after its state moves. */
async function taken(takes: Takes, met: Meeting, emails: ReadonlyMap<string, string>, nodes: readonly Node[]) {
  const { scene } = takes;
  let all = met.isNew ? withNew(takes, met, nodes) : [...nodes];
  const node = nodeOf(all, met.pair.key);
  if (!node || (!met.task && !met.isDeleted)) return all;
  const ours = oursOf(node, emails);
  const theirs = theirsOf(scene, met, ours);
  if (met.task && stateOf(scene.settings, met.task.state) === undefined) {
    const why = `Nobody has said what the state ${met.task.state} means.`;
    takes.refused.push({ key: node.key, externalId: met.task.id, why });
  }
  const sides = decided({ ours, theirs }, met.last, scene.settings);
  // All of a task that is new here is as it is said there.
  const isTaken = (field: Field): boolean => (met.isNew ? theirs[field] !== undefined : sides[field] === "theirs");
  const fields = FIELDS.filter(isTaken);
  if (fields.length === 0) return all;
  const moves = fields.includes("state") && theirs.state !== undefined;
  if (moves && !isOpen(node)) all = await withState(takes, met, all, theirs.state as Node["state"]);
  all = await withFields(takes, met, all, fields, theirs);
  return moves && isOpen(node) ? withState(takes, met, all, theirs.state as Node["state"]) : all;
}

/** True where something outside is news that the plan may take over. */
function isNews(scene: Scene, mets: readonly Meeting[], held: PlanRow, emails: ReadonlyMap<string, string>): boolean {
  return mets.some((met) => {
    if (met.isNew) return true;
    const node = nodeOf(held.nodes, met.pair.key);
    if (!node || (!met.task && !met.isDeleted)) return false;
    const ours = oursOf(node, emails);
    const sides = decided({ ours, theirs: theirsOf(scene, met, ours) }, met.last, scene.settings);
    return Object.values(sides).includes("theirs");
  });
}

/** The plan with what it takes over from outside, in one write; as it is where nothing is news. */
export async function takeOver(scene: Scene, mets: readonly Meeting[]): Promise<PlanRow> {
  const { call, row } = scene;
  const held = await call.table.get(plan, planId(row.projectId));
  if (!isNews(scene, mets, held, await emailsOf(call, held.nodes))) return held;
  const [{ changePlan }, people] = await Promise.all([import("../projects/plan.ts"), peopleOf(call, mets)]);
  return changePlan(call, row.projectId, async (at) => {
    const takes: Takes = { scene, at, people, refused: [] };
    const emails = await emailsOf(call, at.before.nodes);
    let nodes: readonly Node[] = at.before.nodes;
    // What others depend on comes first: of two that were done outside between two looks neither is refused.
    const places = new Map(inOrder(nodes).map(({ key }, n) => [key, n]));
    const placeOf = ({ pair }: Meeting): number => places.get(pair.key) ?? places.size;
    for (const met of [...mets].sort((a, b) => placeOf(a) - placeOf(b))) nodes = await taken(takes, met, emails, nodes);
    scene.refused.splice(0, scene.refused.length, ...takes.refused);
    return { nodes };
  });
}
