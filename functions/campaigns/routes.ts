import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { opportunity } from "../opportunities/table.ts";
import { campaignActions } from "./actions.ts";
import { campaignNoun } from "./noun.ts";
import { AttributionQuery, AttributionRow, CampaignMember, Influence, MemberInput, TouchedAccount } from "./schema.ts";
import { campaign, campaignMember } from "./table.ts";

const PATH = campaignNoun.path;
const TRIES_MAX = 8;
const ACCOUNTS_MAX = 100;

const join = route({
  method: "POST",
  path: `${PATH}/{id}/members`,
  permission: "campaigns.write",
  summary: "Says how somebody stands in a campaign. Said again it changes that; when it first touched them stays.",
  body: MemberInput,
  reply: CampaignMember,
  example: { params: { id: "{campaignId}" }, body: { contactId: "{contactId}", state: "attended" } },
  run: async (call) => {
    const { id } = await load(call, campaign);
    const { contactId, leadId } = call.body;
    if ((contactId === undefined) === (leadId === undefined)) {
      throw invalidField("contactId", "Name either contactId or leadId.", "required");
    }
    const { memberOf } = await import("./members.ts");
    return anew(TRIES_MAX, () => memberOf(call, id, call.body), isOvertaken);
  },
});

const members = childRoute({
  ...{ parent: campaign, child: campaignMember, path: `${PATH}/{id}/members`, permission: "campaigns.read" },
  summary: "Whom a campaign is for, and how they stand.",
  view: CampaignMember,
  at: { index: "parent", values: (campaignId) => ({ campaignId }), begins: "0" },
  order: "newest",
  filters: ["state"],
});

const attribution = route({
  method: "GET",
  path: "/v1/attribution",
  permission: "campaigns.attribution",
  summary:
    "What campaigns brought: received cash, refunds and undone receipts taken off, or what was signed, shared among the touches before each order; all rows of a currency add up to it. Campaigns that ran in the period and cost something are among the rows, whatever came of them.",
  query: AttributionQuery,
  reply: z.object({
    model: z.string(),
    by: z.string(),
    basis: z.string(),
    from: z.string(),
    to: z.string(),
    totals: z.array(z.object({ currency: z.string(), receivedMinor: z.int() })),
    rows: z.array(AttributionRow),
  }),
  example: { query: { model: "u", by: "campaign" } },
  run: async (call) => (await import("./attribution.ts")).attributed(call, call.query),
});

const influence = route({
  method: "GET",
  path: "/v1/opportunities/{id}/influence",
  permission: "campaigns.read",
  summary:
    "Which campaigns met whom of its account before it opened and before it closed, and who of each part was met first where.",
  reply: Influence,
  example: { params: { id: "{opportunityId}" } },
  run: async (call) => (await import("./influence.ts")).influenceOn(call, await load(call, opportunity)),
});

const accounts = route({
  method: "GET",
  path: `${PATH}/{id}/accounts`,
  permission: "campaigns.read",
  summary: "Which accounts it has met, and what these have signed since.",
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(ACCOUNTS_MAX).default(ACCOUNTS_MAX).describe("Accounts of the page."),
    cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
  }),
  reply: pageOf(TouchedAccount),
  example: { params: { id: "{campaignId}" } },
  run: async (call) => (await import("./influence.ts")).accountsOf(call, await load(call, campaign)),
});

export const routes: Route[] = [
  ...crud(campaignNoun),
  ...actionRoutes(campaignNoun, campaignActions),
  join,
  members,
  accounts,
  influence,
  attribution,
];
