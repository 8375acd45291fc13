import { addDays } from "../../shared/clock.ts";
import { anew } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { together } from "../../shared/together.ts";
import {
  contentId,
  type IdentifiedLine,
  isSameBooking,
  referencedId,
  reusedId,
  SAME_BOOKING_DAYS,
  sameFacts,
} from "./intake/identity.ts";
import { bankConnection, bankDayLine, bankTransaction } from "./table.ts";

/** Equal lines of one statement among which the one is looked for that a reference is told of. */
const TWINS_MAX = 50;
/** Tries at changing a line or a connection while others change it. */
const TRIES_MAX = 8;
/** Lines whose near days are looked through at once. */
const LINES_AT_ONCE = 20;

type Connection = RowOf<typeof bankConnection>;
type Transaction = RowOf<typeof bankTransaction>;

const isReferenced = ({ line }: IdentifiedLine): boolean => line.bankReference !== undefined;
const isUnreferenced = ({ line }: IdentifiedLine): boolean =>
  [line.bankReference, line.batchReference, line.sharedReference].every((reference) => reference === undefined);

/**
 * Some banks tell a payment twice, once with their reference and once without (camt.054 and camt.053, in either order, on days that
 * lie near each other). It counts once: a stored line without a reference is given it; a stored line with one notes as what it was
 * told without. Each takes the other once, so two payments that are alike in everything take a line each. Within one statement
 * nothing is told twice. Only a connection that has told lines of both kinds is looked through.
 * @returns the lines that are known so.
 */
export async function toldOtherwise(
  table: Table,
  connection: Connection,
  lines: readonly IdentifiedLine[],
  now: string,
): Promise<Set<IdentifiedLine>> {
  const known = pairedWithin(lines);
  const { tells = { referenced: true, unreferenced: true } } = connection;
  const rest = lines.filter((line) => !known.has(line));
  const mayBeKnown = rest.filter(
    (line) => (tells.unreferenced && isReferenced(line)) || (tells.referenced && isUnreferenced(line)),
  );
  const told = mayBeKnown.filter(isReferenced);
  const firsts = new Map(told.map((each) => [each, contentId(connection.id, each.line, 1)]));
  const found = await table.getMany(bankTransaction, firsts.values(), true);
  const isKnown = async (each: IdentifiedLine): Promise<boolean> => {
    if (!isReferenced(each)) return isToldWith(table, connection.id, each, now);
    const isAlike = found.has(firsts.get(each) ?? "") && (await takesReference(table, connection.id, each, now));
    return isAlike || isToldWithout(table, connection.id, each, now);
  };
  const answers = await together(mayBeKnown, LINES_AT_ONCE, isKnown);
  mayBeKnown.forEach((line, n) => {
    if (answers[n]) known.add(line);
  });
  await noteKinds(table, connection, lines, now);
  return known;
}

/** Lines without a reference that another statement of the same delivery tells with one; that one notes what it is told without. */
function pairedWithin(lines: readonly IdentifiedLine[]): Set<IdentifiedLine> {
  const known = new Set<IdentifiedLine>();
  const referenced = lines.filter(isReferenced);
  for (const each of referenced.length > 0 ? lines.filter(isUnreferenced) : []) {
    const other = referenced.find(
      (one) => one.statement !== each.statement && !one.toldWithout && isSameBooking(one.line, each.line),
    );
    if (!other) continue;
    other.toldWithout = each.id;
    known.add(each);
  }
  return known;
}

/** Notes of which kinds a connection tells lines, once each. */
async function noteKinds(
  table: Table,
  connection: Connection,
  lines: readonly IdentifiedLine[],
  now: string,
): Promise<void> {
  const isNew = ({ tells }: Connection): boolean =>
    tells !== undefined &&
    ((!tells.referenced && lines.some(isReferenced)) || (!tells.unreferenced && lines.some(isUnreferenced)));
  if (!isNew(connection)) return;
  await anew(TRIES_MAX, async (tried) => {
    const row = tried === 1 ? connection : await table.get(bankConnection, connection.id);
    if (!isNew(row)) return;
    const tells = {
      referenced: row.tells?.referenced || lines.some(isReferenced),
      unreferenced: row.tells?.unreferenced || lines.some(isUnreferenced),
    };
    await table.replace(bankConnection, row, nextVersion(row, now, { tells }));
  });
}

/** Gives the reference to the first line of equal content that has none, or finds the one that has it already. */
async function takesReference(table: Table, connectionId: string, each: IdentifiedLine, now: string): Promise<boolean> {
  const reference = each.line.bankReference;
  for (let twin = 1; twin <= TWINS_MAX; twin++) {
    const taken = await anew(TRIES_MAX, async () => {
      const row = await table.find(bankTransaction, contentId(connectionId, each.line, twin));
      // The place may be that of a marker, which is no line.
      if (row?.state === undefined) return "none";
      if (row.bankReference === reference) return "known";
      if (row.bankReference !== undefined || !isSame(row, each)) return "another";
      await table.replace(bankTransaction, row, nextVersion(row, now, { bankReference: reference }));
      return "known";
    });
    if (taken !== "another") return taken === "known";
  }
  return false;
}

/** A stored line as it is compared with one that is told: a flag that is not set is left out of its row. */
const told = (row: Transaction) => ({ ...row, reversal: row.reversal === true });
const isSame = (row: Transaction, { line }: IdentifiedLine): boolean => sameFacts(told(row), line);

/** The stored lines of the same money on this day and the days near it, the nearest first. */
async function nearLines(table: Table, connectionId: string, { line }: IdentifiedLine): Promise<Transaction[]> {
  const near = Array.from({ length: SAME_BOOKING_DAYS }, (_, n) => [-1 - n, 1 + n]).flat();
  const signedMinor = line.direction === "credit" ? line.amountMinor : -line.amountMinor;
  const days = await Promise.all(
    [0, ...near].map((days) => {
      const bookedOn = addDays(line.bookedOn, days);
      return table.collect(bankDayLine, { connectionId, bookedOn }, `line#${signedMinor}#`, false);
    }),
  );
  const ids = days.flat().map(({ id }) => id.replace(bankDayLine.prefix, bankTransaction.prefix));
  const rows = await table.getMany(bankTransaction, ids, true);
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** Was it stored under the bank's reference, and not given it later? */
const isStoredByReference = (row: Transaction): boolean => {
  const line = { ...told(row), references: [] };
  const { connectionId, bankReference = "", direction } = row;
  return (
    row.id === referencedId(connectionId, bankReference, direction, line.reversal) ||
    row.id === reusedId(connectionId, line)
  );
};

/** Changes the first of some lines that may be the one: `change` says what, nothing where it is known to be the one already. */
async function takes(
  table: Table,
  rows: readonly Transaction[],
  now: string,
  change: (row: Transaction) => Partial<Transaction> | "known" | undefined,
): Promise<boolean> {
  if (rows.some((row) => change(row) === "known")) return true;
  for (const { id } of rows.filter((row) => change(row) !== undefined)) {
    const isTaken = await anew(TRIES_MAX, async () => {
      const row = await table.get(bankTransaction, id);
      const changed = change(row);
      if (typeof changed === "object") await table.replace(bankTransaction, row, nextVersion(row, now, changed));
      return changed !== undefined;
    });
    if (isTaken) return true;
  }
  return false;
}

/** A line with a reference: does one of the near days stand for it that was told without? */
async function isToldWithout(table: Table, connectionId: string, each: IdentifiedLine, now: string): Promise<boolean> {
  const { bankReference } = each.line;
  return takes(table, await nearLines(table, connectionId, each), now, (row) => {
    if (row.bankReference === bankReference) return isSame(row, each) ? "known" : undefined;
    return row.bankReference === undefined && isSameBooking(told(row), each.line) ? { bankReference } : undefined;
  });
}

/** A line without a reference: does one of the near days stand for it that was told with one? */
async function isToldWith(table: Table, connectionId: string, each: IdentifiedLine, now: string): Promise<boolean> {
  return takes(table, await nearLines(table, connectionId, each), now, (row) => {
    if (row.id === each.id || row.toldWithout === each.id) return "known";
    const isFree = row.bankReference !== undefined && row.toldWithout === undefined && isStoredByReference(row);
    return isFree && isSameBooking(told(row), each.line) ? { toldWithout: each.id } : undefined;
  });
}
