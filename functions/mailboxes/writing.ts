import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import { ruleErrors } from "../../shared/filter/ruled.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { leadPool } from "../assignment/table.ts";
import { related } from "../related.ts";
import { ticketChannel } from "../tickets/table.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { mayRead, RULE_FIELDS } from "./rules.ts";
import type { MailboxInput } from "./schema.ts";
import type { MailboxRow, mail, mailbox } from "./table.ts";

/** The product itself: a thread belongs where it belongs, whoever answers in it and whatever they see of that. */
function ofProduct(call: Caller): Caller {
  const actor = systemActor(call.tenant.id, "mailboxes");
  return { ...call, actor, access: new Access(actor, call.tenant) };
}

/**
 * What happens wherever a mail is written: whose accounts' it is follows from what it is archived to. What a person archives
 * it to is checked where they name it.
 */
export const mailWriting: Writing<typeof mail, z.ZodObject> = {
  derive: async (call, after, before) => {
    if (before && isDeepStrictEqual(before.relatedTo, after.relatedTo)) return {};
    if (!after.relatedTo?.length) return { relatedTo: null, relatedIds: null, accountIds: null };
    const { relatedIds, accountIds } = await related(ofProduct(call), after.relatedTo, (n) => `relatedTo.${n}.id`);
    return { relatedIds, accountIds: accountIds.length > 0 ? accountIds : null };
  },
};

type Draft = Pick<MailboxRow, "ownerId" | "readers" | "rules">;
const unknown = (path: string, message: string): InputError => ({ path, code: "unknown_reference", message });

/** What a rule leads to must be there: a channel that takes mails, a pool, somebody who reads the mailbox. */
async function ruleFaults(call: Caller, box: Draft): Promise<InputError[]> {
  const { table, tenant } = call;
  const faults = (box.rules ?? []).map(async (rule, n): Promise<InputError[]> => {
    const { when, ownerId, ticketChannelId, lead } = rule;
    const [owner, channel, pool] = await Promise.all([
      ownerId ? table.find(user, ownerId) : undefined,
      ticketChannelId ? table.find(ticketChannel, ticketChannelId) : undefined,
      lead?.poolId ? table.find(leadPool, lead.poolId) : undefined,
    ]);
    const at = `rules.${n}`;
    const isReader = (one: RowOf<typeof user>): boolean =>
      mayRead(box, { principalId: one.id, departmentId: one.departmentId, roles: one.roles }, tenant.departmentParents);
    return [
      ...(when ? ruleErrors(when, RULE_FIELDS, `${at}.when`) : []),
      ...(owner && !isReader(owner)
        ? [
            {
              path: `${at}.ownerId`,
              code: "invalid",
              message: `${owner.name} does not read this mailbox; add them to readers.`,
            },
          ]
        : []),
      ...(ticketChannelId && (channel?.kind !== "email" || channel.archived)
        ? [unknown(`${at}.ticketChannelId`, `There is no ticket channel ${ticketChannelId} of the kind email.`)]
        : []),
      ...(lead?.poolId && (!pool || pool.archived)
        ? [unknown(`${at}.lead.poolId`, `There is no lead pool ${lead.poolId}.`)]
        : []),
    ];
  });
  const roles = (box.readers?.roles ?? []).flatMap((role, n) =>
    tenant.roles.has(role) ? [] : [unknown(`readers.roles.${n}`, `There is no role ${role}.`)],
  );
  return [...roles, ...(await Promise.all(faults)).flat()];
}

async function checkBox(call: Caller, box: Draft): Promise<void> {
  const errors = await ruleFaults(call, box);
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
}

/** What happens wherever a mailbox is written. */
export const mailboxWriting: Writing<typeof mailbox, typeof MailboxInput> = {
  prepare: async (call, input) => {
    const owned = await ownership(call, input);
    await checkBox(call, { ...input, ...owned } as Draft);
    return owned;
  },
  revise: async (call, before, patch: { [Field in keyof MailboxRow]?: MailboxRow[Field] | null }) => {
    const after = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null);
    await checkBox(call, Object.fromEntries(after) as MailboxRow);
    return ownership(call, before, patch as { ownerId?: string; departmentId?: string });
  },
};
