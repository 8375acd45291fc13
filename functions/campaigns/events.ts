import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { lead } from "../leads/table.ts";
import { campaignMember } from "./table.ts";

export const emits: Emission[] = [
  when(lead, "lead.foundAccount", (c) => c.after?.accountId !== undefined && c.after.accountId !== c.before?.accountId),
];

export const handles: Handler[] = [
  handle(
    lead,
    "lead.foundAccount",
    "rest",
    "says of the campaigns that met a lead which account they met",
    async ({ after }, { table, now }) => {
      if (!after?.accountId) return;
      const { accountId } = after;
      const sources = [sourceOf(campaignMember, "owner", { personId: after.id })];
      for await (const row of table.each(campaignMember, { sources, keep: (one) => one.accountId !== accountId })) {
        await table.replace(campaignMember, row, nextVersion(row, now, { accountId }));
      }
    },
  ),
];
