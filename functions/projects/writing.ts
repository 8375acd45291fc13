import { Fault, invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import type { account } from "../accounts/table.ts";
import type { order } from "../orders/table.ts";
import { ownership } from "../users/ownership.ts";
import { type Draft, nodeErrors } from "./rules.ts";
import { endOf, firstPlan, planOf, replanned } from "./schedule.ts";
import { NODES_MAX, type ProjectInput } from "./schema.ts";
import { type ProjectRow, plan, type project, projectTemplate } from "./table.ts";

/** The nodes and checklists of several templates in one plan; those of each depend on each other alone. */
async function templated({ table }: Caller, ids: readonly string[] = []) {
  const rows = await table.getMany(projectTemplate, ids, true);
  const all = ids.flatMap((id) => rows.get(id) ?? []);
  const drafts: Draft[] = all.flatMap(({ nodes }) => nodes);
  const errors = nodeErrors(drafts, () => "templateIds").map((error) => ({ ...error, path: "templateIds" }));
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
  if (drafts.length > NODES_MAX) {
    throw invalidField("templateIds", `Together they have ${drafts.length} nodes; a plan has at most ${NODES_MAX}.`);
  }
  return { drafts, checklist: [...new Set(all.flatMap(({ checklist = [] }) => checklist))].map((text) => ({ text })) };
}

function checkOrder(orderId: string | undefined, accountId: string, named: Named): RowOf<typeof order> | undefined {
  const sold = named.get(orderId ?? "") as RowOf<typeof order> | undefined;
  if (sold && sold.accountId !== accountId) throw invalidField("orderId", "The order is of another account.");
  if (sold && sold.status !== "signed") throw invalidField("orderId", "Only a signed order is delivered.");
  return sold;
}

const movedPlan = async (call: Caller, { id, startOn }: ProjectRow) => {
  const before = await planOf(call, id);
  return { before, after: await replanned(call, before, { startOn }) };
};

/** What happens wherever a project is written. A new one has a plan from its first moment, and the plan begins with it. */
export const writing: Writing<typeof project, typeof ProjectInput> = {
  prepare: async (call, input, named) => {
    const sold = checkOrder(input.orderId, input.accountId, named);
    if (sold && input.currency && input.currency !== sold.currency) {
      throw invalidField("currency", `The order is in ${sold.currency}, and what is collected of it.`);
    }
    const owned = await accountOwnership(call, named.get(input.accountId) as RowOf<typeof account>, input);
    return { currency: input.currency ?? sold?.currency ?? call.tenant.currency, ...owned };
  },
  revise: async (call, before, patch: Partial<ProjectRow>, named) => {
    if (patch.templateIds) throw invalidField("templateIds", "A new project alone names its templates.");
    const sold = checkOrder(patch.orderId, patch.accountId ?? before.accountId, named);
    const currency = patch.currency ?? before.currency;
    if (sold && sold.currency !== currency) throw invalidField("orderId", `The order is in ${sold.currency}.`);
    if (currency !== before.currency) throw invalidField("currency", "It stays that in which it was budgeted.");
    return ownership(call, before, patch);
  },
  derive: async (call, after, before) => {
    if (!before) {
      const { drafts, checklist } = await templated(call, after.templateIds);
      const endOn = endOf((await firstPlan(call, after, drafts)).nodes);
      return { ...(endOn && { endOn }), ...(checklist.length > 0 && { checklist }) };
    }
    if (after.startOn === before.startOn) return {};
    return { endOn: endOf((await movedPlan(call, after)).after.nodes) ?? null };
  },
  alongside: async (call, after, before) => {
    if (!before) {
      const { drafts } = await templated(call, after.templateIds);
      return [write.create(plan, await firstPlan(call, after, drafts))];
    }
    if (after.startOn === before.startOn) return [];
    const moved = await movedPlan(call, after);
    return [write.replace(plan, moved.before, moved.after)];
  },
};
