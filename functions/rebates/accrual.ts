/**
 * A rebate is reckoned anew, and its growth is booked. The cash of a bank transaction is read off all its credits, and
 * each piece counts as of when it was first credited: under the version of a rule that had begun by the booking day,
 * was known and acknowledged then, for a partner as its terms were on that day. A book keeps the cash of a rule and
 * period by version; what it owes is a pure function of that, so the entries add up whatever comes late, twice or goes
 * back. A receipt's own part and the difference that a reached tier makes are entries of their own. An entry goes into
 * the statement that is open, whose version it takes along: none comes into one that the clock has closed.
 */
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { creditId } from "../credits/rules.ts";
import { creditPack } from "../credits/table.ts";
import { amendment, order } from "../orders/table.ts";
import { termsOn } from "../partners/rules.ts";
import { partner, termsChange } from "../partners/table.ts";
import { type Draft, posting, type Side } from "./ledger.ts";
import { growth, periodOf, type Version, versionsFor } from "./rules.ts";
import { bookId, cashId, entryId, noticeId, rebateBook, rebateCash, rebateNotice, rebateRuleVersion } from "./table.ts";

/** So often an accrual is made anew where others of the same partner come first. */
const TRIES_MAX = 30;

type Pack = RowOf<typeof creditPack>;
type Order = RowOf<typeof order>;
type Cash = RowOf<typeof rebateCash>;
type Part = Cash["counted"][number];

/** A piece of an order's cash: whatever takes it back later counts as of when it was first credited. */
type Piece = { creditedAt: string; productId: string | undefined; amountMinor: number };

/** The primary credits of one bank transaction and order are its cash there. */
function piecesOf(packs: readonly Pack[], orderId: string): Piece[] {
  const credits = packs.flatMap((pack) => pack.entries.map((entry, n) => ({ id: creditId(pack.id, n), pack, entry })));
  const byId = new Map(credits.map((credit) => [credit.id, credit]));
  const first = (credit: (typeof credits)[number]): (typeof credits)[number] => {
    const of = credit.entry.reversesId && byId.get(credit.entry.reversesId);
    return of ? first(of) : credit;
  };
  return credits.flatMap((credit) => {
    const { pack, entry } = credit;
    if (pack.orderId !== orderId || entry.ledger !== "primary") return [];
    const { pack: from } = first(credit);
    return [{ creditedAt: from.earnedAt, productId: entry.productId, amountMinor: entry.amountMinor }];
  });
}

/** What an order was when cash was credited: later amendments do not move what had come before. */
async function historyOf(call: Caller, row: Order): Promise<(at: string) => Pick<Order, "kind" | "lines">> {
  if (!row.amendments) return () => row;
  const changes = await call.table.collect(amendment, { orderId: row.id, number: 0 }, "amendment#");
  return (at) => changes.find(({ createdAt }) => createdAt > at)?.before ?? row;
}

const keyOf = ({ ruleId, number, period }: Pick<Part, "ruleId" | "number" | "period">): string =>
  `${ruleId} ${number} ${period}`;

/** All that accrual weighs an order's cash by. */
async function sceneOf(call: Caller, row: Order & { partnerId: string }, versions: readonly Version[]) {
  const asking = new Set(versions.filter((v) => v.asksAcknowledgement).map(({ ruleId }) => ruleId));
  const [who, changes, orderAt, notices] = await Promise.all([
    call.table.get(partner, row.partnerId),
    call.table.collect(termsChange, { partnerId: row.partnerId }, "terms#"),
    historyOf(call, row),
    call.table.getMany(
      rebateNotice,
      [...asking].map((ruleId) => noticeId(ruleId, row.partnerId)),
      true,
    ),
  ]);
  const seen = new Map([...notices.values()].map((notice) => [notice.ruleId, notice.acknowledgements]));
  return { who, changes, orderAt, seen };
}

/** Where the cash of a bank transaction for an order belongs: by rule, version and period. */
async function partsOf(
  call: Caller,
  row: Order & { partnerId: string },
  { packs, bookedOn, versions }: { packs: readonly Pack[]; bookedOn: string; versions: readonly Version[] },
): Promise<Part[]> {
  const { who, changes, orderAt, seen } = await sceneOf(call, row, versions);
  const parts = new Map<string, Part>();
  for (const { creditedAt, productId, amountMinor } of piecesOf(packs, row.id)) {
    const { kind, lines } = orderAt(creditedAt);
    const productType = lines.find((line) => line.productId === productId)?.productType;
    const cash = { bookedOn, creditedAt, orderKind: kind, currency: row.currency, ...(productType && { productType }) };
    const has = { id: who.id, terms: termsOn(changes, bookedOn, creditedAt, who) };
    for (const version of versionsFor(versions, cash, has, seen)) {
      const { ruleId, number } = version;
      const part = { ruleId, number, period: periodOf(version, bookedOn), cashMinor: 0 };
      const known = parts.get(keyOf(part)) ?? part;
      parts.set(keyOf(part), { ...known, cashMinor: known.cashMinor + amountMinor });
    }
  }
  return [...parts.values()];
}

/** What the parts have become more, or less, than was counted of them. */
function movedOf(counted: readonly Part[], parts: readonly Part[]): Part[] {
  const was = new Map(counted.map((part) => [keyOf(part), part]));
  const is = new Map(parts.map((part) => [keyOf(part), part]));
  const all = [...new Map([...was, ...is]).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return all.flatMap(([key, part]) => {
    const cashMinor = (is.get(key)?.cashMinor ?? 0) - (was.get(key)?.cashMinor ?? 0);
    return cashMinor === 0 ? [] : [{ ...part, cashMinor }];
  });
}

type Told = Pick<Draft, "bankTransactionId" | "orderId" | "bookedOn">;

/** The book of one rule and period after some of its cash has moved, and the entries that this makes. */
async function booked(
  call: Caller,
  { partnerId, currency }: Side,
  moved: readonly Part[],
  { versions, told, name }: { versions: readonly Version[]; told: Told; name: string },
): Promise<{ actions: Action[]; drafts: Draft[] }> {
  const [{ ruleId, period }] = moved as [Part];
  const id = bookId(partnerId, ruleId, period, currency);
  const before = await call.table.find(rebateBook, id);
  const termsBy = new Map(versions.filter((v) => v.ruleId === ruleId).map((v) => [v.number, v]));
  const withTerms = ({ number, cashMinor }: { number: number; cashMinor: number }) => ({
    ...{ number, cashMinor },
    terms: termsBy.get(number) as Version,
  });
  const drafts: Draft[] = [];
  let strata = (before?.strata ?? []).map(withTerms);
  for (const { number, cashMinor } of moved) {
    const grown = growth(strata, withTerms({ number, cashMinor }));
    strata = grown.strata as typeof strata;
    const of = { ...told, ruleId, ruleNumber: number, period, volumeMinor: grown.volumeMinor };
    const draft = (kind: Draft["kind"], amountMinor: number, more: object = {}): Draft => ({
      ...{ id: entryId(name, id, number, kind), kind, amountMinor },
      ...{ ...of, ...more },
    });
    drafts.push(draft("accrual", grown.ownMinor, { cashMinor }));
    if (grown.differenceMinor !== 0) drafts.push(draft("tierDifference", grown.differenceMinor));
  }
  const sum = drafts.reduce((total, { amountMinor }) => total + amountMinor, before?.bookedMinor ?? 0);
  const fields = { strata: strata.map(({ number, cashMinor }) => ({ number, cashMinor })), bookedMinor: sum };
  const base = { id, version: 1, createdAt: call.now, updatedAt: call.now, partnerId, ruleId, period, currency };
  const action = before
    ? write.replace(rebateBook, before, { ...before, ...fields, version: before.version + 1, updatedAt: call.now })
    : write.create(rebateBook, { ...base, ...fields });
  return { actions: [action], drafts };
}

const packsOf = (call: Caller, bankTransactionId: string): Promise<Pack[]> =>
  call.table.collect(creditPack, { bankTransactionId }, "credit#");
const versionsOf = (call: Caller): Promise<Version[]> =>
  call.table.collect(rebateRuleVersion, { ruleId: "", number: 0 }, "");

async function accrueOrder(call: Caller, row: Order & { partnerId: string }, bankTransactionId: string) {
  const id = cashId(bankTransactionId, row.id);
  // Before what it is reckoned of: whoever counts credits that come meanwhile has then written it, and this is made anew.
  const before = await call.table.find(rebateCash, id);
  const [packs, versions, { bookedOn }] = await Promise.all([
    packsOf(call, bankTransactionId),
    versionsOf(call),
    call.table.get(bankTransaction, bankTransactionId),
  ]);
  const parts = await partsOf(call, row, { packs, bookedOn, versions });
  const moved = movedOf(before?.counted ?? [], parts);
  if (moved.length === 0) return;
  const side = { partnerId: row.partnerId, currency: row.currency };
  const version = (before?.version ?? 0) + 1;
  const about = { versions, told: { bankTransactionId, orderId: row.id, bookedOn }, name: `${id} ${version}` };
  const books = [...Map.groupBy(moved, ({ ruleId, period }) => `${ruleId} ${period}`).values()];
  const made = await Promise.all(books.map((of) => booked(call, side, of, about)));
  const base = { id, createdAt: call.now, bankTransactionId, orderId: row.id };
  const after = { ...base, ...before, version, updatedAt: call.now, counted: parts };
  await call.table.commit([
    before ? write.replace(rebateCash, before, after) : write.create(rebateCash, after),
    ...made.flatMap(({ actions }) => actions),
    ...(await posting(
      call,
      side,
      made.flatMap(({ drafts }) => drafts),
    )),
  ]);
}

/**
 * Books what the cash of a bank transaction has earned partners, or no longer earns. What it comes to is reckoned anew of
 * all its credits, and what was counted of it before is kept beside: told twice, late or in any order, it is booked once.
 */
export async function accrue(call: Caller, bankTransactionId: string): Promise<void> {
  if ((await versionsOf(call)).length === 0) return;
  const packs = await packsOf(call, bankTransactionId);
  for (const orderId of new Set(packs.flatMap((pack) => pack.orderId ?? []))) {
    const row = await call.table.find(order, orderId);
    if (!row?.partnerId) continue;
    const { partnerId } = row;
    await anew(TRIES_MAX, () => accrueOrder(call, { ...row, partnerId }, bankTransactionId), isOvertaken);
  }
}
