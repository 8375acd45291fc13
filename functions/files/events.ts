import { type Handler, handle } from "../../shared/events/event.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { lead } from "../leads/table.ts";
import { file } from "./table.ts";

export const handles: Handler[] = [
  handle(lead, "lead.converted", "rest", "gives the lead's files to its account as well", async ({ after }, work) => {
    if (!after?.accountId) return;
    const sources = [sourceOf(file, "parent", { relatedId: after.id })];
    for await (const row of work.table.each(file, { sources })) {
      const accountIds = [...new Set([...(row.accountIds ?? []), after.accountId])];
      if (accountIds.length === row.accountIds?.length) continue;
      await work.table.replace(file, row, nextVersion(row, work.now, { accountIds }));
    }
  }),
];
