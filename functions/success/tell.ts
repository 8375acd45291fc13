import { later, MINUTE_MS } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { formatAmount, type Locale } from "../../shared/notify/format.ts";
import { type Change, creation } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { account } from "../accounts/table.ts";
import { activityNoun } from "../activities/noun.ts";
import type { renewal } from "../renewals/table.ts";
import type { Part } from "./rules.ts";
import type { playbook } from "./table.ts";

const DAY_MINUTES = 24 * 60;

/** A fall of an account's health, or a slow slide; `near` is the contract that ends soon. */
export type Fall = {
  about: RowOf<typeof account>;
  managerId: string;
  parts: readonly Part[];
  score: number;
  from: number;
  isSlow?: boolean;
  near?: RowOf<typeof renewal>;
};

type Words = {
  fallen: (name: string) => string;
  slid: (name: string) => string;
  urgent: (name: string, on: string) => string;
  score: (from: number, to: number) => string;
  due: (no: string, on: string, amount: string) => string;
  part: (part: Part) => string;
  review: (name: string) => string;
  handedOver: (name: string) => string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    review: (name) => `定期回顾：${name}`,
    handedOver: (name) => `客户交接：${name}`,
    fallen: (name) => `健康度下降：${name}`,
    slid: (name) => `健康度持续下滑：${name}`,
    urgent: (name, on) => `紧急：${name} 健康度下降，合同 ${on} 到期`,
    score: (from, to) => `健康度 ${from} → ${to}`,
    due: (no, on, amount) => `合同 ${no}，${on} 到期，应续 ${amount}`,
    part: ({ metric, value, earlier, points, weight }) =>
      `${metric}：${value}（上期 ${earlier}），得分 ${points}/${weight}`,
  },
  en: {
    review: (name) => `Review: ${name}`,
    handedOver: (name) => `Handed over to you: ${name}`,
    fallen: (name) => `Health has fallen: ${name}`,
    slid: (name) => `Health is sliding: ${name}`,
    urgent: (name, on) => `Urgent: health of ${name} has fallen, contract ends on ${on}`,
    score: (from, to) => `Health ${from} → ${to}`,
    due: (no, on, amount) => `Contract ${no} ends on ${on}, ${amount} due for renewal`,
    part: ({ metric, value, earlier, points, weight }) =>
      `${metric}: ${value} (before: ${earlier}), ${points}/${weight} points`,
  },
};

const CHARS_MAX = 200;

type Account = RowOf<typeof account>;
type Task = {
  subject: string;
  body?: string | undefined;
  ownerId: string;
  days: number;
  relatedTo: { noun: string; id: string }[];
  isUrgent?: boolean;
};

/** A task that is due in so many days, of which its owner is reminded a day before. */
function taskOf(
  call: Caller,
  { subject, body, ownerId, days, relatedTo, isUrgent }: Task,
  id?: string,
): Promise<Change> {
  const dueAt = later(call.now, days * DAY_MINUTES * MINUTE_MS);
  const said = { kind: "task", subject: subject.slice(0, CHARS_MAX), ...(body && { body }) };
  const when = { dueAt, remindMinutesBefore: DAY_MINUTES, priority: isUrgent ? "high" : "normal" };
  return creation(call, activityNoun, { ...said, ...when, ownerId, relatedTo }, id);
}

const REVIEW_DAYS = 7;

/** The review of a customer with whoever looks after it. */
export const reviewTask = (call: Caller, about: Account, ownerId: string): Promise<Change> => {
  const subject = WORDS[call.tenant.locale].review(about.name);
  return taskOf(call, { subject, ownerId, days: REVIEW_DAYS, relatedTo: [{ noun: "account", id: about.id }] });
};

const HAND_OVER_DAYS = 3;

/** What somebody is told who looks after a customer from now on: what is due of it, and how it stands. */
export function handOverTask(
  call: Caller,
  {
    about,
    ownerId,
    open,
    parts,
    id,
  }: { about: Account; ownerId: string; open: readonly Due[]; parts: readonly Part[]; id: string },
): Promise<Change> {
  const words = WORDS[call.tenant.locale];
  const body = [...open.map((due) => dueLine(call, due)), ...parts.map(words.part)].join("\n");
  const relatedTo = [{ noun: "account", id: about.id }];
  return taskOf(call, { subject: words.handedOver(about.name), body, ownerId, days: HAND_OVER_DAYS, relatedTo }, id);
}

type Due = RowOf<typeof renewal>;

const dueLine = ({ tenant: { locale } }: Caller, { contractNo, orderId, dueOn, dueMinor, currency }: Due): string =>
  WORDS[locale].due(contractNo ?? orderId.slice(-10), dueOn, formatAmount(locale, dueMinor, currency));

/** The tasks of a fall: one with how the customer uses what it has, and those of the playbooks that are for it. */
export async function fallTasks(
  call: Caller,
  { about, managerId, parts, score, from, isSlow, near }: Fall,
  books: readonly RowOf<typeof playbook>[],
): Promise<Action[]> {
  const { locale } = call.tenant;
  const words = WORDS[locale];
  const subject = near ? words.urgent(about.name, near.dueOn) : words[isSlow ? "slid" : "fallen"](about.name);
  const lines = [words.score(from, score), ...(near ? [dueLine(call, near)] : []), ...parts.map(words.part)];
  const relatedTo = [{ noun: "account", id: about.id }, ...(near ? [{ noun: "order", id: near.orderId }] : [])];
  const trigger = near ? "nearAndFalling" : "healthDropped";
  const fitting = books.filter(
    (book) => !book.archived && book.trigger === trigger && (book.tier === undefined || book.tier === about.tier),
  );
  const steps = fitting.flatMap((book) => book.steps);
  const told = { ownerId: managerId, relatedTo, isUrgent: near !== undefined };
  const all = await Promise.all([
    taskOf(call, { ...told, subject, body: lines.join("\n"), days: 1 }),
    ...steps.map((step) => taskOf(call, { ...told, subject: step.subject, body: step.body, days: step.afterDays })),
  ]);
  return all.flatMap(({ actions }) => actions);
}
