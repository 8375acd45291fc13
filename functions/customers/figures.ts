import { figure } from "../../shared/records/figures.ts";
import { ACCOUNT_CELL, ACCOUNT_YEAR_CELL } from "../accounts/figures.ts";
import { dayName } from "../accounts/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { order } from "../orders/table.ts";
import { receivable } from "../receivables/table.ts";
import { receivedMinor } from "./rules.ts";

const ofAccount = { name: ACCOUNT_CELL, by: ["account"], within: ["currency"] };

const dimensions = {
  account: (row: { accountId?: string }) => row.accountId,
  currency: (row: { currency: string }) => row.currency,
};

/** A signed order that stands counts, and with all that it is worth. */
export const orderFigure = figure(order, {
  name: "order",
  when: (row) => row.status === "signed" && !row.archived,
  dimensions,
  measures: { orders: () => 1, ordersMinor: (row) => row.totalMinor },
  cells: [ofAccount],
});

/** What is open of an invoice; a credit note is no claim of ours. */
export const receivableFigure = figure(receivable, {
  name: "receivable",
  when: (row) => row.kind === "invoice" && row.openMinor > 0,
  dimensions,
  measures: { openMinor: (row) => row.openMinor },
  cells: [ofAccount],
});

/** What of a receipt has been applied or kept as a prepayment: the account's payment, in all and by the day. */
export const receiptFigure = figure(bankTransaction, {
  name: "receipt",
  when: (row) => receivedMinor(row) > 0,
  dimensions: {
    ...dimensions,
    year: (row) => row.bookedOn.slice(0, 4),
    day: (row) => dayName(row.bookedOn),
  },
  measures: { receivedMinor },
  cells: [ofAccount, { name: ACCOUNT_YEAR_CELL, by: ["account", "year"], within: ["currency", "day"], bare: true }],
});

/** What an account's figures are made of. */
export const FIGURES = [orderFigure, receivableFigure, receiptFigure];
