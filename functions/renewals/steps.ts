import { daysBetween } from "../../shared/clock.ts";
import { later, MINUTE_MS } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { type Change, commit, creation, replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { isStale } from "../../shared/table/anew.ts";
import { todayOf } from "../../shared/today.ts";
import { activityNoun } from "../activities/noun.ts";
import { follow } from "./follow.ts";
import { renewalNoun } from "./noun.ts";
import type { Ending } from "./prepare.ts";
import { type Policy, type Row, type Step, stepsOf } from "./rules.ts";
import { bookId, renewal, renewalBook, renewalPolicy } from "./table.ts";

/** A reminder this close to the end is urgent. */
const URGENT_DAYS = 7;
/** A task is due a day after it was made. */
const TASK_MINUTES = 24 * 60;

type Words = { remind: (no: string, on: string) => string; failed: (no: string) => string };

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    remind: (no, on) => `续约提醒：合同 ${no} 将于 ${on} 到期`,
    failed: (no) => `请人工处理：合同 ${no} 的续约未能自动准备`,
  },
  en: {
    remind: (no, on) => `Renewal: contract ${no} ends on ${on}`,
    failed: (no) => `By hand, please: the renewal of contract ${no} could not be prepared`,
  },
};

type Task = { subject: string; body?: string; isUrgent: boolean };

/** A task of whoever looks after the renewal, of which they are reminded at once; nothing where nobody does. */
async function taskFor(call: Caller, row: Row, { subject, body, isUrgent }: Task): Promise<Action[]> {
  const { ownerId, departmentId, orderId } = row;
  if (!ownerId) return [];
  const dueAt = later(call.now, TASK_MINUTES * MINUTE_MS);
  const { actions } = await creation(call, activityNoun, {
    ...{ kind: "task", subject, ownerId, ...(body && { body }), ...(departmentId && { departmentId }) },
    ...{ priority: isUrgent ? "high" : "normal", dueAt, remindMinutesBefore: TASK_MINUTES },
    relatedTo: [{ noun: "order", id: orderId }],
  });
  return actions;
}

const nameOf = ({ contractNo, orderId }: Row): string => contractNo ?? orderId.slice(-10);

/** What a step makes: fields of the dues, and what is written with them. */
type Made = { fields: Partial<Row>; beside: readonly Action[] };

/** What makes orders and quotes is loaded with the first contract that asks for one. */
const preparing = () => import("./prepare.ts");

const isReminder = ({ name }: Step): boolean => name.startsWith("remind-");

async function remind(call: Caller, [row]: readonly Row[], today: string): Promise<Made> {
  if (!row) return { fields: {}, beside: [] };
  const subject = WORDS[call.tenant.locale].remind(nameOf(row), row.dueOn);
  const isUrgent = daysBetween(today, row.dueOn) <= URGENT_DAYS;
  return { fields: {}, beside: await taskFor(call, row, { subject, isUrgent }) };
}

/** What could not be prepared is a person's to do, who is told why. */
async function failed(call: Caller, [row]: readonly Row[], error: unknown): Promise<Made> {
  if (!(error instanceof Fault) || isStale(error) || !row) throw error;
  const subject = WORDS[call.tenant.locale].failed(nameOf(row));
  return { fields: {}, beside: await taskFor(call, row, { subject, body: error.detail, isUrgent: true }) };
}

/** Notes on all dues of a contract that steps were done, in one transaction with what they have made. */
async function note(call: Caller, rows: readonly Row[], names: readonly string[], { fields, beside }: Made) {
  const changes = await Promise.all(
    rows.map((row): Promise<Change> => {
      const steps = [...new Set([...row.steps, ...names])];
      return replacement(call, renewalNoun, row, { ...fields, steps }, { as: "prepare" });
    }),
  );
  const [first, ...others] = changes;
  if (!first) return;
  const actions = [...first.actions, ...others.flatMap((one) => one.actions), ...beside];
  await commit(call, { after: first.after, actions });
}

/** Makes the order of a contract that renews itself and signs it; a run that was broken off between goes on. */
async function renewItself(call: Caller, ending: Ending): Promise<Made> {
  const { renewalOrder, signed } = await preparing();
  const known = ending.rows.find((row) => row.renewalOrderId)?.renewalOrderId;
  if (known) {
    await signed(call, known);
    return { fields: {}, beside: [] };
  }
  const { after, actions } = await renewalOrder(call, ending);
  await note(call, ending.rows, [], { fields: { renewalOrderId: after.id }, beside: actions });
  await signed(call, after.id);
  return { fields: {}, beside: [] };
}

async function quoted(call: Caller, ending: Ending): Promise<Made> {
  if (ending.rows.some((row) => row.quoteId)) return { fields: {}, beside: [] };
  const { renewalQuote } = await preparing();
  const { after, actions } = await renewalQuote(call, ending);
  return { fields: { quoteId: after.id }, beside: actions };
}

async function dueRows(call: Caller, ids: readonly string[]): Promise<Row[]> {
  return [...(await call.table.getMany(renewal, ids, true)).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The dues of a contract of which the clock asks a step by a day: what is renewed, lost or noticed by itself goes its own way. */
const waitingFor = (rows: readonly Row[], policy: Policy, today: string, isOf: (step: Step) => boolean): Row[] =>
  rows.filter((row) => stepsOf(row, policy).some((step) => step.on <= today && isOf(step)));

/** Does what the clock asks of a contract. Of reminders that are late together only the last is given. */
async function contractSteps(call: Caller, { rows, ...of }: Ending, today: string): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const current = (isOf: (step: Step) => boolean) =>
    dueRows(call, ids).then((all) => waitingFor(all, of.policy, today, isOf));
  for (const [name, work] of [
    ["renew", renewItself],
    ["quote", quoted],
  ] as const) {
    const waiting = await current((step) => step.name === name);
    if (waiting.length === 0) continue;
    const made = await work(call, { rows: waiting, ...of }).catch((error) => failed(call, waiting, error));
    const noted = await dueRows(
      call,
      waiting.map(({ id }) => id),
    );
    await note(call, noted, [name], made);
  }
  const waiting = await current(isReminder);
  const names = waiting.flatMap((row) =>
    stepsOf(row, of.policy).filter((step) => step.on <= today && isReminder(step)),
  );
  if (waiting.length > 0) {
    await note(call, waiting, [...new Set(names.map(({ name }) => name))], await remind(call, waiting, today));
  }
}

/** Looks at an account's renewals: does what is to be done by now, then reckons them anew. */
export async function look(call: Caller, accountId: string): Promise<void> {
  const [book, policy] = await Promise.all([
    call.table.find(renewalBook, bookId(accountId)),
    renewalPolicy.held(call.table),
  ]);
  if (!book) return;
  const today = todayOf(call);
  const rows = await dueRows(call, book.renewalIds);
  for (const of of Map.groupBy(rows, ({ orderId }) => orderId).values()) {
    if (waitingFor(of, policy, today, () => true).length > 0) {
      await contractSteps(call, { rows: of, book, policy }, today);
    }
  }
  await follow(call, accountId);
}
