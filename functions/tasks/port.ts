import { withoutInvisible } from "../../shared/invisible.ts";
import { isRecord, itemsOf, Refused, restOf, textOf } from "../../shared/rest.ts";

const NAME_CHARS_MAX = 200;
const PAGES_MAX = 50;
const TASKS_MAX = 2_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const HOURS_MAX = 100_000;
const QUARTER = 4;

/**
 * A task as it stands outside. `ref` is what we named it by when we wrote it. `version` is sent back with a change, so that
 * a change that somebody made there in that moment is not written over.
 */
export type Task = {
  id: string;
  ref?: string;
  version?: string;
  name: string;
  state: string;
  startOn?: string;
  endOn?: string;
  hours?: number;
  assignee?: string;
};

/** What is written outside; `null` takes away. */
export type Written = {
  name?: string | undefined;
  state?: string | undefined;
  startOn?: string | null | undefined;
  dueOn?: string | null | undefined;
  estimatedHours?: number | null | undefined;
  assigneeEmail?: string | null | undefined;
};

/** What a task system can do for projects. A task that is made twice under one `ref` is told by it. */
export type TaskPort = {
  tasks(): Promise<Task[]>;
  /** Nothing where it was deleted. */
  read(id: string): Promise<Task | undefined>;
  create(ref: string, task: Written): Promise<Task>;
  change(task: Task, fields: Written): Promise<Task>;
};

const dayOf = (value: unknown): string | undefined => {
  const day = textOf(value)?.slice(0, 10);
  return day && DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined;
};
const hoursOf = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 && value <= HOURS_MAX ? Math.round(value * QUARTER) / QUARTER : undefined;

function taskOf(value: unknown): Task {
  const given = isRecord(value) ? value : {};
  const [id, state] = [textOf(given.id), textOf(given.state)];
  const name = withoutInvisible((textOf(given.name) ?? "").toWellFormed())
    .trim()
    .slice(0, NAME_CHARS_MAX);
  if (!id || !state || name === "") throw new Error("its answer is no task with id, name and state");
  const more = {
    ...{ ref: textOf(given.ref), version: textOf(given.version), startOn: dayOf(given.startOn) },
    ...{ endOn: dayOf(given.dueOn), hours: hoursOf(given.estimatedHours) },
    assignee: textOf(given.assigneeEmail)?.toLowerCase(),
  };
  const told = Object.fromEntries(Object.entries(more).filter(([, one]) => one !== undefined));
  return { id, name, state, ...told };
}

/**
 * A task system that speaks the generic contract: JSON over REST, a bearer, lists in pages by `nextCursor`, what we write
 * named by `ref`, what is written answered as it then is, `If-Match` where tasks have a `version`.
 */
export function restTasks(settings: { baseUrl: string; token: string }, project: string): TaskPort {
  const call = restOf(settings);
  const all = `/projects/${encodeURIComponent(project)}/tasks`;
  const at = (id: string): string => `/tasks/${encodeURIComponent(id)}`;
  return {
    tasks: async () => {
      const found = new Map<string, Task>();
      let cursor: string | undefined;
      for (let page = 0; page < PAGES_MAX; page++) {
        const answer = await call("GET", cursor ? `${all}?cursor=${encodeURIComponent(cursor)}` : all);
        for (const task of itemsOf(answer).map(taskOf)) found.set(task.id, task);
        cursor = isRecord(answer) ? textOf(answer.nextCursor) : undefined;
        if (!cursor) return [...found.values()];
        if (found.size > TASKS_MAX) throw new Error(`its project has over ${TASKS_MAX} tasks`);
      }
      throw new Error(`its list has over ${PAGES_MAX} pages`);
    },
    read: async (id) => {
      try {
        return taskOf(await call("GET", at(id)));
      } catch (error) {
        if (error instanceof Refused && error.isMissing) return undefined;
        throw error;
      }
    },
    create: async (ref, task) => taskOf(await call("POST", all, { body: { ref, ...task } })),
    change: async ({ id, version }, fields) => {
      const headers = version !== undefined && { "if-match": `"${version}"` };
      return taskOf(await call("PATCH", at(id), { body: fields, ...(headers && { headers }) }));
    },
  };
}
