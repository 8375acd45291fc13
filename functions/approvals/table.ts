import type * as z from "zod";
import { type Entry, entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { ADMIN } from "../users/roles.ts";
import { Approval, ApprovalDelegation, ApprovalRule } from "./schema.ts";

/** All rules share a partition of the table itself: what an action needs is read consistently. */
export const approvalRule = entity({
  noun: "approvalRule",
  plural: "approval rules",
  prefix: "apr",
  schema: ApprovalRule,
  scoped: false,
  key: (row) => ({ pk: "approvalRule", sk: `rule#${row.id}` }),
  indexes: { all: { by: [], sorts: "createdAt", answers: "the approval rules of the tenant" } },
});

/** Where the approvals stand that wait for somebody, or for anybody who has a role. */
export const turnPartition = (turn: string): string => `apv.turn#${turn}`;

/** Administrators decide besides where a step has waited for too long. */
export const ADMINISTRATORS = `role:${ADMIN}`;

/** Whose turn it is. */
function turnsOf({ state, steps, step }: z.output<typeof Approval>): string[] {
  const { turn, escalatedAt } = steps[step] ?? {};
  if (state !== "pending" || !turn) return [];
  return [...new Set([turn, ...(escalatedAt ? [ADMINISTRATORS] : [])])];
}

export const approval = entity({
  noun: "approval",
  plural: "approvals",
  prefix: "apv",
  schema: Approval,
  indexes: {
    ...ownedIndexes("approval"),
    parent: { by: ["recordId"], sorts: "createdAt", answers: "the approvals of one record" },
  },
  entries: (row): Entry[] => turnsOf(row).map((turn) => ({ index: "owner", partition: turnPartition(turn) })),
  due: {
    work: "approvals",
    shards: 2,
    at: (row) => (row.state === "pending" ? row.dueAt : undefined),
    answers: "whoever lets an approval wait is reminded, and then administrators are asked",
  },
});
export type ApprovalRow = RowOf<typeof approval>;

export const approvalDelegation = entity({
  noun: "approvalDelegation",
  plural: "approval delegations",
  prefix: "apd",
  schema: ApprovalDelegation,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "every delegation of the tenant" },
    owner: { by: ["ownerId"], sorts: "createdAt", answers: "the delegations of one person" },
    parent: { by: ["toUserId"], sorts: "until", answers: "those for whom one person decides" },
  },
});
