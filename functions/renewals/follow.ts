import { isDeepStrictEqual } from "node:util";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { apportion } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import { type Change, making, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion, type RowOf, shardOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import type { OrderRow } from "../orders/rules.ts";
import { handOverPolicy, order } from "../orders/table.ts";
import { receivable } from "../receivables/table.ts";
import { user } from "../users/table.ts";
import { renewalNoun } from "./noun.ts";
import {
  type Due,
  dueMinor,
  type Link,
  noticeBy,
  type Part,
  type Policy,
  type Row,
  renewalsOf,
  renewedMinor,
  type Sold,
  stepsOf,
} from "./rules.ts";
import { bookId, renewal, renewalBook, renewalId, renewalPolicy } from "./table.ts";

/** Orders of one account are signed, paid and handed over at once: each time it is reckoned anew of what then stands. */
const TRIES_MAX = 20;
/** Rows that one transaction writes, each with its places in indexes. */
const ROWS_AT_ONCE = 15;
/** The daily looks at accounts are spread over this stretch of the tenant's night. */
const NIGHT_MINUTES = 360;

type Book = RowOf<typeof renewalBook>;
type Receivable = RowOf<typeof receivable>;
type Account = RowOf<typeof account>;

const soldOf = (row: OrderRow & { signedAt: string }, timeZone: string): Sold => ({
  ...row,
  signedOn: civilDate(new Date(row.signedAt), timeZone),
});

/** A part's share of what came in, or was invoiced, of its order: parts and the order's other lines share it exactly. */
function shareOf(part: Part, parts: readonly Part[], { totalMinor }: OrderRow, cameMinor: number): number {
  const weights = parts.map(({ amountMinor }) => amountMinor);
  const rest = totalMinor - weights.reduce((sum, amount) => sum + amount, 0);
  const share = apportion(cameMinor, [...weights, rest])[parts.indexOf(part)] ?? 0;
  if (part.renewedMinor === part.amountMinor || part.amountMinor === 0) return share;
  return Number(rounded(BigInt(share) * BigInt(part.renewedMinor), BigInt(part.amountMinor)));
}

/** The parts of a due with what was paid and invoiced of them. */
function settledParts(
  due: Due,
  dues: readonly Due[],
  orders: ReadonlyMap<string, OrderRow>,
  owed: ReadonlyMap<string, Receivable>,
) {
  return due.parts.map((part) => {
    const of = orders.get(part.orderId) as OrderRow;
    const parts = dues.flatMap((one) => one.parts).filter(({ orderId }) => orderId === of.id);
    const rows = of.instalments.flatMap(({ receivableId = "" }) => owed.get(receivableId) ?? []);
    const paid = rows.reduce((sum, row) => sum + row.paidMinor - (row.givenBackMinor ?? 0), 0);
    const invoiced = rows
      .map((row) => ({
        on: row.issuedOn ?? row.dueOn,
        amountMinor: row.status === "cancelled" ? 0 : row.amountMinor - row.writtenOffMinor,
      }))
      .sort((a, b) => (a.on < b.on ? -1 : 1));
    let upto = 0;
    const billed = invoiced.map(({ on, amountMinor }) => {
      upto += amountMinor;
      return { on, uptoMinor: shareOf(part, parts, of, upto) };
    });
    return { ...part, paidMinor: shareOf(part, parts, of, paid), billed };
  });
}

/** Whose a due is, by the hand-over policy: customer success, which is whoever has that role in the account's team, or sales. */
async function ownerOf(call: Caller, about: Account | undefined, contract: OrderRow) {
  const policy = await handOverPolicy.held(call.table);
  const keeper = about?.team?.find(({ role }) => role === policy.teamRole)?.userId;
  const ownerId =
    (policy.renewal === "customerSuccess" ? keeper : contract.ownerId) ?? about?.ownerId ?? contract.ownerId;
  const home = ownerId ? (await call.table.find(user, ownerId))?.departmentId : undefined;
  return { ownerId, departmentId: home ?? about?.departmentId ?? contract.departmentId };
}

type Known = {
  about: Account | undefined;
  policy: Policy;
  dues: readonly Due[];
  orders: ReadonlyMap<string, OrderRow>;
  owed: ReadonlyMap<string, Receivable>;
};

/** What a due's row says. */
async function fieldsOf(call: Caller, due: Due, { about, policy, dues, orders, owed }: Known) {
  const { contract, productType, startMinor, addedMinor, renewals, firstYear } = due;
  const of = orders.get(contract.id) as OrderRow;
  return {
    ...{ orderId: contract.id, accountId: of.accountId, contractNo: of.contractNo, productType },
    ...(await ownerOf(call, about, of)),
    ...{ tier: about?.tier, startsOn: contract.startsOn, dueOn: contract.endsOn, startMinor, addedMinor },
    ...{ dueMinor: dueMinor(due), renewedMinor: renewedMinor(due), currency: contract.currency },
    ...{ parts: settledParts(due, dues, orders, owed), renewals, firstYear },
    ...{ lapsesOn: addDays(contract.endsOn, policy.lateDays), terminatedOn: of.terminatedOn },
    ...{ autoRenewMonths: of.autoRenewMonths },
    noticeBy: of.autoRenewMonths ? noticeBy(contract.endsOn, of.noticeDays) : undefined,
  };
}

/** A field that is not there any more is cleared. */
const cleared = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null]));

const differs = (before: AnyRow, fields: object): boolean =>
  Object.entries(fields).some(([name, value]) => !isDeepStrictEqual(before[name], value));

/** A contract that now ends on another day has another end: what was prepared for the earlier one was not for this. */
const begunAnew = (row: Row | undefined, { contract, parts }: Due) =>
  row && row.dueOn !== contract.endsOn && parts.length === 0
    ? { steps: [], quoteId: undefined, renewalOrderId: undefined }
    : {};

/** What changes: a due that is new or other than it was, and one that is no more, since its order was cancelled or amended. */
async function changesOf(call: Caller, known: Known, before: ReadonlyMap<string, Row>): Promise<Change[]> {
  const changes: Change[] = [];
  const standing = new Set<string>();
  for (const due of known.dues) {
    const id = renewalId(due.contract.id, due.productType);
    standing.add(id);
    const row = before.get(id);
    const fields = { ...(await fieldsOf(call, due, known)), ...begunAnew(row, due), archived: undefined };
    if (!row) changes.push(await making(call, renewalNoun, { ...fields, steps: [], state: "due" }, id));
    else {
      const change = await replacement(call, renewalNoun, row, cleared(fields), { as: "follow" });
      if (differs(row, fields) || change.after.state !== row.state) changes.push(change);
    }
  }
  for (const row of before.values()) {
    if (standing.has(row.id) || row.archived || row.accountId !== known.about?.id) continue;
    const none = { parts: [], renewedMinor: 0, archived: true };
    changes.push(await replacement(call, renewalNoun, row, none, { as: "withdraw" }));
  }
  return changes;
}

/** When an account's renewals are looked at next: at once where something waits, else in the coming night. */
function nextLook(call: Caller, rows: readonly Row[], policy: Policy, accountId: string): string | undefined {
  const { timeZone } = call.tenant;
  const today = civilDate(new Date(call.now), timeZone);
  const open = rows.filter(({ state, archived }) => !archived && (state === "due" || state === "partly"));
  if (open.length === 0) return undefined;
  if (open.some((row) => stepsOf(row, policy).some(({ on }) => on <= today))) return call.now;
  const minute = shardOf(accountId, NIGHT_MINUTES);
  const time = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, "0")).join(":");
  return zonedInstant(addDays(today, 1), time, timeZone).toISOString();
}

async function reckoned(
  call: Caller,
  accountId: string,
  told: readonly string[],
  said: (links: readonly Link[]) => readonly Link[],
): Promise<void> {
  const { table } = call;
  // The book comes first: whoever reckons with less than was known by then is refused by its version.
  const book = await table.find(renewalBook, bookId(accountId));
  const orderIds = [...new Set([...(book?.orderIds ?? []), ...told])].sort();
  const links = said(book?.links ?? []);
  const [about, policy, found] = await Promise.all([
    table.find(account, accountId),
    renewalPolicy.held(table),
    table.getMany(order, orderIds, true),
  ]);
  const own = [...found.values()].filter((row) => row.accountId === accountId);
  const sold = own.flatMap(({ signedAt, ...row }) =>
    signedAt && row.status === "signed" && !row.archived ? [soldOf({ ...row, signedAt }, call.tenant.timeZone)] : [],
  );
  const dues = renewalsOf(sold, links, policy, renewalId);
  const renewing = new Set(dues.flatMap(({ parts }) => parts.map(({ orderId }) => orderId)));
  const instalments = own.flatMap((row) => (renewing.has(row.id) ? row.instalments : []));
  const ids = dues.map(({ contract, productType }) => renewalId(contract.id, productType));
  const [owed, before] = await Promise.all([
    table.getMany(
      receivable,
      instalments.flatMap(({ receivableId }) => receivableId ?? []),
      true,
    ),
    table.getMany(renewal, [...ids, ...(book?.renewalIds ?? [])], true),
  ]);
  const changes = await changesOf(call, { about, policy, dues, orders: found, owed }, before);
  const after = new Map([...before, ...changes.map((one) => [one.after.id, one.after as Row] as const)]);
  const dueAt = nextLook(call, [...after.values()], policy, accountId);
  const noting = { orderIds: own.map(({ id }) => id).sort(), renewalIds: ids.sort(), links: [...links], dueAt };
  if (changes.length === 0 && book && !differs(book, noting)) return;
  let standing: Book | undefined = book;
  for (let at = 0; at === 0 || at < changes.length; at += ROWS_AT_ONCE) {
    const next: Book = standing
      ? nextVersion(standing, call.now, noting)
      : { ...fresh(call, renewalBook, bookId(accountId)), ...noting };
    const noted = standing ? write.replace(renewalBook, standing, next) : write.create(renewalBook, next);
    await table.commit([noted, ...changes.slice(at, at + ROWS_AT_ONCE).flatMap(({ actions }) => actions)]);
    standing = next;
  }
}

/**
 * Reckons an account's renewals anew of its orders as they stand; `told` are orders that it may not know yet, `said` changes
 * what people have said of them. Whatever brings it about may come twice, late and in any order.
 */
export const follow = (
  call: Caller,
  accountId: string,
  told: readonly string[] = [],
  said: (links: readonly Link[]) => readonly Link[] = (links) => links,
): Promise<void> => anew(TRIES_MAX, () => reckoned(call, accountId, told, said), isOvertaken);
