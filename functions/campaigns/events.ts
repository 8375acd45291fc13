import { isDeepStrictEqual } from "node:util";
import { civilDate } from "../../shared/clock.ts";
import { type Change, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { employerOn } from "../contacts/rules.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { campaignMember } from "./table.ts";

/** Where somebody worked, and when, is another than it was. */
const isEmployedAnew = ({ before, after }: Change<RowOf<typeof contact>>): boolean =>
  before !== undefined &&
  after !== undefined &&
  !isDeepStrictEqual([before.accountId, before.employments], [after.accountId, after.employments]);

export const emits: Emission[] = [
  when(contact, "contact.employedAnew", isEmployedAnew),
  when(lead, "lead.foundAccount", (c) => c.after?.accountId !== undefined && c.after.accountId !== c.before?.accountId),
];

export const handles: Handler[] = [
  handle(
    contact,
    "contact.employedAnew",
    "rest",
    "says of the campaigns that met somebody for which company they worked on the day",
    async ({ after }, { table, now, tenant }) => {
      if (!after) return;
      const employer = ({ at }: RowOf<typeof campaignMember>) =>
        employerOn(after, civilDate(new Date(at), tenant.timeZone));
      const sources = [sourceOf(campaignMember, "owner", { personId: after.id })];
      const keep = (one: RowOf<typeof campaignMember>): boolean => one.accountId !== employer(one);
      for await (const row of table.each(campaignMember, { sources, keep })) {
        await table.replace(campaignMember, row, nextVersion(row, now, { accountId: employer(row) }));
      }
    },
  ),
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
