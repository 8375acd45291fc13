import { type Entry, entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
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

export const approval = entity({
  noun: "approval",
  plural: "approvals",
  prefix: "apv",
  schema: Approval,
  indexes: {
    ...ownedIndexes("approval"),
    parent: { by: ["recordId"], sorts: "createdAt", answers: "the approvals of one record" },
  },
  entries: (row): Entry[] => {
    const turn = row.state === "pending" ? row.steps[row.step]?.turn : undefined;
    return turn ? [{ index: "owner", partition: turnPartition(turn) }] : [];
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
