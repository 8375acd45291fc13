import { discountOn } from "../../../functions/reconciliation/engine/amount.ts";
import { decide, teach } from "../../../functions/reconciliation/engine/index.ts";
import type {
  Decision,
  DecisionInput,
  OpenItem,
  Policy,
  TransactionFacts,
} from "../../../functions/reconciliation/schema.ts";
import { addDays } from "../../../shared/clock.ts";
import { draws } from "./draws.ts";
import { type BankEvent, drawType, type EventType, refill, type Truth } from "./events.ts";
import { booksOf, candidatesOf } from "./lookup.ts";
import { type World, worldOf } from "./world.ts";

/** `text`: lines as the bank sends them. `bare`: the same lines with nothing but payer and amount. */
export type Mode = "text" | "bare";

/**
 * `bookable`: a person who knew the truth would book it. `right`: booked (or excluded) exactly so, to the minor unit on every
 * receivable. `wrong`: booked in any other way, or booked at all where nothing is to be booked. The rest was left to a person.
 */
export type Tally = { lines: number; bookable: number; right: number; wrong: number };
export type Outcome = {
  byType: Map<EventType, Tally>;
  wrong: { event: BankEvent; decision: Decision }[];
  missed: { event: BankEvent; decision: Decision }[];
  redrawn: number;
};

/** What decides: the engine, or a peer to compare it with. */
export type Matcher = (input: DecisionInput) => Decision;

/** So many happenings go before those that count for recall: a tenant has a history, and its people have claimed things. */
const WARM_UP = 100;

/**
 * Plays `count` happenings in the world of `seed`. After each line the truth is applied to the books, so later lines meet paid
 * receivables; a line left to a person is claimed as it truly was, which teaches the memory.
 *
 * In bare mode one kind of line is drawn anew, and counted: an inexact or unrelated payment whose amount happens to be an exact
 * sum of what its apparent payer owes. Such a line is, to every reader, the exact payment it looks like.
 */
export function simulate(seed: number, mode: Mode, count: number, policy: Policy, matcher: Matcher = decide): Outcome {
  const world = worldOf(seed);
  const outcome: Outcome = { byType: new Map(), wrong: [], missed: [], redrawn: 0 };
  for (let i = -WARM_UP; i < count; i++) {
    world.today = addDays(world.today, world.random.chance(40) ? 1 : 0);
    if (world.random.chance(60)) refill(world);
    const type = drawType(world);
    for (const drawn of draws[type](world)) {
      const transaction = mode === "bare" ? bareOf(drawn.transaction) : drawn.transaction;
      if (mode === "bare" && type !== "duplicate" && misleads(world, transaction, drawn.truth)) {
        outcome.redrawn++;
        break;
      }
      play(world, { type, transaction, truth: drawn.truth }, policy, matcher, outcome, i < 0);
    }
  }
  return outcome;
}

const bareOf = ({
  id,
  direction,
  amountMinor,
  currency,
  bookedOn,
  payer,
  remittance,
}: TransactionFacts): TransactionFacts => ({
  id,
  direction,
  amountMinor,
  currency,
  bookedOn,
  payer,
  ...(payer?.name ? {} : { remittance }),
});

/** Would any reader of the bare line take it for an exact payment of something else? (The engine is not asked.) */
function misleads(world: World, transaction: TransactionFacts, truth: Truth): boolean {
  const seemsToPay = new Set(
    world.memory
      .filter((entry) => entry.payerKey === `payer:${transaction.payer?.accountNo}`)
      .flatMap((entry) => Object.keys(entry.accounts)),
  );
  for (const customer of world.customers) if (customer.name === transaction.payer?.name) seemsToPay.add(customer.id);
  const cleared = truth.kind === "book" ? truth : undefined;
  return [...seemsToPay].some((id) => {
    const open = world.items.filter(
      (item) => item.accountId === id && item.openMinor > 0 && item.currency === transaction.currency,
    );
    if (cleared && open.some((item) => isExactPart(item, cleared))) return false;
    return reaches(open, transaction, transaction.amountMinor);
  });
}

/** The truth itself is an exact explanation that the account's books show: then others beside it are the engine's to weigh. */
const isExactPart = (item: OpenItem, truth: Extract<Truth, { kind: "book" }>): boolean =>
  truth.prepaymentMinor === 0 &&
  item.id in truth.cash &&
  (truth.cash[item.id] ?? 0) + (truth.cleared[item.id] ?? 0) === item.openMinor;

function reaches(open: OpenItem[], { bookedOn }: TransactionFacts, amount: number): boolean {
  const most = amount + open.reduce((sum, item) => sum + (item.kind === "creditNote" ? item.openMinor : 0), 0);
  let sums = [0];
  for (const item of open) {
    const values =
      item.kind === "creditNote" ? [-item.openMinor] : [item.openMinor, item.openMinor - discountOn(item, bookedOn)];
    const more = values.flatMap((value) => sums.map((sum) => sum + value)).filter((sum) => sum <= most);
    sums = [...new Set([...sums, ...more])];
  }
  return sums.includes(amount);
}

function play(
  world: World,
  event: BankEvent,
  policy: Policy,
  matcher: Matcher,
  outcome: Outcome,
  warmingUp: boolean,
): void {
  const input = candidatesOf(
    booksOf(world.customers, world.items, world.paid, world.memory),
    event.transaction,
    policy,
  );
  const decision = matcher(input);
  const bookable = event.truth.kind !== "person";
  const booked = decision.outcome !== "claimable";
  const right = booked && bookable && isRight(decision, event.truth);
  if (booked && !right) outcome.wrong.push({ event, decision });
  if (!warmingUp) {
    const tally = outcome.byType.get(event.type) ?? { lines: 0, bookable: 0, right: 0, wrong: 0 };
    outcome.byType.set(event.type, tally);
    tally.lines++;
    if (bookable) tally.bookable++;
    if (right) tally.right++;
    if (booked && !right) tally.wrong++;
    if (bookable && !booked) outcome.missed.push({ event, decision });
  }
  if (event.truth.kind === "book")
    settle(world, event, event.truth, decision.outcome === "claimable" ? policy : undefined);
}

function isRight(decision: Decision, truth: Truth): boolean {
  if (truth.kind !== "book") return truth.kind === "exclude" && decision.outcome === "exclude";
  const cash: Record<string, number> = {};
  const cleared: Record<string, number> = {};
  for (const { receivableId, amountMinor, kind } of decision.allocations) {
    const side = kind === "payment" ? cash : cleared;
    side[receivableId] = (side[receivableId] ?? 0) + amountMinor;
  }
  const same = (a: Record<string, number>, b: Record<string, number>): boolean =>
    Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([id, amount]) => b[id] === amount);
  return (
    decision.outcome === "apply" &&
    same(cash, truth.cash) &&
    same(cleared, truth.cleared) &&
    decision.prepaymentMinor === truth.prepaymentMinor
  );
}

/** Applies the truth to the books; `claimedUnder` is set when a person did it, and then the payer is remembered. */
function settle(
  world: World,
  { transaction }: BankEvent,
  truth: Extract<Truth, { kind: "book" }>,
  claimedUnder?: Policy,
): void {
  const touched = world.items.filter((item) => item.id in truth.cash || item.id in truth.cleared);
  for (const item of touched) {
    const cash = truth.cash[item.id] ?? 0;
    item.openMinor -= cash + (truth.cleared[item.id] ?? 0);
    if (cash === 0) continue;
    const { id, accountId, reference, contractNo, orderId, instalmentNo, instalmentCount, currency, openMinor } = item;
    world.paid.push({
      ...{ id, accountId, reference, contractNo, orderId, instalmentNo, instalmentCount, currency },
      ...{ amountMinor: cash, paidOn: transaction.bookedOn, settled: openMinor === 0, transactionId: transaction.id },
    });
  }
  if (!claimedUnder) return;
  const accountIds = [...new Set(touched.map((item) => item.accountId))];
  for (const entry of teach(world.memory, { transaction, accountIds }, claimedUnder)) {
    world.memory = [...world.memory.filter((old) => old.payerKey !== entry.payerKey), entry];
  }
}
