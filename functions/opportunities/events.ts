import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { tenant } from "../tenants/table.ts";
import { standardPipeline } from "./rules.ts";
import { opportunity, pipeline } from "./table.ts";

const isWon = (row?: { status: string }): boolean => row?.status === "closedWon";

export const emits: Emission[] = [
  when(tenant, "tenant.opened", (c) => c.before === undefined),
  when(opportunity, "opportunity.wonOrNot", (c) => isWon(c.before) !== isWon(c.after)),
];

export const handles: Handler[] = [
  handle(tenant, "tenant.opened", "rest", "gives the tenant its first pipeline", async ({ after }, { table }) => {
    if (after) await table.createOnce(pipeline, standardPipeline(after.locale, after.createdAt));
  }),
];
