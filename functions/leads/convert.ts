import * as z from "zod";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import { action, actionRoutes } from "../../shared/records/transition.ts";
import { amountMinor, civilDay, idOf, text } from "../../shared/schema.ts";
import { leadNoun } from "./noun.ts";
import { lead } from "./table.ts";

/** Tries at a lead that others change at the same time. */
const TRIES_MAX = 10;

const converting = () => import("./conversion.ts");

export const ConvertInput = z.strictObject({
  /** The account that it belongs to; without it one that surely matches, else a new one. */
  accountId: idOf("acc").optional(),
  contactId: idOf("con")
    .optional()
    .describe("The person that it is; left out, the one who surely has its mailbox or mobile, else a new one."),
  account: z
    .strictObject({ custom: CustomValues.optional() })
    .optional()
    .describe("What a new account has besides what the lead says: the fields that it requires, for instance."),
  contact: z
    .strictObject({ role: text(100).optional(), custom: CustomValues.optional() })
    .optional()
    .describe("What a new contact has besides what the lead says: the fields that it requires, for instance."),
  createOpportunity: z.boolean().optional(),
  /** Of the opportunity; named after the lead unless told otherwise. */
  opportunity: z
    .strictObject({
      custom: CustomValues.optional(),
      name: text(200).optional(),
      amountMinor: amountMinor.optional(),
      expectedOn: civilDay.optional(),
    })
    .optional(),
});

export const Converted = z.object({
  accountId: z.string(),
  contactId: z.string(),
  opportunityId: z.string().optional(),
  used: z.array(z.string()).describe("The nouns of which a record was there: `account`, `contact`."),
  created: z.array(z.string()).describe("The nouns of which a record was made."),
});

const convert = action(lead, {
  name: "convert",
  label: { "zh-CN": "转化", en: "Convert" },
  summary:
    "Makes an account, a contact and, if wanted, an opportunity of a lead, in one transaction and only once; an account and a person who are there already are used, and the answer says so.",
  to: "converted",
  body: ConvertInput,
  reply: Converted,
  example: { body: { accountId: "{accountId}", createOpportunity: true } },
  // Where somebody was faster, what it has become meanwhile decides.
  tries: TRIES_MAX,
  check: async (call, row) => (await converting()).checkConversion(call, row),
  run: async (call, row) => (await converting()).converted(call, row),
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

export const convertRoutes: Route[] = [...actionRoutes(leadNoun, [convert]), match];
