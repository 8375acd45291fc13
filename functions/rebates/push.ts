import type { Caller } from "../../shared/http/route.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { termsOf } from "../partners/rules.ts";
import { partner } from "../partners/table.ts";
import { concerns } from "./rules.ts";
import { RebateTerms } from "./schema.ts";
import { noticeId, rebateNotice, rebateRule } from "./table.ts";

const AT_ONCE_MAX = 10;
const TRIES_MAX = 5;

type Rule = RowOf<typeof rebateRule>;
type Partner = RowOf<typeof partner>;
type Notice = RowOf<typeof rebateNotice>;

const stateOf = ({ asksAcknowledgement, number }: Rule, seen: Notice["acknowledgements"]): Notice["state"] => {
  if (!asksAcknowledgement) return "informed";
  return seen.some((one) => one.number === number) ? "acknowledged" : "waiting";
};

/** A rule as one partner is told of it, with what that has acknowledged; nothing where there is nothing to tell. */
export function noticeOf(call: Caller, rule: Rule, to: Partner, before?: Notice): Notice | undefined {
  const isMeant = !rule.archived && !to.archived && concerns(rule, to.id, termsOf(to));
  if (!isMeant) return before && before.state !== "ended" ? { ...before, state: "ended" } : before;
  const { acknowledgements = [] } = before ?? {};
  const state = stateOf(rule, acknowledgements);
  if (before?.number === rule.number && before.state === state) return before;
  const { name, number } = rule;
  const told = { ...RebateTerms.parse(rule), name, number, state, pushedAt: call.now, acknowledgements };
  const base = { id: noticeId(rule.id, to.id), version: 1, createdAt: before?.createdAt ?? call.now };
  return { ...base, updatedAt: call.now, partnerId: to.id, ruleId: rule.id, ...told };
}

/** Writes a notice as it has become; another's word in between makes it be looked at anew. */
export async function written(call: Caller, before: Notice | undefined, after: Notice): Promise<Notice> {
  if (!before) return call.table.create(rebateNotice, after);
  return call.table.replace(rebateNotice, before, { ...after, version: before.version + 1, updatedAt: call.now });
}

const pushed = (call: Caller, ruleId: string, partnerId: string): Promise<void> =>
  anew(
    TRIES_MAX,
    async () => {
      const [rule, to, before] = await Promise.all([
        call.table.get(rebateRule, ruleId),
        call.table.get(partner, partnerId),
        call.table.find(rebateNotice, noticeId(ruleId, partnerId)),
      ]);
      const after = noticeOf(call, rule, to, before);
      if (after && after !== before) await written(call, before, after);
    },
    isOvertaken,
  );

/** Tells all partners whom a rule concerns of its latest version. */
export async function pushRule(call: Caller, ruleId: string): Promise<void> {
  const all = await Array.fromAsync(call.table.each(partner, { sources: [sourceOf(partner, "all")] }));
  await together(all, AT_ONCE_MAX, ({ id }) => pushed(call, ruleId, id));
}

/** Tells a partner of all rules that have come to concern it, or no longer do. */
export async function pushTo(call: Caller, partnerId: string): Promise<void> {
  const all = await Array.fromAsync(call.table.each(rebateRule, { sources: [sourceOf(rebateRule, "all")] }));
  await together(all, AT_ONCE_MAX, ({ id }) => pushed(call, id, partnerId));
}
