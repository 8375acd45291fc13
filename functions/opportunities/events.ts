import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { tenant } from "../tenants/table.ts";
import { standardPipeline } from "./rules.ts";
import { pipeline } from "./table.ts";

export const emits: Emission[] = [when(tenant, "tenant.opened", (c) => c.before === undefined)];

export const handles: Handler[] = [
  handle(tenant, "tenant.opened", "rest", "gives the tenant its first pipeline", async ({ after }, { table }) => {
    if (after) await table.createOnce(pipeline, standardPipeline(after.locale, after.createdAt));
  }),
];
