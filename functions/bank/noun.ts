/**
 * Who sees a bank line follows from what it is (its virtual account's department, its account's owner, finance), so it
 * is the one listed noun that no sharing rule takes, and as nobody writes it, no batch and no import.
 */
import * as z from "zod";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { department, user } from "../users/table.ts";
import { goneMinor } from "./rules.ts";
import { BankTransactionView } from "./schema.ts";
import { bankConnection, bankTransaction } from "./table.ts";
import { transactionView } from "./view.ts";

/** A booked bank line, as everything that handles records by their declaration knows it. Banks tell it, nobody writes it. */
export const bankTransactionNoun: Noun = noun({
  entity: bankTransaction,
  module: "bank",
  path: "/v1/bank-transactions",
  input: z.object({}),
  view: BankTransactionView,
  readOnly: true,
  listed: true,
  lacks: { custom: "nobody writes it", referable: "it is told by its bank" },
  labels: { noun: ["银行流水", "Bank transaction"] },
  title: ({ payer, bankReference, id }) => payer?.name ?? bankReference ?? id,
  filters: [
    ...(["connectionId", "state", "accountId", "departmentId", "direction"] as const),
    ...(["currency", "bankReference", "virtualAccountNo", "exclusion"] as const),
  ],
  ranges: ["createdAt", "bookedOn", "amountMinor", "unappliedMinor"],
  references: { connectionId: bankConnection, accountId: account, ownerId: user, departmentId: department },
  kept: [
    ...(["bookedOn", "valueOn", "direction", "amountMinor", "currency", "payer.name", "payer.accountNo"] as const),
    ...([
      "remittance",
      "bankReference",
      "endToEndId",
      "virtualAccountNo",
      "connectionId",
      "state",
      "exclusion",
    ] as const),
    ...(["unappliedMinor", "accountId", "ownerId", "departmentId"] as const),
  ],
  // One that is yet to be decided is found a moment later, when it is known whose it is: its places are written once.
  search: ({ state, bankReference, payer }) =>
    state === "received"
      ? []
      : [
          ...(payer?.name ? [{ field: "payer.name", text: payer.name, kind: "words" as const }] : []),
          ...(bankReference ? [{ field: "bankReference", text: bankReference, kind: "number" as const }] : []),
        ],
  told: { kind: "receipt", byDay: true, detail: ["amountMinor", "currency", "state", "bookedOn", "unappliedMinor"] },
  section: {
    group: "business",
    name: "receipts",
    amounts: {
      receivedMinor: {
        of: ["amountMinor", "unappliedMinor", "allocations", "direction", "currency"],
        sum: (row) => (row.direction === "credit" ? row.amountMinor - row.unappliedMinor - goneMinor(row) : 0),
      },
    },
  },
  show: transactionView,
  example: {},
});
