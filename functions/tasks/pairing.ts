import { sha256 } from "../../shared/http/seal.ts";
import { plan, planId } from "../projects/table.ts";
import type { Task } from "./port.ts";
import { lastOf, type Pair } from "./rules.ts";
import type { Meeting, Scene } from "./said.ts";

const KEY_CHARS = 16;

/** The key that a task made outside has in the plan: it follows from its id there, so that it comes in once. */
const keyOf = (systemId: string, id: string): string => `x${sha256(`${systemId}\n${id}`).slice(0, KEY_CHARS)}`;

/** The key that we named a task by when we made it, if it is the one that stands; twice made, the first. */
function namedKey(linkId: string, { ref = "" }: Task, pairs: ReadonlyMap<string, Pair>): string | undefined {
  const [, key = "", deleted] = ref.split(".");
  const pair = pairs.get(key);
  const isOpen = pair !== undefined && !pair.externalId && deleted === String(pair.deleted ?? 0);
  return ref.startsWith(`${linkId}.`) && isOpen ? key : undefined;
}

async function wasDeleted({ port }: Scene, { externalId }: Pair): Promise<{ task?: Task; isDeleted?: boolean }> {
  if (!externalId) return {};
  const task = await port.read(externalId);
  return task ? { task } : { isDeleted: true };
}

/** Which tasks of the plan and of the task system are the same. */
export async function meetings(scene: Scene): Promise<Meeting[]> {
  const { call, port, row, settings } = scene;
  const { nodes } = await call.table.get(plan, planId(row.projectId));
  const keys = nodes.filter(({ kind }) => kind === "task").map(({ key }) => key);
  const kept = new Map(row.pairs.map((pair) => [pair.key, pair]));
  const pairs = new Map(keys.map((key): [string, Pair] => [key, kept.get(key) ?? { key }]));
  const byId = new Map(row.pairs.flatMap(({ key, externalId }) => (externalId ? [[externalId, key]] : [])));
  const found = new Map<string, Task>();
  const fresh: Meeting[] = [];
  for (const task of await port.tasks()) {
    const made = keyOf(settings.id, task.id);
    const known = byId.get(task.id) ?? namedKey(row.id, task, pairs) ?? (pairs.has(made) ? made : undefined);
    if (known !== undefined && !found.has(known)) found.set(known, task);
    const isOurs = task.ref?.startsWith(`${row.id}.`) === true;
    if (known === undefined && !isOurs && settings.takesNew) {
      fresh.push({ pair: { key: made, externalId: task.id }, task, isNew: true });
    }
  }
  const met = [...pairs.values()].map(async (pair): Promise<Meeting> => {
    const task = found.get(pair.key);
    return { pair, last: lastOf(pair), ...(task ? { task } : await wasDeleted(scene, pair)) };
  });
  return [...(await Promise.all(met)), ...fresh];
}
