import { Fault, type InputError } from "../../../../shared/fault.ts";
import { readTable, type TableFormat, type TableRow } from "../../../../shared/tabular/index.ts";
import { compact, type RemittanceLine } from "../line.ts";
import { REMITTANCE_LINES_MAX } from "../remittance.ts";
import { amountIn, bareCell, type Cell, currencyIn, dayIn } from "../table/cells.ts";
import { cleanText } from "../text.ts";
import { type AdviceColumn, type AdviceMapping, type AdvicePlaces, advicePlaces, proposedAdvice } from "./mapping.ts";
import { type AdviceGroup, type AdviceTable, refuseFile, type ToldAdvice } from "./told.ts";

/** Rows above a table in which payers say who they are. */
const PREAMBLE_ROWS_MAX = 100;
/** Sums below a table are no line of it. */
const TOTALS = /合计|总计|小计|^(?:sub|grand )?total|^summe|^gesamt/i;
/** What a deduction is called whose kind is not told. */
const DEDUCTION = "deduction";

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

type Header = { mapping: AdviceMapping; places: AdvicePlaces };

/** The mapping and where its columns stand, if this row is its header. */
function headerOf(row: TableRow, given: AdviceMapping | undefined): Header | { missing: string[] } {
  const mapping = given ?? proposedAdvice(row.cells);
  if (!mapping) return { missing: ["reference, amount"] };
  const places = advicePlaces(row.cells, mapping);
  return "missing" in places ? places : { mapping, places };
}

type About = Omit<ToldAdvice, "lines" | "totalMinor">;
type Row = { number: number; group: string; about: About; line?: RemittanceLine; errors: InputError[] };

/** Reads the cells of one row; what cannot be read is noted by its row and column. */
class RowReader {
  readonly #row: TableRow;
  readonly #header: Header;
  readonly #currency: string;
  readonly errors: InputError[] = [];

  constructor(row: TableRow, header: Header, currency: string) {
    this.#row = row;
    this.#header = header;
    this.#currency = currency;
  }

  text(column: AdviceColumn, charsMax = 140): string | undefined {
    const at = this.#header.places.get(column)?.[0];
    return at === undefined ? undefined : cleanText(bareCell(this.#row.cells[at] ?? ""), charsMax);
  }

  wrong(column: AdviceColumn, message: string): void {
    const { number } = this.#row;
    this.errors.push({ path: `rows.${number}.${column}`, code: "invalid", message: `Row ${number}: ${message}.` });
  }

  #value<T>(column: AdviceColumn, read: (cell: string) => Cell<T>): T | undefined {
    const cell = this.text(column);
    const found = cell === undefined ? undefined : read(cell);
    if (found && "detail" in found) this.wrong(column, found.detail);
    return found && "value" in found ? found.value : undefined;
  }

  currency = (): string => this.#value("currency", currencyIn) ?? this.#currency;
  day = (): string | undefined => this.#value("paidOn", (cell) => dayIn(cell, this.#header.mapping));
  amount = (column: AdviceColumn): number =>
    this.#value(column, (cell) => amountIn(cell, this.currency(), this.#header.mapping)) ?? 0;
  get isDue(): boolean {
    return this.#header.mapping.amountIs === "due";
  }
}

/** The line of a row; nothing where it pays nothing. */
function lineOf(reader: RowReader): RemittanceLine | undefined {
  const reference = reader.text("reference");
  const told = reader.amount("amount");
  const discountMinor = Math.abs(reader.amount("discount"));
  const deductedMinor = Math.abs(reader.amount("deduction"));
  const amountMinor = reader.isDue ? told - discountMinor - deductedMinor : told;
  if (amountMinor === 0) return undefined;
  if (reference === undefined) reader.wrong("reference", "the paper that is paid is missing");
  const deduction = {
    code: reader.text("deductionCode", 35) ?? DEDUCTION,
    text: reader.text("deductionText"),
    amountMinor: deductedMinor,
  };
  return compact({
    ...{ reference: reference ?? "", amountMinor, discountMinor: discountMinor || undefined },
    deduction: deductedMinor > 0 ? compact(deduction) : undefined,
    memo: reader.text("memo"),
  });
}

function rowOf(reader: RowReader, number: number): Row {
  const payer = compact({ name: reader.text("payerName", 200), accountNo: reader.text("payerAccountNo", 64) });
  const about = compact({
    ...{ payer, currency: reader.currency(), paidOn: reader.day() },
    paymentReference: reader.text("paymentReference"),
  });
  const line = lineOf(reader);
  return { number, group: reader.text("advice") ?? "", about, line, errors: reader.errors };
}

const isTotal = ({ cells }: TableRow): boolean => cells.some((cell) => TOTALS.test(cell.trim()));

/** What rows of one payment say of it, by the column that says so. */
const saidOf = ({ payer, currency, paidOn, paymentReference }: About): [AdviceColumn, string | undefined][] => [
  ["payerName", payer.name],
  ["payerAccountNo", payer.accountNo],
  ["currency", currency],
  ["paidOn", paidOn],
  ["paymentReference", paymentReference],
];

/**
 * Where a table does not number its payments, a row that says otherwise of the payment than those before begins another; an empty
 * cell says the same. `group` is the place among them.
 */
function numbered(rows: Row[]): Row[] {
  const seen = new Map<string, string>();
  let said = new Map<AdviceColumn, string>();
  return rows.map((row) => {
    const own = saidOf(row.about).flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
    said = new Map([...said, ...own]);
    const key = JSON.stringify([...said].sort());
    seen.set(key, seen.get(key) ?? String(seen.size));
    return { ...row, group: seen.get(key) as string };
  });
}

/** The rows of one payment as an advice. What is told of the payment may stand in any of them, and must be the same in all. */
function groupOf(rows: Row[]): AdviceGroup {
  const said = new Map<AdviceColumn, string>();
  const errors = rows.flatMap((row) => row.errors);
  for (const { number, about } of rows) {
    for (const [column, value] of saidOf(about)) {
      const before = said.get(column);
      if (value === undefined || before === value) continue;
      if (before === undefined) said.set(column, value);
      else {
        const message = `Row ${number}: the rows of one payment say both ${before} and ${value}.`;
        errors.push({ path: `rows.${number}.${column}`, code: "invalid", message });
      }
    }
  }
  const lines = rows.flatMap(({ line }) => line ?? []);
  const numbers = rows.map(({ number }) => number);
  if (lines.length > REMITTANCE_LINES_MAX) {
    const message = `Row ${numbers[0]}: an advice has ${lines.length} lines; ${REMITTANCE_LINES_MAX} are taken.`;
    errors.push({ path: `rows.${numbers[0]}`, code: "too_large", message });
  }
  if (errors.length > 0) return { rows: numbers, errors };
  const payer = compact({ name: said.get("payerName"), accountNo: said.get("payerAccountNo") });
  const about = {
    ...{ currency: said.get("currency"), paidOn: said.get("paidOn") },
    paymentReference: said.get("paymentReference"),
  };
  const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return { rows: numbers, told: { ...compact(about), payer, lines, totalMinor } };
}

type Options = { mapping?: AdviceMapping; currency: string; rowsMax?: number };

/**
 * Reads a payer's table advice by advice: a line of an advice a row, and an advice a value of the advice column, or one a payment that
 * the rows tell apart.
 * @throws Fault malformed_request where no row is the header, too_large beyond `rowsMax` rows.
 */
export async function adviceGroups(
  format: TableFormat,
  body: AsyncIterable<Uint8Array>,
  { mapping, currency, rowsMax = Number.POSITIVE_INFINITY }: Options,
): Promise<AdviceTable> {
  const rows: Row[] = [];
  let header: Header | undefined;
  let lacks: string[] | undefined;
  let above = 0;
  // Amounts are read in the currency of their row; a row that leaves it out is in that of the rows before.
  let carried = currency;
  for await (const { number, cells } of readTable(format, body)) {
    const row = { number, cells: cells.map(bareCell) };
    if (!header) {
      const found = headerOf(row, mapping);
      if (!("missing" in found)) header = found;
      else if (lacks === undefined || found.missing.length < lacks.length) lacks = found.missing;
      if (!header && ++above === PREAMBLE_ROWS_MAX) break;
      continue;
    }
    if (isTotal(row)) continue;
    if (rows.length === rowsMax) throw new Fault("too_large", `The file has more than ${rowsMax} rows; split it.`);
    const read = rowOf(new RowReader(row, header, carried), number);
    carried = read.about.currency ?? carried;
    rows.push(read);
  }
  if (!header) {
    const what = mapping ? "the columns of the mapping" : "a number and an amount that are known; name a mapping";
    throw new Fault("malformed_request", `The table has no row with ${what}: ${lacks?.join(", ")} is missing.`);
  }
  const hasNumbers = header.places.has("advice");
  const groups = Map.groupBy(hasNumbers ? rows : numbered(rows), ({ group }) => group);
  const paying = [...groups.values()].filter((group) => group.some(({ line, errors }) => line || errors.length > 0));
  const empty = rows.filter(({ line, errors }) => line === undefined && errors.length === 0);
  return { advices: paying.map(groupOf), leftOut: empty.map(({ number }) => number) };
}

/**
 * Reads a payer's table as a whole.
 * @throws Fault besides, invalid with every cell that cannot be read.
 */
export async function readAdviceTable(format: TableFormat, body: Uint8Array, options: Options): Promise<ToldAdvice[]> {
  const { advices } = await adviceGroups(format, once(body), options);
  const errors = advices.flatMap((group) => ("errors" in group ? group.errors : []));
  const long = errors.find(({ code }) => code === "too_large");
  if (long) throw new Fault("too_large", long.message);
  refuseFile(errors);
  return advices.flatMap((group) => ("told" in group ? group.told : []));
}
