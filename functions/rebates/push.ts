import { isDeepStrictEqual } from "node:util";
import type { Caller } from "../../shared/http/route.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { together } from "../../shared/together.ts";
import { isSameTerms, termsOf } from "../partners/rules.ts";
import { partner, partnerProgramme, registrationPolicy, termsChange } from "../partners/table.ts";
import { concerns } from "./rules.ts";
import { RebateTerms } from "./schema.ts";
import { noticeId, rebateNotice, rebateRule } from "./table.ts";
import { whoseIs } from "./whose.ts";

const AT_ONCE_MAX = 10;
const TRIES_MAX = 5;

type Partner = RowOf<typeof partner>;
type Notice = RowOf<typeof rebateNotice>;

/** What of a rule's latest version a partner is told, and whether it is asked to acknowledge that. */
type Told = Pick<Notice, "name" | "number"> & Partial<Notice> & { asks: boolean };

const NAMES = {
  discount: { "zh-CN": "等级、折扣率、区域与合同", en: "Tier, rate, territories, contract" },
  protection: { "zh-CN": "商机报备保护", en: "Protection of registered deals" },
} as const;

/** What partners are asked to acknowledge, as the tenant says now. */
async function asked(call: Caller, subject: "discount" | "protection"): Promise<boolean> {
  const row = await call.table.find(partnerProgramme.entity, partnerProgramme.rowId());
  return partnerProgramme.saidBy(row).asksAcknowledgement.includes(subject);
}

/** A rebate rule, for a partner that it concerns. */
async function rebateFor(call: Caller, ruleId: string, to: Partner): Promise<Told | undefined> {
  const rule = await call.table.find(rebateRule, ruleId);
  if (!rule || rule.archived || !concerns(rule, to.id, termsOf(to))) return;
  const { name, number, asksAcknowledgement = false } = rule;
  return { ...RebateTerms.parse(rule), name, number, subject: "rebate", asks: asksAcknowledgement };
}

/** What is agreed with a partner. A partner with whom nothing is, or ever was, is told nothing. */
async function discountFor(call: Caller, to: Partner): Promise<Told | undefined> {
  const { termsNumber: number = 1 } = to;
  if (number === 1 && isSameTerms(to, {})) return;
  const of = { partnerId: to.id, at: call.now };
  const [asks, { rows }] = await Promise.all([
    asked(call, "discount"),
    call.table.newest(termsChange, of, { skPrefix: "terms#", limit: 1 }),
  ]);
  const name = NAMES.discount[call.tenant.locale];
  const [change] = rows;
  const since = change && { fromOn: change.on };
  return { name, number, subject: "discount", agreed: termsOf(to), ...since, asks };
}

/** How registrations are protected, once the tenant has said it; what is said again in the same words is no new version. */
async function protectionFor(call: Caller, before?: Notice): Promise<Told | undefined> {
  const row = await call.table.find(registrationPolicy.entity, registrationPolicy.rowId());
  if (!row) return;
  const { version, ...protection } = registrationPolicy.saidBy(row);
  const isSame = before !== undefined && isDeepStrictEqual(before.protection, protection);
  const number = isSame ? before.number : version;
  const name = NAMES.protection[call.tenant.locale];
  const fromOn = todayOf({ now: row.updatedAt, tenant: call.tenant });
  return { name, number, subject: "protection", protection, fromOn, asks: await asked(call, "protection") };
}

function toldOf(call: Caller, ruleId: string, to: Partner, before?: Notice): Promise<Told | undefined> {
  if (ruleId === partnerProgramme.rowId()) return discountFor(call, to);
  return ruleId === registrationPolicy.rowId() ? protectionFor(call, before) : rebateFor(call, ruleId, to);
}

const stateOf = ({ asks, number }: Told, seen: Notice["acknowledgements"]): Notice["state"] => {
  if (!asks) return "informed";
  return seen.some((one) => one.number === number) ? "acknowledged" : "waiting";
};

/** A rule as one partner is told of it, with what that has acknowledged; nothing where there is nothing to tell. */
export async function noticeOf(
  call: Caller,
  ruleId: string,
  to: Partner,
  before?: Notice,
): Promise<Notice | undefined> {
  const told = to.archived ? undefined : await toldOf(call, ruleId, to, before);
  if (!told) return before && before.state !== "ended" ? { ...before, state: "ended" } : before;
  const { acknowledgements = [] } = before ?? {};
  const state = stateOf(told, acknowledgements);
  if (before?.number === told.number && before.state === state) return before;
  const { asks: _, ...said } = told;
  const base = { id: noticeId(ruleId, to.id), version: 1, createdAt: before?.createdAt ?? call.now };
  const whose = await whoseIs(call, to.id);
  const fields = { ...said, ...whose, state, pushedAt: call.now, acknowledgements };
  return { ...base, updatedAt: call.now, partnerId: to.id, ruleId, ...fields };
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
      const [to, before] = await Promise.all([
        call.table.get(partner, partnerId),
        call.table.find(rebateNotice, noticeId(ruleId, partnerId)),
      ]);
      const after = await noticeOf(call, ruleId, to, before);
      if (after && after !== before) await written(call, before, after);
    },
    isOvertaken,
  );

async function pushToAll(call: Caller, ...ruleIds: readonly string[]): Promise<void> {
  const all = await Array.fromAsync(call.table.each(partner, { sources: [sourceOf(partner, "all")] }));
  const each = all.flatMap(({ id }) => ruleIds.map((ruleId) => ({ id, ruleId })));
  await together(each, AT_ONCE_MAX, ({ id, ruleId }) => pushed(call, ruleId, id));
}

/** Tells all partners whom a rule concerns of its latest version. */
export const pushRule = (call: Caller, ruleId: string): Promise<void> => pushToAll(call, ruleId);

/** What every partner is told of: what is agreed with it, and how what it registers is protected. */
const EVERYBODYS: readonly string[] = [partnerProgramme.rowId(), registrationPolicy.rowId()];

/** Tells all partners of what is agreed with each, and of how registrations are protected. */
export const pushForAll = (call: Caller): Promise<void> => pushToAll(call, ...EVERYBODYS);

/** Tells a partner of all rules that have come to concern it, or no longer do. */
export async function pushTo(call: Caller, partnerId: string): Promise<void> {
  const all = await Array.fromAsync(call.table.each(rebateRule, { sources: [sourceOf(rebateRule, "all")] }));
  await together([...EVERYBODYS, ...all.map(({ id }) => id)], AT_ONCE_MAX, (ruleId) => pushed(call, ruleId, partnerId));
}
