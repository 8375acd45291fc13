import type { Caller } from "../../shared/http/route.ts";
import { formatAmount, type Locale } from "../../shared/notify/format.ts";
import { creation } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { account } from "../accounts/table.ts";
import { activityNoun } from "../activities/noun.ts";
import type { renewal } from "../renewals/table.ts";
import type { Part } from "./rules.ts";
import type { playbook } from "./table.ts";

const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** A fall of an account's health; `near` is the contract that ends soon. */
export type Fall = {
  about: RowOf<typeof account>;
  managerId: string;
  parts: readonly Part[];
  score: number;
  from: number;
  near?: RowOf<typeof renewal>;
};

type Words = {
  fallen: (name: string) => string;
  urgent: (name: string, on: string) => string;
  score: (from: number, to: number) => string;
  due: (no: string, on: string, amount: string) => string;
  part: (part: Part) => string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    fallen: (name) => `健康度下降：${name}`,
    urgent: (name, on) => `紧急：${name} 健康度下降，合同 ${on} 到期`,
    score: (from, to) => `健康度 ${from} → ${to}`,
    due: (no, on, amount) => `合同 ${no}，${on} 到期，应续 ${amount}`,
    part: ({ metric, value, earlier, points, weight }) =>
      `${metric}：${value}（上期 ${earlier}），得分 ${points}/${weight}`,
  },
  en: {
    fallen: (name) => `Health has fallen: ${name}`,
    urgent: (name, on) => `Urgent: health of ${name} has fallen, contract ends on ${on}`,
    score: (from, to) => `Health ${from} → ${to}`,
    due: (no, on, amount) => `Contract ${no} ends on ${on}, ${amount} due for renewal`,
    part: ({ metric, value, earlier, points, weight }) =>
      `${metric}: ${value} (before: ${earlier}), ${points}/${weight} points`,
  },
};

const CHARS_MAX = 200;

/** The tasks of a fall: one with how the customer uses what it has, and those of the playbooks that are for it. */
export async function fallTasks(
  call: Caller,
  { about, managerId, parts, score, from, near }: Fall,
  books: readonly RowOf<typeof playbook>[],
): Promise<Action[]> {
  const { locale } = call.tenant;
  const words = WORDS[locale];
  const subject = near ? words.urgent(about.name, near.dueOn) : words.fallen(about.name);
  const lines = [
    words.score(from, score),
    ...(near
      ? [
          words.due(
            near.contractNo ?? near.orderId.slice(-10),
            near.dueOn,
            formatAmount(locale, near.dueMinor, near.currency),
          ),
        ]
      : []),
    ...parts.map(words.part),
  ];
  const relatedTo = [{ noun: "account", id: about.id }, ...(near ? [{ noun: "order", id: near.orderId }] : [])];
  const task = async (of: { subject: string; body?: string | undefined; days: number }): Promise<Action[]> => {
    const dueAt = new Date(Date.parse(call.now) + of.days * DAY_MINUTES * MINUTE_MS).toISOString();
    const { actions } = await creation(call, activityNoun, {
      ...{ kind: "task", subject: of.subject.slice(0, CHARS_MAX), ...(of.body && { body: of.body }) },
      ...{ ownerId: managerId, priority: near ? "high" : "normal", dueAt, relatedTo, remindMinutesBefore: DAY_MINUTES },
    });
    return actions;
  };
  const trigger = near ? "nearAndFalling" : "healthDropped";
  const fitting = books.filter(
    (book) => !book.archived && book.trigger === trigger && (book.tier === undefined || book.tier === about.tier),
  );
  const steps = fitting.flatMap((book) => book.steps);
  const all = await Promise.all([
    task({ subject, body: lines.join("\n"), days: 1 }),
    ...steps.map((step) => task({ subject: step.subject, body: step.body, days: step.afterDays })),
  ]);
  return all.flat();
}
