import { linkEntry } from "../../shared/records/directory.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { ChangeRequest, ChangeRevision } from "./change-schema.ts";
import { ProjectLink } from "./link-schema.ts";
import { Drive, DriveDue, Plan, Project, ProjectTemplate } from "./schema.ts";

export const project = entity({
  noun: "project",
  plural: "projects",
  prefix: "prj",
  schema: Project,
  orders: ["name", "endOn"],
  team: (row) => row.memberIds ?? [],
  sealed: ({ status, archived }) =>
    status === "closed" || status === "cancelled" ? status : archived ? "archived" : undefined,
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

export const projectLink = entity({
  noun: "projectLink",
  plural: "addresses of projects",
  prefix: "plk",
  schema: ProjectLink,
  scoped: false,
  indexes: { parent: { by: ["projectId"], sorts: "createdAt", answers: "the addresses of one project" } },
});
export type LinkRow = RowOf<typeof projectLink>;

export const projectLinkEntry = linkEntry(projectLink, "ple");

/** When managers are told what is open, overdue and next in their projects. */
export const deliveryDrive = setting({
  noun: "deliveryDrive",
  plural: "delivery drives",
  prefix: "dld",
  id: "dld_tenant",
  schema: Drive,
  path: "/v1/delivery-drive",
  reading: "projects.read",
  writing: "tenants.write",
  tells: "When project managers are told by mail what is open, overdue and next in their projects.",
  replaces: "Says when project managers are told what is open, overdue and next; it holds from their next mail on.",
  example: { weekday: 1, at: "09:00", nextDays: 14 },
});

/** One row a manager: when they are told next. */
export const driveDue = entity({
  noun: "driveDue",
  plural: "weekly mails of managers",
  prefix: "drv",
  schema: DriveDue,
  scoped: false,
  audited: false,
  due: {
    work: "projectDrives",
    shards: 2,
    at: (row) => row.dueAt,
    answers: "the managers who are told of their projects",
  },
});
export const driveId = (userId: string): string => `${driveDue.prefix}_${bodyOf(userId)}`;

export const changeRequest = entity({
  noun: "changeRequest",
  plural: "change requests",
  prefix: "chr",
  schema: ChangeRequest,
  indexes: {
    ...ownedIndexes("change request"),
    parent: {
      ...{ by: ["projectId"], tag: "prj", prefix: "chr#", sorts: "createdAt" },
      answers: "the change requests of one project",
    },
  },
});
export type ChangeRow = RowOf<typeof changeRequest>;

export const changeRevision = entity({
  noun: "changeRevision",
  plural: "revisions of change requests",
  prefix: "crv",
  schema: ChangeRevision,
  scoped: false,
  key: (row) => ({ pk: String(row.changeRequestId), sk: `revision#${String(row.revision).padStart(4, "0")}` }),
});
