import * as z from "zod";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { amountMinor, civilDay, idOf, text } from "../../shared/schema.ts";
import { lead } from "./table.ts";

export const ConvertInput = z.strictObject({
  /** The account that it belongs to; without it one that surely matches, else a new one. */
  accountId: idOf("acc").optional(),
  createOpportunity: z.boolean().optional(),
  /** Of the opportunity; named after the lead unless told otherwise. */
  opportunity: z
    .strictObject({ name: text(200).optional(), amountMinor: amountMinor.optional(), expectedOn: civilDay.optional() })
    .optional(),
});

export const Converted = z.object({
  accountId: z.string(),
  contactId: z.string(),
  opportunityId: z.string().optional(),
});

const convert = route({
  method: "POST",
  path: "/v1/leads/{id}/convert",
  permission: "leads.write",
  summary: "Makes an account, a contact and, if wanted, an opportunity of a lead, in one transaction and only once.",
  body: ConvertInput,
  reply: Converted,
  example: { params: { id: "{id}" }, body: { accountId: "{accountId}", createOpportunity: true } },
  run: async (call) => {
    const { converted } = await import("./conversion.ts");
    return converted(call);
  },
});

const match = route({
  method: "GET",
  path: "/v1/leads/{id}/match",
  permission: "leads.read",
  summary: "The accounts that a lead may belong to, each with the reasons, the surest first.",
  reply: z.object({
    items: z.array(
      z.object({ accountId: z.string(), name: z.string(), reasons: z.array(z.string()), strong: z.boolean() }),
    ),
  }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, lead);
    const { matchesOf } = await import("./match.ts");
    return { items: await matchesOf(call, row) };
  },
});

export const convertRoutes: Route[] = [convert, match];
