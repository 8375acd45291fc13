import type { Caller } from "../../shared/http/route.ts";
import { type Change, replacement } from "../../shared/records/write.ts";
import { countingIn } from "./counting.ts";
import { ticketNoun } from "./noun.ts";
import { givenBack, takenIn } from "./sla.ts";
import type { TicketRow } from "./table.ts";

/** A ticket that takes in another: where that has waited longer, it is due as that was. */
export async function takeIn(call: Caller, target: TicketRow, { id: ticketId, clock }: TicketRow): Promise<Change> {
  const known = target.clock;
  const after =
    clock &&
    known?.counts === clock.counts &&
    takenIn(known, { ticketId, clock }, await countingIn(call, clock.counts), call.now);
  const fields = { mergedFrom: [...(target.mergedFrom ?? []), ticketId], ...(after && { clock: after }) };
  return replacement(call, ticketNoun, target, fields, { as: "take-in" });
}

/** A ticket that gives back what it took in, with that one's time. */
export function giveBack(call: Caller, target: TicketRow, ticketId: string): Promise<Change> {
  const left = (target.mergedFrom ?? []).filter((id) => id !== ticketId);
  const clock = target.clock && givenBack(target.clock, ticketId);
  return replacement(call, ticketNoun, target, { mergedFrom: left.length > 0 ? left : null, ...(clock && { clock }) });
}
