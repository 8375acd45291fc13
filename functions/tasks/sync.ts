import { later, MINUTE_MS } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { failedLook } from "../../shared/records/look.ts";
import { anew } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Node } from "../projects/rules.ts";
import { type PlanRow, plan, planId, project } from "../projects/table.ts";
import { tellUnreachable } from "../users/unreachable.ts";
import { meetings } from "./pairing.ts";
import { restTasks, type Written } from "./port.ts";
import { type Both, FIELDS, type Field, type Pair, remembered, toTell, type Values } from "./rules.ts";
import { emailsOf, type Meeting, oursOf, type Scene, theirsOf } from "./said.ts";
import { type LinkRow, taskLink, taskSystem } from "./table.ts";

const TRIES_MAX = 5;
const REFUSED_MAX = 50;

const writtenOf = ({ settings }: Scene, ours: Values, fields: readonly Field[]): Written => {
  const all: Record<Field, Written> = {
    name: { name: ours.name },
    state: { state: ours.state && settings.states[ours.state][0] },
    startOn: { startOn: ours.startOn ?? null },
    endOn: { dueOn: ours.endOn ?? null },
    hours: { estimatedHours: ours.hours ?? null },
    assignee: { assigneeEmail: ours.assignee ?? null },
  };
  return Object.assign({}, ...fields.map((field) => all[field]));
};

/** What is made outside of a task that is not there: of what was deleted there only what is to be done again. */
const isMissing = ({ pair }: Meeting, { state }: Node): boolean =>
  state === "open" || state === "doing" || (state === "done" && !pair.deleted);

/** Tells outside what the plan now has, and remembers what both say. */
async function told(scene: Scene, met: Meeting, node: Node, ours: Values): Promise<Pair> {
  const { port, row } = scene;
  const { externalId, ...rest } = met.pair;
  if (met.isDeleted || !met.task) {
    const pair: Pair = met.isDeleted ? { key: rest.key, deleted: (rest.deleted ?? 0) + 1 } : rest;
    const lacks = isMissing({ ...met, pair }, node);
    if (!lacks) return { key: pair.key, ours, ...(pair.deleted && { deleted: pair.deleted }) };
    const ref = `${row.id}.${pair.key}.${pair.deleted ?? 0}`;
    const made = await port.create(ref, writtenOf(scene, ours, FIELDS));
    const both = { ours, theirs: theirsOf(scene, { ...met, task: made }, ours) };
    return remembered({ ...pair, externalId: made.id }, both);
  }
  const before: Both = { ours, theirs: theirsOf(scene, met, ours) };
  const fields = toTell(before, met.last);
  const task = fields.length > 0 ? await port.change(met.task, writtenOf(scene, ours, fields)) : met.task;
  return remembered({ ...met.pair, externalId: task.id }, { ours, theirs: theirsOf(scene, { ...met, task }, ours) });
}

/** Brings both sides together as they now are. What was done before a look broke off is found there and not done again. */
async function together(scene: Scene): Promise<Partial<LinkRow>> {
  const { call, row, settings, about, refused } = scene;
  const mets = await meetings(scene);
  const isOver = project.sealed?.(about) !== undefined;
  const { takeOver } = await import("./take.ts");
  const held: PlanRow = isOver ? await call.table.get(plan, planId(about.id)) : await takeOver(scene, mets);
  const emails = await emailsOf(call, held.nodes);
  const tasks = new Map(held.nodes.filter(({ kind }) => kind === "task").map((one) => [one.key, one]));
  const pairs = new Map(row.pairs.map((pair) => [pair.key, pair]));
  const done = { refused: refused.length > 0 ? refused.slice(0, REFUSED_MAX) : undefined };
  try {
    for (const met of mets) {
      const node = tasks.get(met.pair.key);
      if (node) pairs.set(node.key, await told(scene, met, node, oursOf(node, emails)));
    }
  } catch (error) {
    return { ...done, pairs: [...pairs.values()], ...failedLook(row, call.now, error) };
  }
  return {
    ...{ ...done, pairs: [...pairs.values()], syncedAt: call.now, failures: 0, error: undefined },
    dueAt: isOver ? undefined : later(call.now, settings.pollMinutes * MINUTE_MS),
  };
}

/** Notes what a look has found. Whoever asked for another look meanwhile gets it; of two that looked at once the first is noted. */
const noted = ({ table, now }: Caller, before: LinkRow, fields: Partial<LinkRow>): Promise<void> =>
  anew(TRIES_MAX, async () => {
    const row = await table.get(taskLink, before.id);
    const isOurs = row.systemId === before.systemId && row.syncedAt === before.syncedAt && !row.endedAt;
    if (!isOurs) return;
    const isAsked = row.version !== before.version;
    await table.replace(
      taskLink,
      row,
      nextVersion(row, now, { ...fields, ...(isAsked && { dueAt: row.dueAt ?? now }) }),
    );
  });

/** Looks at one project and its tasks outside: what both sides now say is read, and decides. */
export async function sync(call: Caller, row: LinkRow): Promise<void> {
  const [settings, about] = await Promise.all([
    call.table.find(taskSystem, row.systemId),
    call.table.find(project, row.projectId),
  ]);
  if (!settings || settings.archived || !about) {
    return noted(call, row, { dueAt: undefined, error: "The task system or the project is gone." });
  }
  // While others decide about the project nobody works on its plan; then it is looked at again.
  if (about.approvalId) return noted(call, row, { dueAt: later(call.now, settings.pollMinutes * MINUTE_MS) });
  const port = restTasks(settings, row.externalProject);
  const scene: Scene = { call, port, settings, row, about, refused: [] };
  const fields = await together(scene).catch((error) => {
    // Our own refusals of a whole look are told as a system's are.
    if (error instanceof Fault && error.status >= 500) throw error;
    return failedLook(row, call.now, error);
  });
  await tellUnreachable(call, settings, fields);
  await noted(call, row, fields);
}
