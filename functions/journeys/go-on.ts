import { errorFields, log } from "../../shared/log.ts";
import { isPassing } from "../../shared/table/retry.ts";
import { dueWork } from "../tenants/due.ts";
import { advance } from "./advance.ts";
import { steps } from "./table.ts";

/** Runs every minute: brings on whose time has come, some of each tenant in turn. One whose step fails stays due. */
export const handler = dueWork("journeys", steps.entity, async ({ table, row, now, caller }) => {
  const call = await caller();
  await steps.look(table, row, now.toISOString(), async (id) => {
    try {
      await advance(call, id);
      return true;
    } catch (error) {
      if (!isPassing(error))
        log.error("a journey's step failed", { tenantId: table.tenantId, id, ...errorFields(error) });
      return false;
    }
  });
});
