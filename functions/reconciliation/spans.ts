/**
 * One advice that is paid in several payments, and one payment of several advices (`engine/spans.ts` says which belong together). A
 * line that waits for a person enters itself with each waiting advice of its payer, and an advice that comes enters the lines that
 * wait already; both then look at what is entered, consistently, so that whichever comes last finds all. What is joined knows each
 * other by one transaction under the versions of all, so once; then its lines are decided as lines that came with their papers are.
 */
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { type AdviceRow, mayHaveAdvice, paymentIdsOf, waitingAdvice } from "./advices.ts";
import {
  isNearDay,
  type Signals,
  SPANNED_MAX,
  SURE,
  saidIn,
  sharesOf,
  signalsOf,
  spansOf,
  suretyOf,
  type WaitingAdvice,
} from "./engine/index.ts";
import { factsOf } from "./facts.ts";
import { joinActions } from "./links.ts";
import { reconcileOneOf } from "./reconcile.ts";
import { joinRest } from "./rests.ts";
import type { Transaction } from "./rows.ts";
import type { TransactionFacts } from "./schema.ts";
import { enteredKey, payersAdviceKeys, signal, signalRow } from "./signals.ts";
import { stylesOf } from "./styles.ts";
import { reconciliationPolicy, remittanceAdvice } from "./table.ts";

/** Lines that waited before an advice came, among which its own are looked for, the latest first. */
const WAITING_LOOKED_AT_MAX = 300;
/** Advices of one account that are looked at, the latest first. */
const OF_ONE_ACCOUNT_MAX = 20;
/** Tries while others change the payments or the advices. */
const RACES_MAX = 8;

/** What claims have taught of payers is not asked: the names and numbers that they say do. */
const NONE_TAUGHT: ReadonlySet<string> = new Set();

type Line = { row: Transaction; facts: TransactionFacts; signals: Signals };
type Told = { row: AdviceRow; waiting: WaitingAdvice };

/** Does a line wait for a person, with nothing applied and nobody at it? */
const mayJoin = (row: Transaction, now: string): boolean =>
  row.state === "claimable" && !row.runs && mayHaveAdvice(row) && !(row.lockedUntilAt && row.lockedUntilAt > now);

const mayBe = ({ waiting, row }: Told, line: Line): boolean =>
  row.currency === line.row.currency &&
  isNearDay(waiting, line.row.bookedOn) &&
  suretyOf(waiting, line.facts, line.signals) >= SURE;

async function read(table: Table, rows: Iterable<Transaction>, now: string): Promise<Line[]> {
  const [policy, styles] = [await reconciliationPolicy.held(table), await stylesOf(table)];
  return [...rows]
    .filter((row) => mayJoin(row, now))
    .map((row) => ({ row, facts: factsOf(row), signals: signalsOf(factsOf(row), policy, styles) }));
}

async function told(table: Table, rows: Iterable<AdviceRow>): Promise<Told[]> {
  const waiting = [...rows].filter(({ state }) => state === "waiting");
  const ids = waiting.flatMap(({ accountId }) => accountId ?? []);
  const owners = await table.getMany(account, ids);
  return waiting.map((row) => ({ row, waiting: waitingAdvice(row, owners, NONE_TAUGHT) }));
}

/** The waiting advices of a line's payer: by what the payer is called, and by the account that the line was thought to be of. */
async function advicesOf(table: Table, line: Line): Promise<Told[]> {
  const { payer, ultimatePayer, accountId } = line.row;
  const keys = new Set([...payersAdviceKeys(payer ?? {}), ...payersAdviceKeys({ name: ultimatePayer })]);
  const [found, page] = await Promise.all([
    Promise.all([...keys].map((key) => table.collect(signal, { key }, "signal#advice#", true))),
    accountId
      ? table.list(remittanceAdvice, {
          sources: [sourceOf(remittanceAdvice, "account", { accountId })],
          ...{ descending: true, limit: OF_ONE_ACCOUNT_MAX },
        })
      : { rows: [] },
  ]);
  const ids = new Set([...found.flat().map(({ bearerId }) => bearerId), ...page.rows.map(({ id }) => id)]);
  const rows = await table.getMany(remittanceAdvice, ids, true);
  return (await told(table, rows.values())).filter((advice) => mayBe(advice, line));
}

/** Enters a line with an advice that it may be of. */
const enter = (table: Table, { row }: Told, line: Line, now: string): Promise<boolean> =>
  table.createOnce(signal, signalRow({ id: line.row.id, accountId: "", source: "receipt" }, enteredKey(row.id), now));

async function enteredWith(table: Table, advices: readonly Told[], now: string): Promise<Line[]> {
  const found = await Promise.all(
    advices.map(({ row }) => table.collect(signal, { key: enteredKey(row.id) }, "signal#receipt#", true)),
  );
  const ids = new Set(found.flat().map(({ bearerId }) => bearerId));
  return read(table, (await table.getMany(bankTransaction, ids, true)).values(), now);
}

/** Joins what belongs together with this advice or line, if anything does. Returns the ids of the payments. */
async function join(table: Table, startId: string, near: readonly Told[], now: string): Promise<string[]> {
  const lines = await enteredWith(table, near, now);
  // Each of these lines may be of further advices, by another of its names.
  const more = lines.length > SPANNED_MAX ? [] : await Promise.all(lines.map((line) => advicesOf(table, line)));
  const advices = [...new Map([...near, ...more.flat()].map((advice) => [advice.row.id, advice])).values()];
  const adviceOf = new Map(advices.map((advice) => [advice.row.id, advice]));
  const lineOf = new Map(lines.map((line) => [line.row.id, line]));
  const isOf = (adviceId: string, lineId: string): boolean => {
    const [advice, line] = [adviceOf.get(adviceId), lineOf.get(lineId)];
    return advice !== undefined && line !== undefined && mayBe(advice, line);
  };
  const spans = spansOf(
    advices.map(({ row: { id, totalMinor, createdAt }, waiting }) => ({
      ...{ id, amountMinor: totalMinor, on: createdAt, same: `${totalMinor} ${saidIn(waiting)}` },
    })),
    lines.map(({ row: { id, amountMinor, bookedOn, createdAt } }) => ({
      ...{ id, amountMinor, on: bookedOn + createdAt, same: String(amountMinor) },
    })),
    isOf,
  );
  const span = spans.find(({ adviceIds, lineIds }) => adviceIds.includes(startId) || lineIds.includes(startId));
  if (!span) return joinRest(table, startId, { advices: advices.map(({ row }) => row), lines }, isOf, now);
  const joined = span.adviceIds.flatMap((id) => adviceOf.get(id)?.row ?? []);
  const paid = span.lineIds.flatMap((id) => lineOf.get(id)?.row ?? []);
  const amounts = paid.map(({ amountMinor }) => amountMinor);
  const [only, ...others] = joined;
  const shares =
    only && others.length === 0
      ? sharesOf(only.lines, amounts)
      : [joined.flatMap(({ lines: papers, totalMinor }) => sharesOf(papers, [totalMinor])?.[0] ?? [])];
  if (!shares) return [];
  await table.commit(joinActions({ advices: joined, lines: paid, shares }, now));
  return span.lineIds;
}

/** Decides payments that were joined with their advices, in the order of their booking. */
async function decideAll(table: Table, ids: readonly string[], now: string): Promise<void> {
  const rows = [...(await table.getMany(bankTransaction, ids, true)).values()];
  const waiting = rows.filter((row) => row.state === "claimable" && !row.runs && row.adviceId);
  waiting.sort((a, b) => (a.bookedOn + a.createdAt < b.bookedOn + b.createdAt ? -1 : 1));
  for (const { id } of waiting) await reconcileOneOf(table, await table.get(bankTransaction, id), now);
}

/**
 * A line that waits for a person now: with others it may be of an advice that waits, or of several. It is read anew where its payer
 * has any; most have none.
 */
export async function joinLine(table: Table, waiting: Transaction, now: string): Promise<void> {
  const [seen] = waiting.adviceId ? [] : await read(table, [waiting], now);
  if (!waiting.adviceId && (!seen || (await advicesOf(table, seen)).length === 0)) return;
  const { id } = waiting;
  const ids = await anew(
    RACES_MAX,
    async () => {
      const row = await table.get(bankTransaction, id);
      // It was joined before and perhaps not decided.
      if (row.adviceId) return paymentIdsOf(await table.get(remittanceAdvice, row.adviceId));
      const [line] = await read(table, [row], now);
      const near = line ? await advicesOf(table, line) : [];
      if (!line || near.length === 0) return [];
      for (const advice of near) await enter(table, advice, line, now);
      return join(table, id, near, now);
    },
    isOvertaken,
  );
  await decideAll(table, ids, now);
}

/** An advice that no payment alone is of: several that wait may be, or one of several advices. */
export async function joinAdvice(table: Table, id: string, now: string): Promise<void> {
  const ids = await anew(
    RACES_MAX,
    async (tried) => {
      const row = await table.get(remittanceAdvice, id);
      if (row.state === "used") return paymentIdsOf(row);
      const near = await told(table, [row]);
      if (near.length === 0) return [];
      if (tried === 1) await enterWaiting(table, near[0] as Told, now);
      return join(table, id, near, now);
    },
    isOvertaken,
  );
  await decideAll(table, ids, now);
}

async function enterWaiting(table: Table, advice: Told, now: string): Promise<void> {
  const sources = [sourceOf(bankTransaction, "work", { state: "claimable" })];
  const page = await table.list(bankTransaction, { sources, descending: true, limit: WAITING_LOOKED_AT_MAX });
  const lines = (await read(table, page.rows, now)).filter((line) => mayBe(advice, line));
  for (const line of lines.slice(0, SPANNED_MAX + 1)) await enter(table, advice, line, now);
}
