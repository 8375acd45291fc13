import * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { civilDay, text } from "../../shared/schema.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { approvable } from "../approvals/gate.ts";
import { orderNoun } from "../orders/noun.ts";
import { quote, quoteRevision } from "./table.ts";

/** An order that says nothing else is due so many days after its quote was accepted. */
const DUE_DAYS = 30;

const submit = action(quote, {
  name: "submit",
  label: { "zh-CN": "提交", en: "Submit" },
  summary: "Offers it for good; where an approval rule fits, those whom it names must agree first.",
  from: ["draft", "submitted"],
  to: "approved",
  gate: approvable({ pending: "submitted", refused: "draft" }),
  check: ({ now }, { expiresAt }) => {
    if (expiresAt <= now) throw invalidField("validUntil", "The quote would have run out already.");
  },
});

const revise = action(quote, {
  name: "revise",
  label: { "zh-CN": "修订", en: "Revise" },
  summary: "Makes it a draft again, under the next revision; how it stood is kept.",
  from: ["approved", "expired"],
  to: "draft",
  body: z.strictObject({ validUntil: civilDay.optional().describe("The last day of the new revision.") }),
  example: { body: { validUntil: "2028-03-31" }, after: ["submit"] },
  run: (call, row): Moved => {
    const { lines, discountBasisPoints, instalments, credits, status, revision, validUntil } = row;
    const { subtotalMinor, discountMinor, taxMinor, totalMinor } = row;
    const terms = { lines, discountBasisPoints, instalments, credits, validUntil, status };
    const before = { ...terms, subtotalMinor, discountMinor, taxMinor, totalMinor };
    const kept = { ...fresh(call, quoteRevision), quoteId: row.id, revision, before };
    return {
      fields: { revision: revision + 1, validUntil: call.body.validUntil ?? validUntil, sentAt: null },
      beside: [write.create(quoteRevision, kept)],
    };
  },
});

export const accept = action(quote, {
  name: "accept",
  label: { "zh-CN": "接受", en: "Accept" },
  summary: "The customer takes it: in the same transaction it becomes an order of the same total.",
  to: "accepted",
  body: z.strictObject({
    contractNo: text(64).optional().describe("The number of the contract; the quote's, unless told otherwise."),
  }),
  reply: z.object({ orderId: z.string() }),
  check: ({ now }, { expiresAt, status }) => {
    if (status === "approved" && expiresAt <= now) throw new Fault("invalid_state", "The quote has run out.");
  },
  example: { body: { contractNo: "HT-2027-0001" }, after: ["submit"] },
  run: async (call, row): Promise<Moved> => {
    const { id: quoteId, opportunityId, accountId, currency, orderKind: kind } = row;
    const { ownerId, departmentId, credits, totalMinor, baseOrderId, startsOn, endsOn } = row;
    const { costMinor, marginBasisPoints, subtotalMinor, discountMinor } = row;
    const dueOn = addDays(todayOf(call), DUE_DAYS);
    const { creation } = await import("../../shared/records/write.ts");
    const terms = {
      ...{ quoteId, opportunityId, accountId, currency, kind, ownerId, departmentId, credits },
      ...{ baseOrderId, startsOn, endsOn, costMinor, marginBasisPoints, netMinor: subtotalMinor - discountMinor },
      // A number that payers can name is what receipts are recognised by.
      contractNo: call.body.contractNo ?? row.number,
      lines: row.lines
        .filter((line) => line.totalMinor > 0)
        .map(({ productId, quantity, totalMinor: amountMinor }) => ({ productId, quantity, amountMinor })),
      instalments: row.instalments ?? [{ dueOn, amountMinor: totalMinor }],
    };
    // What was offered stands, whatever has left the catalogue since.
    const order = await creation(call, orderNoun, terms, undefined, { lines: row.lines });
    const orderId = order.after.id;
    return { fields: { acceptedAt: call.now, orderId }, beside: order.actions, reply: { orderId } };
  },
});

export const quoteActions = [submit, revise, accept];
