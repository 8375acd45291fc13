import * as z from "zod";
import { config } from "../../shared/config.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { longHashedId } from "../../shared/hashed.ts";
import { fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { systemTable, write } from "../../shared/table/table.ts";
import { LinkInput } from "./schema.ts";
import { eventLink, eventLinkEntry, marketingEvent } from "./table.ts";
import { doorCode, PUBLIC_PATH } from "./tickets.ts";

/** The directory's id of an address's secret. */
export const entryIdOf = (token: string): string => longHashedId(eventLinkEntry.prefix, token);

const open = action(marketingEvent, {
  name: "open",
  label: { "zh-CN": "开放报名", en: "Open" },
  summary: "Opens it for registration; make an address for people by make-link.",
  to: "open",
  check: ({ now }, { endsAt }) => {
    if (endsAt <= now) throw new Fault("invalid_state", "The event is over; change its times first.");
  },
});

const cancel = action(marketingEvent, {
  name: "cancel",
  label: { "zh-CN": "取消活动", en: "Call off" },
  summary: "Calls it off: all who have or wait for a place are told, once.",
  to: "cancelled",
});

const makeLink = action(marketingEvent, {
  name: "make-link",
  label: { "zh-CN": "生成报名链接", en: "Make a registration address" },
  summary: "Makes an address at which anybody registers; it is shown once, ends with the event, and can be revoked.",
  from: ["open"],
  body: LinkInput,
  reply: z.object({ publicUrl: z.string(), linkId: z.string(), expiresAt: z.string() }),
  example: { after: ["open"], body: { locale: "zh-CN" } },
  run: async (call, row): Promise<Moved> => {
    const { locale = call.tenant.locale, expiresAt = row.endsAt } = call.body;
    if (expiresAt <= call.now) throw invalidField("expiresAt", "It lies in the past.");
    const token = call.secret();
    const link = { ...fresh(call, eventLink), eventId: row.id, locale, expiresAt };
    const entry = { ...fresh(call, eventLinkEntry, entryIdOf(token)), tenantId: call.tenant.id, linkId: link.id };
    // The directory first: an entry that leads to no link opens nothing.
    await systemTable(call.table.stamp).createOnce(eventLinkEntry, entry);
    const publicUrl = config().publicUrl + PUBLIC_PATH.replace("{token}", token);
    return { beside: [write.create(eventLink, link)], reply: { publicUrl, linkId: link.id, expiresAt } };
  },
});

export const DoorCode = z.object({ code: z.string() });

const renewDoorCode = action(marketingEvent, {
  name: "renew-door-code",
  label: { "zh-CN": "更换签到码", en: "New door code" },
  summary: "Makes a new door code, and the earlier one lets nobody in any more.",
  reply: DoorCode,
  run: ({ tenant }, row): Moved => {
    const doorTurn = (row.doorTurn ?? 0) + 1;
    return { fields: { doorTurn }, reply: { code: doorCode(tenant, { ...row, doorTurn }) } };
  },
});

export const marketingEventActions = [open, cancel, makeLink, renewDoorCode];
