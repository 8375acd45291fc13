import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { partner } from "../partners/table.ts";
import { department, user } from "../users/table.ts";
import { Quota, QuotaInput, TARGET_FIELDS, TARGETS, type Target } from "./schema.ts";
import { quota } from "./table.ts";

type Named = Partial<Record<(typeof TARGET_FIELDS)[Target], string | null>>;

/** Whom a quota is for; a person's is seen by their department too. */
async function targeted(call: Caller, given: Named): Promise<{ target: Target; departmentId?: string }> {
  const named = TARGETS.filter((target) => given[TARGET_FIELDS[target]]);
  const [target] = named;
  if (!target || named.length > 1) {
    const path = target ? TARGET_FIELDS[named[1] as Target] : "ownerId";
    throw invalidField(path, "Name either an ownerId, a departmentId, a partnerId or a productType.");
  }
  if (target !== "person" || !given.ownerId) return { target };
  const home = (await call.table.find(user, given.ownerId))?.departmentId;
  return { target, ...(home && { departmentId: home }) };
}

/** What is asked of somebody in a period. */
export const quotaNoun: Noun = noun({
  entity: quota,
  module: "quotas",
  path: "/v1/quotas",
  input: QuotaInput,
  view: Quota,
  title: ({ period, measure }) => `${period} ${measure}`,
  filters: ["ownerId", "departmentId", "partnerId", "productType", "period", "measure", "target", "currency"],
  references: { ownerId: user, departmentId: department, partnerId: partner },
  prepare: (call, input) => targeted(call, input),
  revise: (_call, before, patch: Named) => {
    const changed = Object.values(TARGET_FIELDS).find(
      (field) => patch[field] !== undefined && patch[field] !== before[field],
    );
    if (changed) throw invalidField(changed, "A quota stays with whom it is for: archive it, and make another.");
    return {};
  },
  example: {
    body: { ownerId: "{userId}", period: "2026-Q4", measure: "signed", amountMinor: 100_000_000, currency: "CNY" },
  },
  patchExample: { body: { amountMinor: 120_000_000 } },
});
