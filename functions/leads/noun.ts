import { invalidField } from "../../shared/fault.ts";
import { checkReferences } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { pooled, pooledActions } from "../assignment/hooks.ts";
import { leadPool } from "../assignment/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Lead, LeadInput } from "./schema.ts";
import { lead } from "./table.ts";

type Asking = { productIds?: string[] | null; ownerId?: string | null; departmentId?: string | null };

/** Every product that a person is said to have asked about must be there. */
async function checkProducts(call: Caller, { productIds }: Asking): Promise<void> {
  const named = (productIds ?? []).map((id, n) => [`productIds.${n}`, id] as const);
  const references = Object.fromEntries(named.map(([path]) => [path, product]));
  await checkReferences(call, references, Object.fromEntries(named));
}

/** A person who may become a customer, as everything that handles records by their declaration knows it. */
export const leadNoun: Noun = noun({
  entity: lead,
  module: "leads",
  path: "/v1/leads",
  input: LeadInput,
  view: Lead,
  filters: [
    "ownerId",
    "departmentId",
    "poolId",
    "accountId",
    "status",
    "source",
    "channel",
    "campaign",
    "email",
    "phone",
  ],
  ranges: ["createdAt", "score"],
  references: { ownerId: user, departmentId: department, poolId: leadPool },
  custom: REFERABLE,
  listed: true,
  states: {
    field: "status",
    next: {
      new: ["working", "mql", "sql", "disqualified"],
      working: ["mql", "sql", "disqualified"],
      mql: ["sql", "working", "disqualified"],
      sql: ["working", "disqualified"],
      disqualified: ["working"],
    },
  },
  search: ({ name, company, email, phone }) => [
    { field: "name", text: name, kind: "name" },
    ...(company ? [{ field: "company", text: company, kind: "name" as const }] : []),
    ...(email ? [{ field: "email", text: email, kind: "email" as const }] : []),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
  ],
  prepare: async (call, input) => {
    await checkProducts(call, input);
    // Whose a lead is that names nobody, its pool says; see `pooled`.
    const owned = input.ownerId ? await ownership(call, input) : {};
    return { status: "new", source: "api", score: 0, ...owned, ...input };
  },
  revise: async (call, before, patch: Asking) => {
    await checkProducts(call, patch);
    return ownership(call, before, patch);
  },
  derive: (call, after, before) => {
    if (after.status === "disqualified" && !after.disqualifiedReason) {
      throw invalidField(
        "disqualifiedReason",
        "disqualifiedReason is required: why will nothing come of it?",
        "required",
      );
    }
    const joined = after.salesJoinedAt ? {} : { salesJoinedAt: call.now };
    return pooled(call, { ...after, ...joined }, before);
  },
  alongside: (call, after, before) => pooledActions(call, after, before),
  example: {
    body: {
      name: "李娜",
      company: "上海某某科技有限公司",
      email: "li.na@example.com",
      phone: "13800000003",
      source: "event",
      poolId: "{leadPoolId}",
    },
  },
  patchExample: { body: { status: "working" } },
});
