import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { addressFor, LinkMade } from "../../shared/http/make-link.ts";
import { fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { write } from "../../shared/table/table.ts";
import { LinkInput } from "./schema.ts";
import { eventLink, eventLinkEntry, marketingEvent } from "./table.ts";
import { doorCode, PUBLIC_PATH } from "./tickets.ts";

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
  reply: LinkMade,
  example: { after: ["open"], body: { locale: "zh-CN" } },
  run: async (call, row): Promise<Moved> => {
    const { locale = call.tenant.locale, expiresAt = row.endsAt } = call.body;
    if (expiresAt <= call.now) throw invalidField("expiresAt", "It lies in the past.");
    const link = { ...fresh(call, eventLink), eventId: row.id, locale, expiresAt };
    const publicUrl = await addressFor(call, { entry: eventLinkEntry, path: PUBLIC_PATH }, link.id);
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
