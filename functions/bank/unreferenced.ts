import { anew } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { contentId, type IdentifiedLine, sameFacts } from "./intake/identity.ts";
import { bankTransaction } from "./table.ts";

/** Equal lines of one statement among which the one is looked for that a reference is told of. */
const TWINS_MAX = 50;
/** Tries at giving a line its reference while others change it. */
const TRIES_MAX = 8;

type Transaction = RowOf<typeof bankTransaction>;

/**
 * Some banks notify a payment without their reference and tell it again with one, in the statement of the day. Such a line is known by
 * its content: it is given the reference, once, and what comes again under that is a duplicate. Two payments that are alike in
 * everything take a line each.
 * @returns the lines that are known so.
 */
export async function toldWithoutReference(
  table: Table,
  connectionId: string,
  lines: readonly IdentifiedLine[],
  now: string,
): Promise<Set<IdentifiedLine>> {
  const told = lines.filter(({ line }) => line.bankReference !== undefined);
  const firsts = new Map(told.map((each) => [each, contentId(connectionId, each.line, 1)]));
  const found = await table.getMany(bankTransaction, firsts.values(), true);
  const known = new Set<IdentifiedLine>();
  for (const [each, firstId] of firsts) {
    if (found.has(firstId) && (await takesReference(table, connectionId, each, now))) known.add(each);
  }
  return known;
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

const isSame = (row: Transaction, { line }: IdentifiedLine): boolean =>
  sameFacts({ ...row, reversal: row.reversal === true }, line);
