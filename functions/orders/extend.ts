import * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import {
  cancelReceivable,
  checkNotInvoiced,
  isSettledInPart,
  unsettled,
  writeOffReceivable,
} from "../receivables/rules.ts";
import { receivable, writeOff } from "../receivables/table.ts";
import { ordersOf, signedOrders } from "./handover.ts";
import { orderNoun } from "./noun.ts";
import type { ReceivableRow, ReceivableWrite } from "./plan.ts";
import { receivableActions, standing } from "./receivables.ts";
import type { OrderRow } from "./rules.ts";
import { RenewInput, TerminateInput, UpsellInput } from "./schema.ts";
import { order } from "./table.ts";
import { forSpan, hasTerm, type Line, lastDay, linesRenewed, paidSpan, rootOf, spanOf } from "./terms.ts";

/** What is sold anew is due so many days after it begins, unless told otherwise. */
const DUE_DAYS = 30;

const Made = z.object({ orderId: z.string(), totalMinor: z.int() });

/** The days of a contract that can be added to or renewed. */
function termOf({ startsOn, endsOn, terminatedOn }: OrderRow): { startsOn: string; endsOn: string } {
  if (terminatedOn) throw new Fault("invalid_state", `The order ended on ${terminatedOn}.`);
  if (startsOn && endsOn) return { startsOn, endsOn };
  throw new Fault("invalid_state", "The order has no first and last day; amend it to name startsOn and endsOn.");
}

type Term = { startsOn: string; endsOn: string; freeMonths?: number };
type Sold = Term & { kind: "upsell" | "renewal"; lines: Line[]; contractNo?: string };

/** Refuses to renew for days for which a renewal is there already, be it a draft. */
async function checkUnrenewed({ table }: Caller, base: OrderRow, { startsOn, endsOn }: Term): Promise<void> {
  const others = await ordersOf({ table }, base.accountId, (row) => {
    const isRenewal = row.kind === "renewal" && row.status !== "cancelled" && !row.archived && !row.terminatedOn;
    return isRenewal && rootOf(row) === rootOf(base) && row.currency === base.currency && hasTerm(row);
  });
  const [other] = others.filter((row) => String(row.startsOn) <= endsOn && startsOn <= String(row.endsOn));
  if (!other) return;
  const { id, contractNo = id } = other;
  const detail = `The order ${contractNo} renews it from ${other.startsOn} to ${other.endsOn}; cancel that first.`;
  throw new Fault("conflict", detail);
}

/** A further order of a contract, as a draft that is signed like any other. */
async function further(call: Caller, base: OrderRow, { lines, ...sold }: Sold): Promise<Moved> {
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const { accountId, currency, ownerId, departmentId, partnerId } = base;
  const { creation } = await import("../../shared/records/write.ts");
  const terms = {
    ...{ accountId, currency, ownerId, departmentId, partnerId, ...sold, lines, baseOrderId: rootOf(base) },
    instalments: [{ dueOn: addDays(sold.startsOn, DUE_DAYS), amountMinor: totalMinor }],
  };
  // A contract goes on with what is sold to nobody else any more; what is added to it is sold anew.
  const cameOf = sold.kind === "renewal" ? { lines } : {};
  const made = await creation(call, orderNoun, terms, undefined, cameOf);
  return { beside: made.actions, reply: { orderId: made.after.id, totalMinor } };
}

const upsell = action(order, {
  name: "upsell",
  label: { "zh-CN": "增购", en: "Upsell" },
  summary: "Adds to a signed contract: a draft order that ends with it, priced for the months and days that are left.",
  from: ["signed"],
  body: UpsellInput,
  reply: Made,
  example: {
    body: { startsOn: "2027-02-15", lines: [{ productId: "{productId}", quantity: 5, monthlyMinor: 10_000 }] },
  },
  run: (call, row): Promise<Moved> => {
    const term = termOf(row);
    const { startsOn, contractNo } = call.body;
    if (startsOn < term.startsOn || startsOn > term.endsOn) {
      throw invalidField("startsOn", `The contract runs from ${term.startsOn} to ${term.endsOn}.`);
    }
    const span = spanOf(startsOn, term.endsOn);
    const lines = call.body.lines.map(({ productId, quantity, monthlyMinor }, n) => {
      const amountMinor = forSpan(monthlyMinor, quantity, span);
      if (amountMinor > 0) return { productId, quantity, amountMinor };
      throw invalidField(`lines.${n}.monthlyMinor`, "What is left of the contract comes to nothing at this price.");
    });
    return further(call, row, { kind: "upsell", startsOn, endsOn: term.endsOn, lines, contractNo });
  },
});

/** What a contract and all that was added to it come to for another term, a line a product. */
async function renewedLines(call: Caller, row: OrderRow, next: Term): Promise<Line[]> {
  return linesRenewed(row, await signedOrders(call, row.accountId, hasTerm), paidSpan(next));
}

const renew = action(order, {
  name: "renew",
  label: { "zh-CN": "续约", en: "Renew" },
  summary: "Renews a signed contract with all that was added to it: a draft order that begins the day after its last.",
  from: ["signed"],
  body: RenewInput,
  reply: Made,
  example: { body: { months: 12 } },
  run: async (call, row): Promise<Moved> => {
    const { months, freeMonths, contractNo } = call.body;
    const startsOn = addDays(termOf(row).endsOn, 1);
    const term = { startsOn, endsOn: lastDay(startsOn, months + (freeMonths ?? 0)), ...(freeMonths && { freeMonths }) };
    await checkUnrenewed(call, row, term);
    return further(call, row, { kind: "renewal", ...term, lines: await renewedLines(call, row, term), contractNo });
  },
});

const isNeverSettled = (row: ReceivableRow): boolean => !isSettledInPart(row) && row.writtenOffMinor === 0;

/** What becomes of a receivable that is due after a contract's end: what nothing settled never was, the rest is given up. */
function ended(call: Call<z.output<typeof TerminateInput>>, row: ReceivableRow) {
  const after = (fields: object): ReceivableWrite => ({ before: row, after: nextVersion(row, call.now, fields) });
  if (isNeverSettled(row)) return { change: after(cancelReceivable(row)), beside: [] };
  const { reason } = call.body;
  const entry = { receivableId: row.id, amountMinor: row.openMinor, currency: row.currency, reason };
  return {
    change: after(writeOffReceivable(row, row.openMinor)),
    beside: [write.create(writeOff, { ...fresh(call, writeOff), ...entry })],
  };
}

const terminate = action(order, {
  name: "terminate",
  label: { "zh-CN": "终止", en: "Terminate" },
  summary:
    "Ends a signed contract early: what is due later is owed no more, and what is refunded becomes a credit note.",
  from: ["signed"],
  body: TerminateInput,
  example: { body: { on: "2027-06-30", reason: "客户停用" } },
  check: (_call, { terminatedOn }) => {
    if (terminatedOn) throw new Fault("invalid_state", `The order ended on ${terminatedOn} already.`);
  },
  run: async (call, row): Promise<Moved> => {
    const { on, reason, refundMinor = 0 } = call.body;
    if (row.endsOn && on > row.endsOn) throw invalidField("on", `The contract runs until ${row.endsOn} as it is.`);
    const rows = await standing(call, row);
    const paid = rows.reduce((sum, one) => sum + one.paidMinor - (one.givenBackMinor ?? 0), 0);
    if (refundMinor > paid) throw invalidField("refundMinor", `Only ${paid} were paid of this order.`);
    const later = rows.filter(({ openMinor, dueOn }) => openMinor > 0 && dueOn > on);
    checkNotInvoiced(later.filter(isNeverSettled));
    const ends = later.map((one) => ended(call, one));
    const { accountId, currency, contractNo, ownerId, departmentId, partnerId } = row;
    const note: ReceivableRow = {
      ...fresh(call, receivable),
      ...{ accountId, currency, contractNo, ownerId, departmentId, partnerId, orderId: row.id },
      ...{ kind: "creditNote", reference: `${contractNo ?? row.id.slice(-10)}-R`, dueOn: on },
      ...unsettled(refundMinor),
    };
    const writes = [...ends.map(({ change }) => change), ...(refundMinor > 0 ? [{ after: note }] : [])];
    return {
      fields: {
        ...{ terminatedAt: call.now, terminatedOn: on, terminateReason: reason },
        ...(refundMinor > 0 && { refundMinor, refundReceivableId: note.id }),
      },
      beside: [...(await receivableActions(call, writes)), ...ends.flatMap(({ beside }) => beside)],
    };
  },
});

export const extensions = [upsell, renew, terminate];
