import { invalidField } from "../../shared/fault.ts";
import { checkReferences } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { pooled, pooledActions } from "../assignment/hooks.ts";
import { leadPool } from "../assignment/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { checkedLikeness, possibleDuplicates } from "./likeness.ts";
import { LeadInput } from "./schema.ts";
import { rescoringActions, scored } from "./scoring.ts";
import { lead } from "./table.ts";
import { LeadView } from "./view.ts";

type Asking = { productIds?: string[] | null; ownerId?: string | null; departmentId?: string | null };

/** Every product that a person is said to have asked about must be there. */
async function checkProducts(call: Caller, { productIds }: Asking): Promise<void> {
  const named = (productIds ?? []).map((id, n) => [`productIds.${n}`, id] as const);
  const references = Object.fromEntries(named.map(([path]) => [path, product]));
  await checkReferences(call, references, Object.fromEntries(named));
}

/** A disqualified lead says why; one that was opened again forgets it. */
function reasoned(after: RowOf<typeof lead>, before?: RowOf<typeof lead>): object {
  if (after.status === "disqualified") {
    if (after.disqualifiedReason) return {};
    const why = "disqualifiedReason is required: why will nothing come of it?";
    throw invalidField("disqualifiedReason", why, "required");
  }
  return before?.status === "disqualified" ? { disqualifiedReason: null } : {};
}

/** A person who may become a customer, as everything that handles records by their declaration knows it. */
export const leadNoun: Noun = noun({
  entity: lead,
  module: "leads",
  path: "/v1/leads",
  input: LeadInput,
  view: LeadView,
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
    return { status: "new", source: "api", score: 0, ...owned, ...(await checkedLikeness(call, input)), ...input };
  },
  revise: async (call, before, patch: Asking) => {
    await checkProducts(call, patch);
    return ownership(call, before, patch);
  },
  derive: async (call, after, before) => {
    const reckoned = { ...reasoned(after, before), ...(await scored(call, after, before)) };
    // Last, since it may take somebody's turn.
    return { ...reckoned, ...(await pooled(call, { ...after, ...reckoned }, before)) };
  },
  alongside: async (call, after, before) => [
    ...(await rescoringActions(call, after, before)),
    ...(await pooledActions(call, after, before)),
  ],
  show: (row, call) => ({ ...row, possibleDuplicates: possibleDuplicates(call) }),
  example: {
    body: {
      name: "李娜",
      company: "上海某某科技有限公司",
      email: "li.na@example.com",
      source: "event",
      poolId: "{leadPoolId}",
    },
  },
  patchExample: { body: { status: "working" } },
});
