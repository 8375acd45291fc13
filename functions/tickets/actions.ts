import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { changed, loaded } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { idOf } from "../../shared/schema.ts";
import { write } from "../../shared/table/table.ts";
import { isOver } from "./rules.ts";
import { LINKED_MAX, MERGED_MAX } from "./schema.ts";
import { type TicketRow, ticket } from "./table.ts";

/** Times that an action is made anew where somebody writes the same ticket at that moment. */
const TRIES = 5;

const take = action(ticket, {
  name: "take",
  label: { "zh-CN": "接单", en: "Take" },
  summary: "Takes it: it is the caller's, and at work.",
  to: "open",
  from: ["new", "waitingForCustomer", "waitingForOthers"],
  tries: TRIES,
  run: ({ actor }): Moved => ({ fields: { ownerId: actor.principalId, routedBy: "named" } }),
});

const wait = action(ticket, {
  name: "wait",
  label: { "zh-CN": "等待", en: "Wait" },
  summary: "Says whom it waits for: its clock stands still while it waits for the customer, and runs on for others.",
  to: ({ for: whom }) => (whom === "customer" ? "waitingForCustomer" : "waitingForOthers"),
  from: ["new", "open", "waitingForCustomer", "waitingForOthers"],
  body: z.strictObject({ for: z.enum(["customer", "others"]).describe("Who is to do something now.") }),
  example: { body: { for: "customer" } },
  tries: TRIES,
});

const resolve = action(ticket, {
  name: "resolve",
  label: { "zh-CN": "解决", en: "Resolve" },
  summary: "Says that it is solved; it is closed for good after the days that the tenant has set.",
  to: "resolved",
  repeats: true,
  tries: TRIES,
});

const close = action(ticket, {
  name: "close",
  label: { "zh-CN": "关闭", en: "Close" },
  summary: "Closes it for good.",
  to: "closed",
  repeats: true,
  tries: TRIES,
});

const reopen = action(ticket, {
  name: "reopen",
  label: { "zh-CN": "重新打开", en: "Reopen" },
  summary: "Opens it again: its clock begins anew.",
  to: "open",
  from: ["resolved", "closed"],
  example: { after: ["close"] },
  tries: TRIES,
});

/** Another ticket that an action names: it must be there, be seen, and be open to change. */
export async function otherOf(call: Caller, row: TicketRow, id: string, field: string): Promise<TicketRow> {
  if (id === row.id) throw invalidField(field, "A ticket cannot be named beside itself.");
  const other = await loaded({ ...call, ifMatch: undefined }, ticket, id).catch((error) => {
    if (error instanceof Fault && error.code === "not_found")
      throw invalidField(field, error.detail, "unknown_reference");
    throw error;
  });
  if (!other.archived && !other.mergedInto) return other;
  throw invalidField(
    field,
    `The ticket ${id} ${other.archived ? "is archived" : `was merged into ${other.mergedInto}`}.`,
  );
}

const merge = action(ticket, {
  name: "merge",
  label: { "zh-CN": "合并到", en: "Merge into" },
  summary: "Closes it as the same as another, which from then on tells its thread too; unmerge takes it back.",
  to: "closed",
  from: ["new", "open", "waitingForCustomer", "waitingForOthers", "resolved"],
  body: z.strictObject({ intoId: idOf(ticket.prefix).describe("The ticket that goes on.") }),
  example: { body: { intoId: "{otherId}" } },
  tries: TRIES,
  run: async (call, row): Promise<Moved> => {
    const target = await otherOf(call, row, call.body.intoId, "intoId");
    if (isOver(target.state))
      throw invalidField("intoId", `The ticket ${target.id} is ${target.state}; reopen it first.`);
    if (row.mergedFrom?.length)
      throw new Fault("invalid_state", "Other tickets were merged into it; unmerge them first.");
    if ((target.accountId ?? row.accountId) !== (row.accountId ?? target.accountId)) {
      throw invalidField("intoId", "The ticket is of another account.");
    }
    if (target.mergedFrom?.length === MERGED_MAX) {
      throw invalidField("intoId", `It has taken in ${MERGED_MAX} tickets already.`);
    }
    const { actions } = await (await import("./merged-clock.ts")).takeIn(call, target, row);
    return { fields: { mergedInto: target.id }, beside: actions };
  },
});

const linked = (row: TicketRow, id: string): string[] => [...new Set([...(row.linkedIds ?? []), id])];
const unlinked = (row: TicketRow, id: string): string[] | null => {
  const left = (row.linkedIds ?? []).filter((one) => one !== id);
  return left.length > 0 ? left : null;
};
const Other = z.strictObject({ ticketId: idOf(ticket.prefix).describe("The other ticket.") });

const link = action(ticket, {
  name: "link",
  label: { "zh-CN": "关联", en: "Link" },
  summary: "Says that it and another have to do with each other; both tell it.",
  body: Other,
  example: { body: { ticketId: "{otherId}" } },
  tries: TRIES,
  run: async (call, row): Promise<Moved> => {
    const other = await otherOf(call, row, call.body.ticketId, "ticketId");
    const both = [linked(row, other.id), linked(other, row.id)] as const;
    if (both.some(({ length }) => length > LINKED_MAX))
      throw invalidField("ticketId", `At most ${LINKED_MAX} are linked.`);
    const after = changed(call, other, { linkedIds: both[1] });
    return { fields: { linkedIds: both[0] }, beside: [write.replace(ticket, other, after, "link")] };
  },
});

const unlink = action(ticket, {
  name: "unlink",
  label: { "zh-CN": "取消关联", en: "Unlink" },
  summary: "Takes a link between two tickets back.",
  body: Other,
  example: { body: { ticketId: "{otherId}" }, after: ["link"] },
  tries: TRIES,
  run: async (call, row): Promise<Moved> => {
    const { ticketId } = call.body;
    if (!row.linkedIds?.includes(ticketId))
      throw invalidField("ticketId", `The ticket is not linked with ${ticketId}.`);
    const other = await call.table.get(ticket, ticketId);
    const after = changed(call, other, { linkedIds: unlinked(other, row.id) });
    return { fields: { linkedIds: unlinked(row, ticketId) }, beside: [write.replace(ticket, other, after, "unlink")] };
  },
});

export const ticketActions = [take, wait, resolve, close, reopen, merge, link, unlink];
