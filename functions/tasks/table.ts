import { directoryEntry } from "../../shared/records/directory.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { entity, type RowOf } from "../../shared/table/entity.ts";
import { TaskLink, TaskSystem } from "./schema.ts";

export const taskSystem = entity({
  noun: "taskSystem",
  plural: "task systems",
  prefix: "tsy",
  schema: TaskSystem,
  scoped: false,
  secret: ["secrets", "token"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the task systems of the tenant" } },
});
export type SystemRow = RowOf<typeof taskSystem>;

/** Outside every wall: which tenant a task system belongs to. */
export const taskSystemEntry = directoryEntry(taskSystem);

/** One a project; see `linkIdOf`. */
export const taskLink = entity({
  noun: "taskLink",
  plural: "links of projects with task systems",
  prefix: "tlk",
  schema: TaskLink,
  scoped: false,
  indexes: {
    parent: {
      by: ["systemId", "externalProject"],
      sorts: "createdAt",
      answers: "the project that a project of a task system is linked with",
    },
  },
  // Two plans in one project outside would take each other's tasks for new ones.
  unique: { externalProject: (row) => (row.endedAt ? undefined : `${row.systemId} ${row.externalProject}`) },
  due: {
    work: "taskLinks",
    shards: 4,
    at: (row) => row.dueAt,
    answers: "projects that are brought together with their tasks outside",
  },
});
export type LinkRow = RowOf<typeof taskLink>;

export const linkIdOf = (projectId: string): string => `${taskLink.prefix}_${bodyOf(projectId)}`;
