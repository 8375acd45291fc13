import { addDays } from "../../shared/clock.ts";
import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { type AdviceRow, amountsOf } from "./advices.ts";
import { bearersOf, CANDIDATE_ACCOUNTS_MAX } from "./case.ts";
import { AS_LINES_SAY, lookupKeysOf, referenceKey, signalsOf } from "./engine/index.ts";
import { likelyIds } from "./likely.ts";
import { linkTo } from "./links.ts";
import { decidedAnew } from "./replayed.ts";
import type { Transaction } from "./rows.ts";
import type { Decision, TransactionFacts } from "./schema.ts";
import { stylesOf } from "./styles.ts";
import { reconciliationPolicy, remittanceAdvice } from "./table.ts";

/** Receipts of one account among which the one is looked for that an advice is of. */
const RECEIPTS_MAX = 200;
/** Days around an advice from which these are: more than any advice is from its payment. */
const DAYS_AROUND = 60;
/** Tries while others change the payment or the advice. */
const RACES_MAX = 8;

type Difference = NonNullable<AdviceRow["difference"]>;

/** Whose payment it may be: the account that it names, and all that its payer and papers lead to. */
export async function accountIdsOf(table: Table, advice: AdviceRow): Promise<string[]> {
  const facts: TransactionFacts = {
    ...{ id: advice.id, direction: "credit", amountMinor: advice.totalMinor, currency: advice.currency },
    ...{ bookedOn: advice.paidOn ?? advice.createdAt.slice(0, 10), payer: advice.payer },
    ...{ endToEndId: advice.paymentReference, remittanceLines: advice.lines },
  };
  const signals = signalsOf(facts, await reconciliationPolicy.held(table), await stylesOf(table));
  const bearers = await bearersOf(table, lookupKeysOf(signals), false);
  const { ids } = await likelyIds(table, signals, bearers);
  const found = [advice.accountId ?? "", ...bearers.map(({ accountId }) => accountId), ...ids];
  return [...new Set(found)].filter((id) => id !== "").slice(0, CANDIDATE_ACCOUNTS_MAX);
}

/** The receipts of these accounts that were applied without an advice, as far as they are asked for, in the order of their booking. */
export async function appliedLines(
  table: Table,
  advice: AdviceRow,
  isWanted: (row: Transaction) => boolean,
): Promise<Transaction[]> {
  const on = advice.paidOn ?? advice.createdAt.slice(0, 10);
  const range = { from: `btx#${addDays(on, -DAYS_AROUND)}`, to: `btx#${addDays(on, DAYS_AROUND)}~` };
  const pages = await Promise.all(
    (await accountIdsOf(table, advice)).map((accountId) =>
      table.list(bankTransaction, {
        sources: [sourceOf(bankTransaction, "account", { accountId })],
        ...{ range, descending: true, limit: RECEIPTS_MAX },
      }),
    ),
  );
  const rows = pages
    .flatMap((page) => page.rows)
    .filter(
      (row) =>
        row.direction === "credit" &&
        (row.state === "applied" || row.state === "partlyApplied") &&
        row.remittanceLines === undefined &&
        row.currency === advice.currency &&
        isWanted(row),
    );
  const ids = [...new Set(rows.map(({ id }) => id))];
  const found = [...(await table.getMany(bankTransaction, ids, true)).values()];
  return found.sort((a, b) => (a.bookedOn + a.createdAt + a.id < b.bookedOn + b.createdAt + b.id ? -1 : 1));
}

type Piece = { receivableId?: string; amountMinor: number; kind: string };
const told = (pieces: readonly Piece[], kinds: readonly string[]): string =>
  JSON.stringify(
    pieces
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ receivableId, kind, amountMinor }) => [receivableId ?? "", kind, amountMinor])
      .sort(),
  );

/** Is a payment applied as its advice says: as the engine would by its lines, or, where that asks a person, as they lie before one? */
function isAsAdvised(row: Transaction, { lines }: AdviceRow, decision: Decision): boolean {
  const booked: Piece[] = standing(row);
  const { outcome, allocations, prepaymentMinor, deductions = [], suggestions } = decision;
  if (outcome === "apply") {
    const advance = prepaymentMinor > 0 ? [{ kind: "prepayment", amountMinor: prepaymentMinor }] : [];
    const kinds = ["payment", "discount", "netting", "prepayment"];
    const isSame = told(booked, kinds) === told([...allocations, ...advance], kinds);
    return isSame && deductions.length === (row.deductions ?? []).length;
  }
  const isPlain = lines.every((line) => !line.discountMinor && !line.deduction && line.amountMinor > 0);
  const paid = told(booked, ["payment", "prepayment", "netting"]);
  const asSuggested = suggestions
    .filter(({ reason }) => reason === AS_LINES_SAY)
    .map((one) => one.allocations.map((piece) => ({ ...piece, kind: "payment" })));
  return isPlain && asSuggested.some((pieces) => told(pieces, ["payment"]) === paid);
}

/** What the advice says and what is booked, paper by paper; only where they are not the same. */
async function differenceOf(table: Table, row: Transaction, { lines }: AdviceRow): Promise<Difference> {
  const booked = standing(row).filter(({ kind }) => kind === "payment" || kind === "prepayment");
  const ids = booked.flatMap(({ receivableId }) => receivableId ?? []);
  const papers = await table.getMany(receivable, ids);
  const sums = new Map<string, Difference[number]>();
  const add = (reference: string | undefined, minors: { advisedMinor?: number; bookedMinor?: number }): void => {
    const key = referenceKey(reference ?? "");
    const sum = sums.get(key) ?? { reference, advisedMinor: 0, bookedMinor: 0 };
    const [advisedMinor, bookedMinor] = [minors.advisedMinor ?? 0, minors.bookedMinor ?? 0];
    sums.set(key, {
      ...sum,
      ...{ advisedMinor: sum.advisedMinor + advisedMinor, bookedMinor: sum.bookedMinor + bookedMinor },
    });
  };
  for (const { reference, amountMinor } of lines) add(reference, { advisedMinor: amountMinor });
  for (const { receivableId = "", amountMinor } of booked) {
    const paper = papers.get(receivableId);
    const names = [paper?.reference, paper?.paymentReference, paper?.contractNo];
    const named = names.find((name) => name !== undefined && sums.has(referenceKey(name)));
    add(named ?? paper?.reference, { bookedMinor: amountMinor });
  }
  return [...sums.values()].filter(({ advisedMinor, bookedMinor }) => advisedMinor !== bookedMinor);
}

/**
 * An advice that comes after its payment was applied: it is noted with that payment where the payment was applied as it says. Where
 * one was applied otherwise, nothing is changed: the advice keeps what differs, and finance is told.
 */
export async function explainApplied(work: Work, { id }: AdviceRow): Promise<void> {
  const { table, now } = work;
  await anew(
    RACES_MAX,
    async () => {
      const advice = await table.get(remittanceAdvice, id);
      if (advice.state !== "waiting") return;
      let other: Transaction | undefined;
      const isOfAmount = (row: Transaction): boolean =>
        amountsOf({ ...row, unappliedMinor: row.amountMinor }).includes(advice.totalMinor);
      for (const row of await appliedLines(table, advice, isOfAmount)) {
        const then = await decidedAnew(table, row, now).catch((error: unknown) => {
          // Something stands on its cash by now; what it would be without is not to be told.
          if (error instanceof Fault && error.code === "cash_applied") return undefined;
          throw error;
        });
        if (then?.advice?.id !== id) continue;
        if (isAsAdvised(row, advice, then.decision)) {
          const { fields, actions } = linkTo(advice, row, now);
          return table.commit([write.replace(bankTransaction, row, nextVersion(row, now, fields)), ...actions]);
        }
        other ??= row;
      }
      if (!other) return;
      const difference = await differenceOf(table, other, advice);
      const differing = { state: "differs" as const, bankTransactionId: other.id, difference };
      await table.replace(remittanceAdvice, advice, nextVersion(advice, now, differing));
    },
    isOvertaken,
  );
}
