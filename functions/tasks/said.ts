import type { Caller } from "../../shared/http/route.ts";
import type { Node } from "../projects/rules.ts";
import type { ProjectRow } from "../projects/table.ts";
import { user } from "../users/table.ts";
import type { Task, TaskPort } from "./port.ts";
import { type Both, type Pair, stateOf, type Values } from "./rules.ts";
import type { LinkRow, SystemRow } from "./table.ts";

/** A task of the plan and what is there of it outside. */
export type Meeting = {
  pair: Pair;
  task?: Task;
  last?: Both | undefined;
  /** It was there, and was deleted. */
  isDeleted?: boolean;
  /** Somebody has made it there, and the plan does not have it yet. */
  isNew?: boolean;
};

export type Refusal = NonNullable<LinkRow["refused"]>[number];
export type Scene = {
  call: Caller;
  port: TaskPort;
  settings: SystemRow;
  row: LinkRow;
  about: ProjectRow;
  refused: Refusal[];
};

/** The mail addresses of people by their ids, in small letters. */
export async function emailsOf({ table }: Caller, nodes: readonly Node[]): Promise<Map<string, string>> {
  const ids = [...new Set(nodes.flatMap(({ assigneeId }) => assigneeId ?? []))];
  const people = await table.getMany(user, ids, true);
  return new Map(
    [...people.values()].flatMap(({ id, email }) => (email ? [[id, email.toLowerCase()] as [string, string]] : [])),
  );
}

/** What the plan says of a task. */
export const oursOf = (one: Node, emails: ReadonlyMap<string, string>): Values => {
  const { name, state, startOn, endOn, estimatedHours: hours, assigneeId = "" } = one;
  const assignee = emails.get(assigneeId);
  return { name, state, startOn, endOn, ...(hours !== undefined && { hours }), ...(assignee && { assignee }) };
};

/** What is said of it outside, in the plan's words; a state that nobody has explained says nothing new. */
export function theirsOf({ settings }: Pick<Scene, "settings">, { task, last }: Meeting, ours: Values): Values {
  if (!task) return { ...(last?.theirs ?? ours), state: "dropped" };
  const { name, startOn, endOn, hours, assignee } = task;
  const state = stateOf(settings, task.state) ?? last?.theirs.state ?? ours.state;
  const told = Object.entries({ name, state, startOn, endOn, hours, assignee }).filter(([, one]) => one !== undefined);
  return Object.fromEntries(told) as Values;
}
