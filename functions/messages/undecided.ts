import { civilDate } from "../../shared/clock.ts";
import { MINUTE_MS } from "../../shared/duration.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { formatDay, type Locale } from "../../shared/notify/format.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import { type RowOf, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { bankConnection, bankTransaction } from "../bank/table.ts";
import type { Turn } from "../tenants/due.ts";
import { addresses, nearestFinance } from "./people.ts";

/** The stream and three runs of the sweep have tried by then. */
const UNDECIDED_AFTER_MS = 20 * MINUTE_MS;
/** Lines of one tenant that are counted; more are told of as so many. */
const LINES_MAX = 200;

type Connection = RowOf<typeof bankConnection>;
type Text = { subject: string; preheader: string; blocks: Block[] };

const WORDS: Record<Locale, { subject(name: string): string; note(count: string, since: string): string }> = {
  "zh-CN": {
    subject: (name) => `有到款尚未处理：${name}`,
    note: (count, since) =>
      `${count} 笔银行流水自${since}起未能自动处理。系统会继续重试；也可以在系统中认领，或要求立即处理。`,
  },
  en: {
    subject: (name) => `Receipts are undecided: ${name}`,
    note: (count, since) =>
      `${count} bank lines could not be decided since ${since}. They are tried again; they can also be claimed, or decided on request.`,
  },
};

function textOf(locale: Locale, name: string, lines: readonly { bookedOn: string }[]): Text {
  const since = lines.map(({ bookedOn }) => bookedOn).sort()[0] as string;
  const count = `${lines.length}${lines.length >= LINES_MAX ? "+" : ""}`;
  const text = WORDS[locale].note(count, formatDay(locale, since));
  const subject = WORDS[locale].subject(name);
  return {
    subject,
    preheader: text,
    blocks: [
      { kind: "heading", text: subject },
      { kind: "paragraph", text },
    ],
  };
}

/**
 * Tells finance of lines that nothing decides: of each bank connection one message a day, however many lines there are. True
 * while there are lines that may become such.
 */
export async function tellUndecided({ table, now, caller }: Turn<unknown>): Promise<boolean> {
  const to = timeKey(new Date(now.getTime() - UNDECIDED_AFTER_MS).toISOString());
  const sources = [sourceOf(bankTransaction, "work", { state: "received" })];
  const { rows } = await table.list(bankTransaction, { sources, range: { to }, limit: LINES_MAX });
  // The index may show a line that was decided just now.
  const found = await table.getMany(
    bankTransaction,
    rows.map(({ id }) => id),
    true,
  );
  const undecided = [...found.values()].filter(({ state }) => state === "received");
  if (undecided.length === 0) return (await table.list(bankTransaction, { sources, limit: 1 })).rows.length > 0;
  const { tenant } = await caller();
  const today = civilDate(now, tenant.timeZone);
  const byConnection = Map.groupBy(undecided, ({ connectionId }) => connectionId);
  const connections = await table.getMany(bankConnection, byConnection.keys());
  for (const [id, lines] of byConnection) {
    const connection: Connection | undefined = connections.get(id);
    const people = await nearestFinance(table, tenant, connection?.departmentId);
    const drafts = people
      .flatMap((person) => addresses(person, tenant))
      .map((to): Draft => {
        const facts = textOf(to.locale, connection?.name ?? "", lines);
        return { ...to, event: `undecided:${id}:${today}`, template: "undecided", relatedId: id, facts };
      });
    await post(table, drafts, now.toISOString());
  }
  return true;
}
