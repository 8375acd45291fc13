import type * as z from "zod";
import { actorName } from "../../shared/auth/actor.ts";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud, readRoutes } from "../../shared/http/crud.ts";
import { listRoute } from "../../shared/http/lists.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { todayOf } from "../../shared/today.ts";
import { partner } from "../partners/table.ts";
import { statementActions } from "./actions.ts";
import { partnerStatementNoun, rebateRuleNoun } from "./noun.ts";
import { AcknowledgeInput, PayoutInput, RebateEntry, RebateNotice, RebateRuleVersion } from "./schema.ts";
import { noticeId, partnerStatement, rebateEntry, rebateNotice, rebateRule, rebateRuleVersion } from "./table.ts";

const TRIES_MAX = 5;

type Acknowledging = Call<z.output<typeof AcknowledgeInput>, unknown>;

/** Who acknowledges: a partner's person for that partner, the tenant's own people for the one that they name. */
function whoAcknowledges({ actor, access, body }: Acknowledging): string {
  if (actor.kind === "partner") {
    if (body.partnerId === undefined || body.partnerId === actor.principalId) return actor.principalId;
    throw new Fault("forbidden", "A partner's person acknowledges for that partner alone; leave partnerId out.");
  }
  access.need("rebates.write", "Acknowledging for a partner");
  if (body.partnerId === undefined) throw invalidField("partnerId", "Name the partner that has acknowledged it.");
  return body.partnerId;
}

async function acknowledged(call: Acknowledging): Promise<object> {
  const { noticeOf, written } = await import("./push.ts");
  const [ruleId, partnerId] = [call.params.id ?? "", whoAcknowledges(call)];
  const [to, before] = await Promise.all([
    call.table.find(partner, partnerId),
    call.table.find(rebateNotice, noticeId(ruleId, partnerId)),
  ]);
  if (!to) throw invalidField("partnerId", `There is no partner ${partnerId}.`, "unknown_reference");
  const notice = await noticeOf(call, ruleId, to, before);
  if (!notice || notice.state === "ended") throw notFound(rebateRule.noun, ruleId);
  const { number = notice.number } = call.body;
  if (number !== notice.number) {
    throw new Fault("stale", `The rule has come to version ${notice.number}; read that, and acknowledge it.`);
  }
  if (notice.acknowledgements.some((one) => one.number === number)) return notice;
  const seen = { number, at: call.now, on: todayOf(call), by: actorName(call.actor) };
  const acknowledgements = [...notice.acknowledgements, seen];
  return written(call, before, { ...notice, acknowledgements, state: "acknowledged" });
}

const acknowledge = route({
  method: "POST",
  path: `${rebateRuleNoun.path}/{id}/acknowledge`,
  permission: "rebates.acknowledge",
  summary:
    "Acknowledges the latest version of a rule for a partner, by the ruleId of its notice; done again, it changes nothing.",
  noun: rebateNotice.noun,
  body: AcknowledgeInput,
  reply: RebateNotice,
  example: { params: { id: "{id}" }, body: { partnerId: "{partnerId}" } },
  run: (call) => anew(TRIES_MAX, () => acknowledged(call), isOvertaken),
});

const versions = childRoute({
  parent: rebateRule,
  child: rebateRuleVersion,
  path: `${rebateRuleNoun.path}/{id}/versions`,
  permission: "rebating.read",
  summary: "The versions of a rebate rule, the newest first.",
  view: RebateRuleVersion,
  at: { partition: (ruleId) => ({ ruleId, number: 0 }), begins: "" },
  keep: (row, { params }) => row.ruleId === params.id,
  order: "newest",
});

const notices = listRoute({
  entity: rebateNotice,
  path: `${rebateRuleNoun.path}/notices`,
  permission: "rebates.read",
  summary:
    "Lists the rules that were pushed to partners (rebates, discount, protection), who has acknowledged which version and when; state=waiting: not yet.",
  view: RebateNotice,
  filters: ["ruleId", "partnerId", "subject", "state"],
  ranges: ["pushedAt"],
  example: { query: { state: "waiting" } },
});

const entries = listRoute({
  entity: rebateEntry,
  path: "/v1/rebates",
  permission: "rebates.read",
  summary: "Lists what partners are owed, entry by entry: for which cash, by which version of which rule.",
  view: RebateEntry,
  filters: ["partnerId", "statementId", "ruleId", "orderId", "bankTransactionId", "kind", "currency", "period"],
});

const lines = childRoute({
  parent: partnerStatement,
  child: rebateEntry,
  path: `${partnerStatementNoun.path}/{id}/entries`,
  permission: "rebates.read",
  summary: "The entries of a partner's statement, oldest first; they add up to its total.",
  view: RebateEntry,
  at: { index: "parent", values: (statementId) => ({ statementId }), begins: "" },
  order: "oldest",
});

const payout = route({
  method: "POST",
  path: `${partnerStatementNoun.path}/payout-file`,
  permission: "rebates.write",
  summary:
    "A file by which settled statements are paid: a table, or pain.001 for the bank. Mark them as paid afterwards.",
  body: PayoutInput,
  example: {
    body: {
      format: "pain.001",
      executeOn: "2099-12-10",
      bankConnectionId: "{bankConnectionId}",
    },
  },
  run: async (call) => (await import("./payout.ts")).payoutFile(call),
});

export const routes: Route[] = [
  notices,
  ...crud(rebateRuleNoun),
  acknowledge,
  versions,
  entries,
  ...readRoutes(partnerStatementNoun),
  lines,
  payout,
  ...actionRoutes(partnerStatementNoun, statementActions),
];
