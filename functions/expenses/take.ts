/**
 * Of a booking told from outside the highest revision stands, in whatever order it is told: a head row a booking says
 * which, what stood before is reversed first, and whoever breaks off between the two goes on from the head.
 */
import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import { parsed } from "../../shared/http/issues.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { beside, commit, making, replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { user } from "../users/table.ts";
import { expenseNoun, TARGETS } from "./noun.ts";
import { type Places, placesOf } from "./places.ts";
import { BookingInput, type ExpenseIntake } from "./schema.ts";
import { type ConnectionRow, type ExpenseRow, expense, expenseHead, expensePolicy } from "./table.ts";

/** Tries at a head or a budget that others write at the same moment. */
const TRIES_MAX = 40;

type Booking = z.output<typeof BookingInput>;
type Intake = z.output<typeof ExpenseIntake>;
type Outcome = "booked" | "cancelled" | "duplicates" | "late";
type Head = RowOf<typeof expenseHead>;

const digestOf = (booking: Booking): string =>
  sha256(JSON.stringify(Object.entries(booking).sort(([a], [b]) => (a < b ? -1 : 1))));

/** Who has travelled, where it is one of ours, and whose budget bears it. */
async function whose({ table }: Caller, connection: ConnectionRow, { traveller }: Booking) {
  const id = traveller?.email && (await table.idOfUnique(user, "email", traveller.email.toLowerCase()));
  const person = id ? await table.find(user, id) : undefined;
  const departmentId = person?.departmentId ?? connection.departmentId;
  return { ...(person && { ownerId: person.id }), ...(departmentId && { departmentId }) };
}

async function categoryOf({ table }: Caller, connection: ConnectionRow, theirs: string): Promise<string> {
  const { categories } = expensePolicy.saidBy(await table.find(expensePolicy.entity, expensePolicy.rowId()));
  const mapped = connection.categories?.find((one) => one.theirs === theirs)?.ours ?? theirs;
  return categories.includes(mapped) ? mapped : connection.otherCategory;
}

const placesIn = (row: ExpenseRow | undefined): Places =>
  Object.fromEntries(
    (Object.keys(TARGETS) as (keyof typeof TARGETS)[]).flatMap((field) => (row?.[field] ? [[field, row[field]]] : [])),
  );

/** The booking as an expense. What a person has said of the one before it holds for this one too. */
async function made(call: Caller, connection: ConnectionRow, booking: Booking, before: ExpenseRow | undefined) {
  const { externalId, revision, on, amountMinor, taxMinor, currency, purpose, vendor, references } = booking;
  const found = await placesOf(call, references ?? [], purpose);
  const places = Object.keys(found).length > 0 ? found : placesIn(before);
  const category = await categoryOf(call, connection, booking.category);
  const title = purpose ?? [vendor, booking.category, booking.traveller?.name].filter(Boolean).join(" · ");
  const line = { on, category, amountMinor, ...(taxMinor && { taxMinor }), ...(currency && { currency }) };
  const fields = {
    ...{ title: title.slice(0, 200), lines: [line], ...places, ...(await whose(call, connection, booking)) },
    ...{ status: "booked", source: "company", connectionId: connection.id, externalId, revision },
    ...{ vendor, references, placing: Object.keys(places).length > 0 ? "placed" : "open" },
  };
  const id = hashedId(expense.prefix, `${connection.id}\n${externalId}\n${revision}`);
  return making(call, expenseNoun, fields, id);
}

const headAction = (before: Head | undefined, after: Head): Action =>
  before ? write.replace(expenseHead, before, after) : write.create(expenseHead, after);

/** Takes back what stood under the id before, and notes what is told now. */
async function takeBack(call: Caller, head: Head, next: Partial<Head>): Promise<Head> {
  const after = nextVersion(head, call.now, next);
  const old = head.expenseId ? await call.table.find(expense, head.expenseId) : undefined;
  if (!old || old.status === "reversed") return call.table.replace(expenseHead, head, after);
  const reversalReason = next.isDone ? "cancelled" : "corrected";
  const fields = { status: "reversed", reversedAt: call.now, reversalReason };
  const change = await replacement(call, expenseNoun, old as AnyRow, fields, { as: "reverse" });
  await commit(call, beside(change, [headAction(head, after)]));
  return after;
}

async function takeOnce(call: Caller, connection: ConnectionRow, booking: Booking): Promise<Outcome> {
  const { externalId, revision, kind } = booking;
  const digest = digestOf(booking);
  const id = hashedId(expenseHead.prefix, `${connection.id}\n${externalId}`);
  const known = await call.table.find(expenseHead, id);
  if (known && known.revision > revision) return "late";
  const isAgain = known?.revision === revision;
  if (isAgain && known.digest !== digest) {
    const message = `${externalId} was told otherwise under revision ${revision}; tell a correction under a higher one.`;
    throw new Fault("conflict", message);
  }
  if (isAgain && known.isDone) return "duplicates";
  const told = { revision, digest, isDone: kind === "cancelled" };
  if (kind === "cancelled") {
    const base = { ...fresh(call, expenseHead, id), connectionId: connection.id, externalId };
    if (known) await takeBack(call, known, told);
    else await call.table.create(expenseHead, { ...base, ...told });
    return "cancelled";
  }
  const stood = known?.expenseId && !isAgain ? await call.table.find(expense, known.expenseId) : undefined;
  // A correction that is refused leaves what stands as it is.
  if (stood) await made(call, connection, booking, stood);
  // What stood before goes first, since both may be borne by one budget; whoever breaks off here goes on from the head.
  const head = known && !isAgain ? await takeBack(call, known, told) : known;
  const before = head?.expenseId ? await call.table.find(expense, head.expenseId) : undefined;
  const change = await made(call, connection, booking, before);
  const base = head ?? { ...fresh(call, expenseHead, id), connectionId: connection.id, externalId };
  const done = { ...told, expenseId: change.after.id, isDone: true };
  const after = head ? nextVersion(head, call.now, done) : { ...base, ...done };
  await commit(call, beside(change, [headAction(head, after)]));
  return "booked";
}

/** What is wrong with an item, to be told by its place; what is no fault of the item's is thrown on. */
function rejectionOf(error: unknown, index: number, item: unknown): Intake["rejected"][number] {
  if (!(error instanceof Fault) || error.status >= 500 || isOvertaken(error)) throw error;
  const { externalId } = (typeof item === "object" && item !== null ? item : {}) as { externalId?: unknown };
  return {
    index,
    ...(typeof externalId === "string" && { externalId: externalId.slice(0, 200) }),
    message: error.detail,
  };
}

/**
 * Books what an expense system tells, each item by itself and once, in whatever order it comes: of an id the highest
 * revision stands, and what stood before is reversed.
 */
export async function take(call: Caller, connection: ConnectionRow, items: readonly unknown[]): Promise<Intake> {
  const intake: Intake = { received: items.length, booked: 0, cancelled: 0, duplicates: 0, late: 0, rejected: [] };
  for (const [index, item] of items.entries()) {
    try {
      const booking = parsed(BookingInput, item) as Booking;
      intake[await anew(TRIES_MAX, () => takeOnce(call, connection, booking), isOvertaken)] += 1;
    } catch (error) {
      intake.rejected.push(rejectionOf(error, index, item));
    }
  }
  return intake;
}
