/**
 * Cash application is measured by two generators. The first (`tests/support/generator`) is built on the engine's own
 * notions; the second (`tests/support/strangers`) on how payers and banks write according to public material, and it
 * was made without a look at the engine, so the two do not share blind spots. A line counts as knowable only where the
 * books, the text and nothing else tell what was paid; what nobody could know belongs to a person, and booking it
 * counts as wrong unless it hits. Beside it stand some 570 lines with a known answer, by kind.
 */
import { decide, teach } from "../../../functions/reconciliation/engine/index.ts";
import {
  type Decision,
  defaultPolicy,
  type MemoryEntry,
  type PaidItem,
  type TransactionFacts,
} from "../../../functions/reconciliation/schema.ts";
import { addDays } from "../../../shared/clock.ts";
import { type Books, booksOf, candidatesOf } from "../generator/lookup.ts";
import type { Matcher } from "../generator/simulate.ts";
import { wrapped } from "./advice.ts";
import { type Deed, Ledger, sameDeed } from "./ledger.ts";
import { type Draft, drafts, KINDS, type Kind } from "./payments.ts";
import { DAYS, FIRST_DAY, type Invoice, tenantOf } from "./tenant.ts";

/** `lines`: with remittance lines, at times the text beside them. `remittance`: with the payer's text. `bare`: payer and amount, at times a word. */
export type StrangerMode = "lines" | "remittance" | "bare";

/**
 * `knowable`: somebody with the books, the text and no other knowledge can say what was paid. `right`: booked as it was paid.
 * `lucky`: so, though nobody could know. `wrong`: booked in any other way. `missed`: knowable, but left to a person. `left`: lines
 * of a customer that were left to a person; `suggested` of them had the right receivables among the suggestions.
 */
export type StrangerTally = {
  lines: number;
  knowable: number;
  right: number;
  lucky: number;
  wrong: number;
  missed: number;
  left: number;
  suggested: number;
};
export type Play = {
  byKind: Map<Kind, StrangerTally>;
  /** Lines that look to every reader like an exact payment of something else, and so were not played. */
  withheld: number;
  wrong: Told[];
  missed: Told[];
};
export type Told = { kind: Kind; transaction: TransactionFacts; deed?: Deed; decision: Decision };
type Event = { kind: Kind; draft: Draft; transaction: TransactionFacts; knowable: boolean };

export const emptyTally = (): StrangerTally => ({
  ...{ lines: 0, knowable: 0, right: 0, lucky: 0, wrong: 0, missed: 0, left: 0, suggested: 0 },
});

/**
 * Plays 90 days of a tenant with so many invoices. After each line the books move on by what was truly paid, as a person would
 * have booked it, which teaches the memory.
 *
 * What counts as knowable, and so what a line that is left to a person is held against:
 * - all numbers are there, and the amount is exactly what they are open with (less agreed discounts and credit notes that are named);
 * - all numbers are there, and the text says for each how much (a single number does), though some is short or too much, and the
 *   payer's name fits the account;
 * - numbers without their zeros, and the amount is exact;
 * - numbers mistyped into none that exist, told in another way, or no number: the payer is certain and the amount has one exact
 *   explanation among its open items (one to three of them, or all).
 * - told line by line: each number as it is or without zeros, or mistyped and all of the one receivable of the payer's that is near.
 * Everything else is for a person: a second payment of what is settled, strangers, a list that is short without saying where, a
 * mistyped number that is another receivable's, a name that is only a hint without a number. If such a line is booked, it counts as
 * wrong unless it hits what the payer did. Lines whose amount is an exact explanation of something else, to any reader, are withheld.
 */
export function playStrangers(seed: number, size: number, mode: StrangerMode, matcher: Matcher = decide): Play {
  const ledger = new Ledger(tenantOf(seed, size));
  const play: Play = { byKind: new Map(), withheld: 0, wrong: [], missed: [] };
  const paid: PaidItem[] = [];
  const memory = new Map<string, MemoryEntry>();
  const history: Event[] = [];
  const total = Math.ceil(size * 0.6);
  let books: Books | undefined;
  let week = -1;
  for (let n = 0; n < total; n++) {
    const day = Math.floor((DAYS * n) / total);
    ledger.today = addDays(FIRST_DAY, day);
    if (!books || Math.floor(day / 7) !== week) {
      week = Math.floor(day / 7);
      ledger.issuedUntil = addDays(FIRST_DAY, week * 7);
      books = booksOf(ledger.customers, ledger.issued(), paid, [...memory.values()]);
    }
    const event = drawn(ledger, n, mode, history);
    if (!event) continue;
    if (isMisleading(event, ledger, mode)) {
      play.withheld++;
      continue;
    }
    const decision = matcher(candidatesOf(books, event.transaction, defaultPolicy));
    count(play, event, decision);
    if (event.draft.deed) {
      settle(event, event.draft.deed, ledger, books, paid);
      if (decision.outcome === "claimable") learn(event, event.draft.deed, ledger, books, memory);
    }
    history.push(event);
  }
  return play;
}

function drawn(ledger: Ledger, n: number, mode: StrangerMode, history: Event[]): Event | undefined {
  const { random, language, currency } = ledger.tenant;
  for (let tries = 0; tries < 20; tries++) {
    let left = random.int(0, 99);
    const kind = (Object.keys(KINDS) as Kind[]).find((one) => {
      left -= KINDS[one];
      return left < 0;
    }) as Kind;
    const draft = kind === "duplicate" ? again(ledger, history) : drafts[kind](ledger);
    if (!draft) continue;
    const { amountMinor, creditorReference, payer } = draft;
    const text = kind === "duplicate" ? draft.text : wrapped(draft.text, payer.name, language, random);
    const hasLines = mode === "lines" && draft.lines !== undefined;
    const isSilent = mode === "bare" ? !random.chance(30) : hasLines && random.chance(50);
    const shown = isSilent ? "" : mode === "bare" ? drafts.noRemittance(ledger)?.text : text;
    const transaction: TransactionFacts = {
      ...{ id: `btx_${n}`, direction: "credit", amountMinor, currency, bookedOn: ledger.today },
      payer: mode === "bare" ? { name: payer.name } : payer,
      ...(shown ? { remittance: shown } : {}),
      ...(creditorReference && mode !== "bare" ? { creditorReference } : {}),
      ...(hasLines ? { remittanceLines: draft.lines?.map(({ told }) => told) } : {}),
    };
    return { kind, draft: { ...draft, text }, transaction, knowable: isKnowable(draft, ledger, mode) };
  }
  return undefined;
}

/** The same payment once more, of one of the last that settled what they paid. */
function again({ tenant }: Ledger, history: Event[]): Draft | undefined {
  const settling = history.slice(-30).filter(({ draft }) => draft.deed && draft.exact && draft.account);
  if (settling.length === 0) return undefined;
  const { draft } = tenant.random.pick(settling);
  return { ...draft, deed: undefined, exact: false, toldApart: false };
}

function isKnowable(draft: Draft, ledger: Ledger, mode: StrangerMode): boolean {
  const { deed, exact, reading, evidence, toldApart, account, amountMinor } = draft;
  if (!deed) return false;
  if (mode === "lines" && isTold(draft)) return isKnownByLines(draft, ledger);
  if (mode !== "bare" && reading === "all" && (exact || (toldApart && evidence !== "none"))) return true;
  if (mode !== "bare" && reading === "zerosDropped" && exact && evidence !== "none") return true;
  if (mode !== "bare" && reading === "collides") return false;
  if (!exact || evidence !== "certain" || !account) return false;
  const explanations = ledger.explanations(account.id, amountMinor);
  return explanations.length === 1 && sameDeed(explanations[0] as Deed, deed);
}

/** Are the receivables told line by line? Of an order's number alone the line says no more than a text. */
const isTold = ({ lines }: Draft): boolean => lines?.every(({ item }) => item !== undefined) === true;

/** A line as it is, or without its zeros, says what it pays; a mistyped one if it pays all of the one receivable that its number is near. */
function isKnownByLines({ exact, reading, evidence, lines = [] }: Draft, ledger: Ledger): boolean {
  if (reading === "all" && exact) return true;
  return evidence !== "none" && lines.every((line) => line.how !== "swapped" || isWholeByNearNumber(line, ledger));
}

function isWholeByNearNumber({ told, item }: NonNullable<Draft["lines"]>[number], ledger: Ledger): boolean {
  const worth = Math.abs(told.amountMinor) + (told.discountMinor ?? 0) + (told.deduction?.amountMinor ?? 0);
  if (!item || worth !== item.openMinor) return false;
  const open = ledger.open(item.accountId, item.kind);
  const bears = (one: Invoice): boolean => [one.reference, one.paymentReference].includes(told.reference);
  return !open.some(bears) && open.filter((one) => one.openMinor === worth).length === 1;
}

function isMisleading({ draft, knowable }: Event, ledger: Ledger, mode: StrangerMode): boolean {
  const { deed, exact, account, amountMinor, reading } = draft;
  if (knowable && exact) return false;
  if (mode === "lines" && isTold(draft)) return reading === "collides" && !knowable;
  // A mistyped number that is another open invoice's, and an amount that would do for a part of it.
  if (mode !== "bare" && reading === "collides" && !exact) return true;
  if (!account || (mode !== "bare" && exact && reading === "all")) return false;
  const explanations = ledger.explanations(account.id, amountMinor);
  return explanations.length > 0 && !explanations.some((one) => deed && sameDeed(one, deed));
}

const deedBooked = ({ allocations, prepaymentMinor, unappliedMinor }: Decision): Deed => {
  const deed: Deed = { cash: new Map(), cleared: new Map(), surplusMinor: prepaymentMinor + unappliedMinor };
  for (const { receivableId, amountMinor, kind } of allocations) {
    const side = kind === "payment" ? deed.cash : deed.cleared;
    side.set(receivableId, (side.get(receivableId) ?? 0) + amountMinor);
  }
  return deed;
};

function count(play: Play, { kind, draft, transaction, knowable }: Event, decision: Decision): void {
  const tally = play.byKind.get(kind) ?? emptyTally();
  play.byKind.set(kind, tally);
  tally.lines++;
  if (knowable) tally.knowable++;
  const { deed } = draft;
  if (decision.outcome === "claimable") {
    if (knowable) play.missed.push({ kind, transaction, deed, decision });
    if (knowable) tally.missed++;
    if (deed) tally.left++;
    if (deed && isSuggested(decision, deed)) tally.suggested++;
  } else if (decision.outcome === "apply" && deed && sameDeed(deedBooked(decision), deed)) {
    tally[knowable ? "right" : "lucky"]++;
  } else {
    tally.wrong++;
    play.wrong.push({ kind, transaction, deed, decision });
  }
}

const isSuggested = ({ suggestions }: Decision, { cash }: Deed): boolean =>
  suggestions.some(({ allocations }) => {
    const ids = new Set(allocations.map(({ receivableId }) => receivableId));
    return [...cash.keys()].every((id) => ids.has(id)) && ids.size <= cash.size + 1;
  });

function settle(event: Event, deed: Deed, ledger: Ledger, books: Books, paid: PaidItem[]): void {
  const { bookedOn, id: transactionId } = event.transaction;
  for (const id of new Set([...deed.cash.keys(), ...deed.cleared.keys()])) {
    const item = ledger.item(id);
    const cash = deed.cash.get(id) ?? 0;
    item.openMinor -= cash + (deed.cleared.get(id) ?? 0);
    const { accountId, reference, paymentReference, contractNo, instalmentNo, instalmentCount, currency, openMinor } =
      item;
    if (openMinor === 0)
      books.open.set(
        accountId,
        (books.open.get(accountId) ?? []).filter((one) => one !== item),
      );
    if (cash === 0) continue;
    const one: PaidItem = {
      ...{
        id,
        accountId,
        reference,
        paymentReference,
        contractNo,
        instalmentNo,
        instalmentCount,
        currency,
        transactionId,
      },
      ...{ amountMinor: cash, paidOn: bookedOn, settled: openMinor === 0 },
    };
    paid.push(one);
    books.paid.set(accountId, [...(books.paid.get(accountId) ?? []), one]);
  }
}

function learn(
  { transaction }: Event,
  deed: Deed,
  ledger: Ledger,
  books: Books,
  memory: Map<string, MemoryEntry>,
): void {
  const accountIds = [...new Set([...deed.cash.keys()].map((id) => ledger.item(id).accountId))];
  for (const entry of teach([...memory.values()], { transaction, accountIds }, defaultPolicy)) {
    memory.set(entry.payerKey, entry);
    books.memory.set(entry.payerKey, entry);
  }
}

/** A line and what became of it, on one line of text. */
export function toldShort({ kind, transaction, deed, decision }: Told): string {
  const { payer, remittance, creditorReference, amountMinor } = transaction;
  const cleared = (pairs: Iterable<readonly [string, number]>): string =>
    [...pairs].map(([id, n]) => `${id} ${n}`).join(", ");
  const { outcome, allocations, prepaymentMinor, proof } = decision;
  const did = deed ? `${cleared([...deed.cash, ...deed.cleared])} + ${deed.surplusMinor}` : "nothing to book";
  const got = `${outcome} ${proof.step} ${proof.why}: ${cleared(allocations.map((one) => [one.receivableId, one.amountMinor]))} + ${prepaymentMinor}`;
  return `${kind} | ${payer?.name} | ${creditorReference ?? remittance ?? ""} | ${amountMinor} | ${did} → ${got}`;
}
