import * as z from "zod";
import { pageOf } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { message } from "../../shared/notify/outbox.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Broadcast } from "./audience.ts";
import { cursorsIn } from "./cursors.ts";
import type { Delivery } from "./schema.ts";

const PAGE_MAX = 200;

/** The route that says what became of a campaign, person by person, with the fields that `shape` has. */
export const deliveriesRoute = (
  { noun, entity, channel }: Pick<Broadcast, "noun" | "entity" | "channel">,
  shape: typeof Delivery,
): Route =>
  route({
    method: "GET",
    path: `${noun.path}/{id}/deliveries`,
    permission: "broadcasts.read",
    summary: "What became of it, person by person.",
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_MAX).describe("People of the page."),
      cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
    }),
    reply: pageOf(shape),
    example: { params: { id: "{id}" } },
    run: async (call) => {
      const row = (await load(call, entity)) as AnyRow;
      const { limit, cursor } = call.query;
      const { opened, sealed } = cursorsIn(call, noun, row, "deliveries");
      const after = opened(cursor);
      const sources = [sourceOf(message, "parent", { relatedId: row.id })];
      // Approvals are told of the campaign too; these messages are none of its people's.
      const keep = (one: { template: string }): boolean => one.template === entity.noun;
      const page = await call.table.list(message, { sources, limit, after, keep });
      const isShown = (of: string, field: string): boolean => !call.access.isClosed(of, field);
      const names = Object.keys(shape.shape).filter((name) => name !== "name" && name !== "to");
      const items = page.rows.map((one) => {
        const of = one.recipientId.startsWith("led_") ? "lead" : "contact";
        const told = { ...one, personId: one.recipientId } as Record<string, unknown>;
        return {
          ...Object.fromEntries(names.map((name) => [name, told[name]])),
          ...(isShown(of, "name") && { name: one.recipientName }),
          ...(isShown(of, channel === "sms" ? "phone" : "email") && { to: one.to }),
        };
      });
      return { items, nextCursor: sealed(page.next) };
    },
  });
