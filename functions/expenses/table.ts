import { directoryEntry } from "../../shared/records/directory.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { Expense, ExpenseConnection, ExpenseHead, ExpensePolicy } from "./schema.ts";

/** Where the expenses stand that one budget bears. */
export const bornePartition = (budgetId: string): string => `exp.borne#${budgetId}`;

export const expense = entity({
  noun: "expense",
  plural: "expenses",
  prefix: "exp",
  schema: Expense,
  orders: ["amountMinor", "on"],
  indexes: {
    ...ownedIndexes("expense"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "exp#",
      sorts: "createdAt",
      answers: "the expenses of one account",
    },
    parent: {
      by: ["relatedIds"],
      sorts: "createdAt",
      answers: "what was spent on one opportunity, project, campaign or ticket",
    },
  },
  entries: ({ relatedIds = [], charges = [] }) => [
    ...relatedIds.slice(1).map((id) => ({ index: "parent" as const, values: { relatedIds: id } })),
    ...charges.map(({ budgetId }) => ({ index: "parent" as const, partition: bornePartition(budgetId) })),
  ],
});
export type ExpenseRow = RowOf<typeof expense>;

export const expensePolicy = setting({
  noun: "expensePolicy",
  plural: "expense policies",
  prefix: "epo",
  id: "epo_tenant",
  schema: ExpensePolicy,
  path: "/v1/expense-policy",
  reading: "expenses.read",
  writing: "expensing.write",
  tells: "What is spent on, what other currencies are worth and from when, and what needs a receipt.",
  replaces: "Replaces the policy. It holds for what is submitted or booked from now on.",
  example: {
    ...{ categories: ["travel", "lodging", "meals", "other"], receiptFromMinor: 50_000 },
    rates: [{ currency: "USD", fromOn: "2027-01-01", rate: "7.1234" }],
  },
});

export const expenseConnection = entity({
  noun: "expenseConnection",
  plural: "expense connections",
  prefix: "exc",
  schema: ExpenseConnection,
  scoped: false,
  secret: ["secrets", "token"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the expense connections of the tenant" } },
  due: {
    work: "expensePulls",
    shards: 1,
    at: (row) => (row.archived || !row.baseUrl ? undefined : row.dueAt),
    answers: "expense systems that booked data is pulled from",
  },
});
export type ConnectionRow = RowOf<typeof expenseConnection>;

/** Outside every wall: which tenant a connection belongs to. */
export const expenseConnectionEntry = directoryEntry(expenseConnection);

/** One for each id of an expense system; named by the hash of both. */
export const expenseHead = entity({
  noun: "expenseHead",
  plural: "heads of told expenses",
  prefix: "exh",
  schema: ExpenseHead,
  scoped: false,
  audited: false,
});
