import { Fault } from "../../../../shared/fault.ts";
import { readTable, type TableFormat, type TableRow } from "../../../../shared/tabular/index.ts";
import { type NoticeOptions, ownershipOf, sameAccount } from "../account.ts";
import { unshare } from "../identity.ts";
import { CALL_LIMITS, type EntryPart, type ParsedBody, RAW_CHARS_MAX } from "../line.ts";
import { guardBytes, tooManyLines } from "../text.ts";
import { balancesOf } from "./balances.ts";
import { bareCell } from "./cells.ts";
import { type Places, placesIn, proposedFor, type StatementMapping } from "./mapping.ts";
import { type RowContext, type RowLine, readRow } from "./row.ts";

/** Rows above a table in which banks say whose statement it is. */
const PREAMBLE_ROWS_MAX = 100;
/** A sum, a carry-over or a count below a table is no line of it. */
const TOTALS =
  /合计|总计|小计|累计|承前|过次|期初|期末|上期|共\s*\d+\s*笔|^(?:sub)?total|^summe|^balance|^saldo|opening balance|closing balance/i;

export type ReadTable = ParsedBody & {
  /** Rows that are no lines: sums, carry-overs. */
  leftOut: TableRow[];
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const withCells = ({ number, cells }: TableRow): TableRow => ({ number, cells: cells.map(bareCell) });

/** The header of a table, what stands above it, and its rows. */
type Opened = { places: Places; header: TableRow; above: TableRow[]; rows: AsyncGenerator<TableRow> };

async function opened(rows: AsyncGenerator<TableRow>, mapping: StatementMapping): Promise<Opened> {
  const above: TableRow[] = [];
  let lacks: string[] | undefined;
  for (let next = await rows.next(); !next.done && above.length < PREAMBLE_ROWS_MAX; next = await rows.next()) {
    const row = withCells(next.value);
    const places = placesIn(row.cells, mapping);
    if (!("missing" in places)) return { places, header: row, above, rows };
    if (lacks === undefined || places.missing.length < lacks.length) lacks = places.missing;
    above.push(row);
  }
  throw new Fault(
    "malformed_request",
    `The table has no row with the columns of the mapping: ${lacks?.join(", ")} is missing.`,
  );
}

/** A table says above itself, if anywhere, whose account it is of. */
function foreignBy(above: readonly TableRow[], options: NoticeOptions): string | undefined {
  const words = above
    .flatMap(({ cells }) => cells.flatMap((cell) => cell.split(/[\s:：,，;；]+/)))
    .filter((word) => /\d{6}/.test(word));
  const isOwn = (word: string): boolean => options.accountNo !== undefined && sameAccount(word, options.accountNo);
  if (words.some(isOwn)) return undefined;
  return words
    .map((word) => ownershipOf([word], "The account above the table", { ...options, accountNo: undefined }).foreign)
    .find(Boolean);
}

/** Sums and carry-overs have no day, and a word for what they are. */
const isTotal = ({ cells }: TableRow, places: Places): boolean => {
  const day = cells[places.get("bookedOn")?.[0] ?? 0] ?? "";
  return !/\d{4}/.test(day) && cells.some((cell) => TOTALS.test(cell.trim()));
};

/**
 * Reads a statement that came as a table. Every row under the header is a line, a rejection, or a sum; the whole file counts as one
 * statement.
 * @throws Fault malformed_request or too_large, invalid where the connection has no mapping.
 */
export async function readStatementTable(
  format: TableFormat,
  body: Uint8Array,
  options: NoticeOptions,
): Promise<ReadTable> {
  const { mapping, limits = CALL_LIMITS } = options;
  if (!mapping)
    throw new Fault(
      "invalid",
      "This connection has no statementMapping, so its tables cannot be read. Try one by POST …/try-statement and save it with the connection.",
    );
  guardBytes(body.byteLength, limits);
  const { places, above, rows } = await opened(readTable(format, once(body)), mapping);
  const foreign = foreignBy(above, options);
  const context: RowContext = { mapping, places, options };
  const parsed: ReadTable = { received: 0, lines: [], rejected: [], leftOut: [] };
  const told: RowLine[] = [];
  for await (const given of rows) {
    const row = withCells(given);
    if (isTotal(row, places)) {
      parsed.leftOut.push(row);
      continue;
    }
    const index = parsed.received++;
    if (parsed.received > limits.linesMax) throw tooManyLines(limits);
    const part: EntryPart | RowLine = foreign
      ? { code: "account_mismatch", detail: foreign }
      : readRow(row.cells, context);
    if ("line" in part) {
      parsed.lines.push({ index, statement: 0, line: part.line });
      told.push(part as RowLine);
    } else {
      const raw = JSON.stringify(row.cells).slice(0, RAW_CHARS_MAX);
      parsed.rejected.push({ index, code: part.code, detail: `Row ${row.number}: ${part.detail}.`, raw });
    }
  }
  unshare(parsed.lines);
  const statements = parsed.rejected.length === 0 ? balancesOf(told) : [];
  if (statements.length > 0) parsed.statements = statements;
  return parsed;
}

/** A mapping for the first row that looks like the header of a bank's table. */
export async function proposedMapping(format: TableFormat, body: Uint8Array): Promise<StatementMapping | undefined> {
  let looked = 0;
  for await (const row of readTable(format, once(body))) {
    const proposed = proposedFor(withCells(row).cells);
    if (proposed || ++looked === PREAMBLE_ROWS_MAX) return proposed;
  }
  return undefined;
}
