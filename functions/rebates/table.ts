import { hashedId } from "../../shared/hashed.ts";
import { entity } from "../../shared/table/entity.ts";
import {
  PartnerStatement,
  RebateBook,
  RebateCash,
  RebateEntry,
  RebateNotice,
  RebateRule,
  RebateRuleVersion,
} from "./schema.ts";

export const rebateRule = entity({
  noun: "rebateRule",
  plural: "rebate rules",
  prefix: "rbr",
  schema: RebateRule,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the rebate rules of the tenant" } },
});

/** All versions of a tenant's rules stand together, since cash is weighed by all of them. */
export const rebateRuleVersion = entity({
  noun: "rebateRuleVersion",
  plural: "versions of rebate rules",
  prefix: "rbv",
  schema: RebateRuleVersion,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: "rbv#", sk: `${row.ruleId}#${String(row.number).padStart(4, "0")}` }),
});

/** What is one partner's, seen by it, by those who look after it, and by whoever sees all. */
const ofPartner = {
  ownerField: "partnerId",
  owners: ({ partnerId, ownerId }: { partnerId: string; ownerId?: string | undefined }) => [partnerId, ownerId],
};

export const rebateNotice = entity({
  noun: "rebateNotice",
  plural: "rules pushed to partners",
  prefix: "rbn",
  schema: RebateNotice,
  ...ofPartner,
  indexes: {
    all: { by: [], sorts: "pushedAt", answers: "what was pushed to partners" },
    owner: { by: ["partnerId"], sorts: "pushedAt", answers: "the rules that were pushed to one partner" },
    department: { by: ["departmentId"], sorts: "pushedAt", answers: "what was pushed to the partners of a department" },
    parent: { by: ["ruleId"], sorts: "pushedAt", answers: "the partners that one rule was pushed to" },
  },
});
export const noticeId = (ruleId: string, partnerId: string): string =>
  hashedId(rebateNotice.prefix, `${ruleId} ${partnerId}`);

export const rebateBook = entity({
  noun: "rebateBook",
  plural: "books of rebates",
  prefix: "rbb",
  schema: RebateBook,
  scoped: false,
  audited: false,
});
export const bookId = (partnerId: string, ruleId: string, period: string, currency: string): string =>
  hashedId(rebateBook.prefix, [partnerId, ruleId, period, currency].join(" "));

export const rebateCash = entity({
  noun: "rebateCash",
  plural: "counted receipts of rebates",
  prefix: "rbc",
  schema: RebateCash,
  scoped: false,
  audited: false,
});
export const cashId = (bankTransactionId: string, orderId: string): string =>
  hashedId(rebateCash.prefix, `${bankTransactionId} ${orderId}`);

export const rebateEntry = entity({
  noun: "rebateEntry",
  plural: "rebate entries",
  prefix: "rbe",
  schema: RebateEntry,
  audited: false,
  ...ofPartner,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "every rebate entry of the tenant" },
    owner: { by: ["partnerId"], sorts: "createdAt", answers: "the rebate entries of one partner" },
    department: { by: ["departmentId"], sorts: "createdAt", answers: "the rebate entries of a department's partners" },
    parent: { by: ["statementId"], sorts: "createdAt", answers: "the entries of one statement" },
  },
});

/** The entry that follows from what it is made of: written twice, it is one. */
export const entryId = (...parts: readonly (string | number)[]): string =>
  hashedId(rebateEntry.prefix, parts.join(" "));

export const partnerStatement = entity({
  noun: "partnerStatement",
  plural: "partner statements",
  prefix: "psm",
  schema: PartnerStatement,
  ...ofPartner,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "the statements of the tenant's partners" },
    owner: { by: ["partnerId"], sorts: "createdAt", answers: "the statements of one partner" },
    department: { by: ["departmentId"], sorts: "createdAt", answers: "the statements of a department's partners" },
  },
  due: {
    work: "partnerStatements",
    shards: 2,
    at: (row) => (row.state === "open" ? row.closesAt : undefined),
    answers: "partner statements whose month is over",
  },
});
export const statementId = (partnerId: string, currency: string, month: string): string =>
  hashedId(partnerStatement.prefix, `${partnerId} ${currency} ${month}`);

/** What is a partner's, and that of who looks after it. */
export const LOOKED_AFTER = [partnerStatement, rebateNotice, rebateEntry] as const;
