import { entity } from "../../shared/table/entity.ts";
import { CreditPack, SplitRule } from "./schema.ts";

/** The credits of the tenant arrive at bank-feed speed; one partition takes 1,000 writes a second. */
const CREDIT_SHARDS = 4;

export const creditPack = entity({
  noun: "credit",
  plural: "credits",
  prefix: "crd",
  schema: CreditPack,
  audited: false,
  ownerField: "beneficiaryId",
  owners: (row) => [row.beneficiaryId],
  key: (row) => ({ pk: String(row.bankTransactionId), sk: `credit#${row.id}` }),
  indexes: {
    all: { by: [], sorts: "earnedAt", shards: CREDIT_SHARDS, answers: "every credit of the tenant, by time earned" },
    owner: { by: ["beneficiaryId"], sorts: "earnedAt", answers: "the credits of one person or partner" },
    department: {
      by: ["departmentId"],
      sorts: "earnedAt",
      shards: CREDIT_SHARDS,
      answers: "the credits of one department",
    },
    parent: { by: ["orderId"], sorts: "earnedAt", answers: "the credits of one order" },
  },
});

export const splitRule = entity({
  noun: "splitRule",
  plural: "split rules",
  prefix: "spl",
  schema: SplitRule,
  scoped: false,
  indexes: { all: { by: [], sorts: "priority", answers: "the split rules, by priority" } },
});
