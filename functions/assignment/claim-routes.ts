import * as z from "zod";
import { pageOf } from "../../shared/http/lists.ts";
import { type Route, route } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { action, actionRoutes } from "../../shared/records/transition.ts";
import { text } from "../../shared/schema.ts";
import { isFree, isOpen, type PooledLead } from "./rules.ts";

/** What claims is loaded with the first claim. */
const claiming = () => import("./claim.ts");

/** Tries at a claim that other changes of the lead come before. */
const TRIES_MAX = 4;
const REASON_CHARS_MAX = 200;
const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

/** What members see of a lead that nobody has yet: how to reach the person they learn by claiming it. */
const FreeLead = z.object({
  id: z.string(),
  name: z.string(),
  company: z.string().optional(),
  title: z.string().optional(),
  industry: z.string().optional(),
  region: z.string().optional(),
  productIds: z.array(z.string()).optional(),
  source: z.string().optional(),
  channel: z.string().optional(),
  campaign: z.string().optional(),
  status: z.string(),
  score: z.int().optional(),
  grade: z.string().optional(),
  poolId: z.string(),
  version: z.int(),
  createdAt: z.string(),
});

const Paging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(1_000).optional(),
});

/** The free leads of a pool, oldest first, for those who may claim them whether or not they see leads otherwise. */
const freeLeads = (of: Noun): Route =>
  route({
    method: "GET",
    path: "/v1/lead-pools/{id}/free-leads",
    permission: "leads.claim",
    summary: "Lists the leads of a pool that wait to be claimed, oldest first; for its members.",
    noun: of.entity.noun,
    query: Paging,
    reply: pageOf(FreeLead),
    example: { params: { id: "{id}" } },
    run: async (call) => (await claiming()).freeLeadsOf(call, of),
  });

/** The calls on leads that pools bring with them; the module of leads serves them beside its own. */
export function claimRoutes(of: Noun): Route[] {
  const from = Object.keys(of.states?.next ?? {}).filter((status) => isOpen({ status } as PooledLead));
  const claim = action(of.entity, {
    name: "claim",
    label: { "zh-CN": "领取", en: "Claim" },
    summary: "Claims a free lead of a pool that one is a member of; the pool's caps and cool-down apply.",
    permission: "leads.claim",
    from,
    tries: TRIES_MAX,
    find: async (call) => (await claiming()).claimable(call, of, call.params.id ?? ""),
    // Claimed again, by a call that is repeated, it is what it was.
    repeats: ({ actor }, row) => isOpen(row as PooledLead) && (row as PooledLead).ownerId === actor.principalId,
    run: async (call, row) => (await claiming()).claimed(call, row as PooledLead),
  });
  const release = action(of.entity, {
    name: "release",
    label: { "zh-CN": "退回公海", en: "Release" },
    summary: "Gives a lead back to its pool, where others may claim it.",
    from,
    body: z.strictObject({ reason: text(REASON_CHARS_MAX).optional().describe("Why it is given back.") }),
    example: { body: { reason: "not my region" } },
    repeats: (_call, row) => isFree(row as PooledLead),
    run: async (call, row) => (await claiming()).released(call, row as PooledLead, call.body.reason),
  });
  return [...actionRoutes(of, [claim, release]), freeLeads(of)];
}
