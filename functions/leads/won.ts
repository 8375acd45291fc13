import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew, isRaced } from "../../shared/table/anew.ts";
import { opportunity } from "../opportunities/table.ts";
import { leadNoun } from "./noun.ts";
import { lead } from "./table.ts";

const TRIES_MAX = 10;

/** Notes on the lead that a sale came from when that was won, and takes it back once the sale is open or lost again. */
export async function followed(work: Work, { id }: { id: string }): Promise<void> {
  const call = callerOf(work, "leadWon");
  await anew(
    TRIES_MAX,
    async () => {
      const sale = await work.table.find(opportunity, id);
      const before = sale?.leadId ? await work.table.find(lead, sale.leadId) : undefined;
      if (!sale || before?.opportunityId !== id) return;
      const wonAt = sale.status === "closedWon" ? sale.closedAt : undefined;
      if (before.wonAt !== wonAt)
        await commit(call, await replacement(call, leadNoun, before, { wonAt: wonAt ?? null }));
    },
    isRaced,
  );
}
