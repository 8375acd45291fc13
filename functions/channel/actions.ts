import { actorName } from "../../shared/auth/actor.ts";
import { addDays } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { registrationPolicy } from "../partners/table.ts";
import { ApproveInput, ConvertInput, type Evidence, ExtendInput, MilestonesInput, RejectInput } from "./schema.ts";
import { dealRegistration } from "./table.ts";

/** So often a decision is made anew where others decide about the same customer. */
const TRIES_MAX = 10;
const DECIDES = "channel.decide";
const PROTECTED_DAYS_MAX = 730;

type Row = RowOf<typeof dealRegistration>;

const gathered = () => import("./evidence.ts");

const decided = (call: Caller): Pick<Row, "decidedAt" | "decidedBy"> => ({
  decidedAt: call.now,
  decidedBy: actorName(call.actor),
});

const isCertain = ({ strong }: Evidence): boolean => strong;

const submit = action(dealRegistration, {
  name: "submit",
  label: { "zh-CN": "提交", en: "Submit" },
  summary:
    "Submits a registration: who comes first holds the customer, and what overlaps with another, an open sale or an account of the tenant's own comes into the conflict queue.",
  from: ["draft"],
  run: async (call, row): Promise<Moved> => {
    const evidence = await (await gathered()).evidenceOf(call, row);
    const state = evidence.some(isCertain) ? "conflict" : "submitted";
    return { fields: { state, submittedAt: call.now, evidence } };
  },
});

const review = action(dealRegistration, {
  name: "review",
  label: { "zh-CN": "审阅", en: "Review" },
  summary:
    "Says that it was looked into and may be decided; what has come to speak against it brings it into conflict.",
  permission: DECIDES,
  from: ["submitted"],
  tries: TRIES_MAX,
  example: { after: ["submit"] },
  run: async (call, row): Promise<Moved> => {
    const evidence = await (await gathered()).evidenceOf(call, row);
    const state = evidence.some((one) => one.strong && isBefore(one, row)) ? "conflict" : "reviewed";
    return { fields: { state, reviewedAt: call.now, evidence } };
  },
});

/** Another registration speaks against one that holds its customer only if it does so too, and was submitted first. */
const isBefore = ({ noun, submittedAt, id, holds }: Evidence, row: Row): boolean =>
  noun !== "dealRegistration" || (holds === true && [submittedAt, id].join() < [row.submittedAt, row.id].join());

/** The last day of a protection, as it was asked for or by the policy. */
async function protection(call: Caller, asked: string | undefined): Promise<string> {
  const today = todayOf(call);
  const { protectionDays } = await registrationPolicy.held(call.table);
  const until = asked ?? addDays(today, protectionDays);
  if (until < today || until > addDays(today, PROTECTED_DAYS_MAX)) {
    throw invalidField(
      "protectedUntil",
      `protectedUntil must be from today on, and ${PROTECTED_DAYS_MAX} days away at most.`,
    );
  }
  return until;
}

const approve = action(dealRegistration, {
  name: "approve",
  label: { "zh-CN": "批准", en: "Approve" },
  summary: "Approves a reviewed registration, or decides a conflict for it; the customer is protected until a day.",
  permission: DECIDES,
  to: "approved",
  tries: TRIES_MAX,
  body: ApproveInput,
  example: { body: { reason: "客户确认由其跟进" }, after: ["submit", "review"] },
  run: async (call, row): Promise<Moved> => {
    const { protectedUntil, reason } = call.body;
    if (row.state === "conflict" && !reason) throw invalidField("reason", "Say why the conflict is decided for it.");
    const evidence = await (await gathered()).evidenceOf(call, row);
    const isInTheWay = (one: Evidence): boolean => (row.state === "conflict" ? one.holds === true : isBefore(one, row));
    const standing = evidence.filter((one) => one.strong && isInTheWay(one));
    if (standing.length > 0) {
      const named = standing.map(({ noun, id, title }) => `${noun} ${id} (${title})`).join(", ");
      const detail = `It overlaps with ${named}: reject those registrations first, or decide it in the conflict queue.`;
      const errors = standing.map(({ id, title }) => ({ path: id, code: "overlap", message: title }));
      throw new Fault("conflict", detail, { errors });
    }
    const until = await protection(call, protectedUntil);
    return { fields: { evidence, protectedUntil: until, ...decided(call), ...(reason && { reason }) } };
  },
});

const reject = action(dealRegistration, {
  name: "reject",
  label: { "zh-CN": "驳回", en: "Reject" },
  summary: "Refuses a registration; its customer is free again.",
  permission: DECIDES,
  to: "rejected",
  body: RejectInput,
  example: { body: { reason: "客户已由其他伙伴跟进" }, after: ["submit"] },
  run: (call): Moved => ({ fields: { ...decided(call), reason: call.body.reason } }),
});

const flag = action(dealRegistration, {
  name: "flag-conflict",
  label: { "zh-CN": "转冲突", en: "Flag a conflict" },
  summary: "Brings a registration into the conflict queue, with what speaks against it now.",
  permission: DECIDES,
  to: "conflict",
  from: ["submitted", "reviewed"],
  body: RejectInput,
  example: { body: { reason: "大区反映为老客户" }, after: ["submit"] },
  run: async (call, row): Promise<Moved> => {
    const evidence = await (await gathered()).evidenceOf(call, row);
    return { fields: { evidence, reason: call.body.reason } };
  },
});

const withdraw = action(dealRegistration, {
  name: "withdraw",
  label: { "zh-CN": "撤回", en: "Withdraw" },
  summary: "Takes a registration back; its customer is free again.",
  to: "withdrawn",
});

const extend = action(dealRegistration, {
  name: "extend",
  label: { "zh-CN": "延期", en: "Extend" },
  summary: "Gives an approved registration a later last day of protection, as often as the policy allows.",
  permission: DECIDES,
  from: ["approved"],
  body: ExtendInput,
  example: { body: { until: "2028-06-30", reason: "招标延期" }, after: ["submit", "review", "approve"] },
  run: async (call, row): Promise<Moved> => {
    const { until, reason } = call.body;
    const { extensionsMax } = await registrationPolicy.held(call.table);
    const { extensions = [], protectedUntil = "" } = row;
    if (extensions.length >= extensionsMax) {
      throw new Fault(
        "invalid_state",
        `It was extended ${extensions.length} times, which is all that the policy allows.`,
      );
    }
    if (until <= protectedUntil) throw invalidField("until", `until must be after ${protectedUntil}.`);
    const latest = addDays(todayOf(call), PROTECTED_DAYS_MAX);
    if (until > latest) throw invalidField("until", `until must not be after ${latest}.`);
    const extension = { until, reason, at: call.now, by: actorName(call.actor) };
    return { fields: { protectedUntil: until, extensions: [...extensions, extension] } };
  },
});

const milestones = action(dealRegistration, {
  name: "record-milestones",
  label: { "zh-CN": "登记节点", en: "Record milestones" },
  summary: "Replaces the milestones of the tender: what is due when, and what was done.",
  from: ["submitted", "conflict", "reviewed", "approved"],
  body: MilestonesInput,
  example: { body: { milestones: [{ name: "开标", on: "2027-02-15", doneOn: "2027-02-15" }] }, after: ["submit"] },
  run: (call, row): Moved => ({ fields: { tender: { ...row.tender, milestones: call.body.milestones } } }),
});

const convert = action(dealRegistration, {
  name: "convert",
  label: { "zh-CN": "转商机", en: "Convert" },
  summary: "Makes an opportunity of an approved registration, with the partner on it; only once.",
  permission: DECIDES,
  to: "converted",
  body: ConvertInput,
  example: { body: { accountId: "{accountId}" }, after: ["submit", "review", "approve"] },
  run: async (call, row) => (await import("./convert.ts")).converted(call, row, call.body.accountId),
});

export const registrationActions = [
  ...[submit, review, approve, reject, flag],
  ...[withdraw, extend, milestones, convert],
];
