import { Fault } from "../../shared/fault.ts";
import { openLink } from "../../shared/http/open-link.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { quote } from "../quotes/table.ts";
import { systemCaller } from "../users/system.ts";
import type { QuoteRow } from "./facts.ts";
import { quoteLink, quoteLinkEntry } from "./table.ts";

/** What an address leads to. */
export type Opened = {
  caller: Caller;
  link: RowOf<typeof quoteLink>;
  row: QuoteRow;
  standing: Standing;
};

/** How a quote stands for whoever has an address of it. */
export type Standing = "open" | "accepted" | "superseded" | "expired";

/** The same answer for an unknown address, a revoked one and one that has ended. */
export const closed = (): Fault =>
  new Fault("not_found", "There is no quote at this address, or the address has ended.");

function standingOf({ revision }: { revision: number }, row: QuoteRow, now: string): Standing {
  if (revision !== row.revision || row.status === "draft" || row.status === "submitted") return "superseded";
  if (row.status === "accepted") return "accepted";
  return row.status === "expired" || row.expiresAt <= now ? "expired" : "open";
}

/** Opens an address: its quote, and a caller for what the customer does, in the address's name. */
export async function opened(call: Call<unknown, unknown>): Promise<Opened> {
  const { table, link } = await openLink(call, { entry: quoteLinkEntry, link: quoteLink }, closed);
  const [row, caller] = await Promise.all([
    table.find(quote, link.quoteId),
    systemCaller(table, "offers", new Date(call.now)),
  ]);
  if (!row || row.archived) throw closed();
  return { caller, link, row, standing: standingOf(link, row, call.now) };
}

const REFUSALS: Record<Exclude<Standing, "open">, string> = {
  accepted: "The quote was accepted before.",
  superseded: "This revision of the quote holds no more; ask for the newer one.",
  expired: "The quote has run out; ask for a new one.",
};

/** Refuses what can be done with a quote that still stands only. */
export function checkOpen({ standing }: Opened): void {
  if (standing !== "open") throw new Fault("invalid_state", REFUSALS[standing]);
}
