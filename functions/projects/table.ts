import { bodyOf } from "../../shared/records/figures.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { Plan, Project, ProjectTemplate } from "./schema.ts";

export const project = entity({
  noun: "project",
  plural: "projects",
  prefix: "prj",
  schema: Project,
  team: (row) => row.memberIds ?? [],
  indexes: {
    ...ownedIndexes("project"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "prj#",
      sorts: "createdAt",
      answers: "the projects of one account",
    },
  },
  unique: { orderId: (row) => (row.status === "cancelled" ? undefined : row.orderId) },
});

export const projectTemplate = entity({
  noun: "projectTemplate",
  plural: "project templates",
  prefix: "ptm",
  schema: ProjectTemplate,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the project templates of the tenant" } },
  unique: { productType: (row) => (row.archived ? undefined : row.productType) },
});

/** Where the plans stand in which somebody has something to do. */
export const assigneePartition = (userId: string): string => `pln.with#${userId}`;

/** Seen by whoever sees the project. */
export const plan = entity({
  noun: "projectPlan",
  plural: "project plans",
  prefix: "pln",
  schema: Plan,
  scoped: false,
  entries: (row) =>
    (row.assigneeIds ?? []).map((userId) => ({
      ...{ index: "owner" as const, partition: assigneePartition(userId), sorts: "createdAt" },
    })),
});
export const planId = (projectId: string): string => `${plan.prefix}_${bodyOf(projectId)}`;

export type ProjectRow = RowOf<typeof project>;
export type PlanRow = RowOf<typeof plan>;
