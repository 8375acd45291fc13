import { Fault, type InputError } from "../../../../shared/fault.ts";
import { readTable, type TableFormat, type TableRow } from "../../../../shared/tabular/index.ts";
import { compact, type RemittanceLine } from "../line.ts";
import { REMITTANCE_LINES_MAX } from "../remittance.ts";
import { amountIn, bareCell, type Cell, currencyIn, dayIn } from "../table/cells.ts";
import { cleanText } from "../text.ts";
import { type AdviceColumn, type AdviceMapping, type AdvicePlaces, advicePlaces, proposedAdvice } from "./mapping.ts";
import { refuseFile, type ToldAdvice } from "./told.ts";

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

type Row = { group: string; about: Omit<ToldAdvice, "lines" | "totalMinor">; line?: RemittanceLine };

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

function rowOf(reader: RowReader): Row {
  const payer = compact({ name: reader.text("payerName", 200), accountNo: reader.text("payerAccountNo", 64) });
  const about = compact({
    ...{ payer, currency: reader.currency(), paidOn: reader.day() },
    paymentReference: reader.text("paymentReference"),
  });
  return { group: reader.text("advice") ?? "", about, line: lineOf(reader) };
}

const isTotal = ({ cells }: TableRow): boolean => cells.some((cell) => TOTALS.test(cell.trim()));

/** The rows of one payment as an advice; what is told of the payment stands in the first. */
function adviceOf([first, ...others]: [Row, ...Row[]]): ToldAdvice {
  const lines = [first, ...others].flatMap(({ line }) => line ?? []);
  return { ...first.about, lines, totalMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0) };
}

/**
 * Reads a payer's table: a line of an advice a row, and an advice a value of the advice column, or one in all.
 * @throws Fault malformed_request where no row is the header, invalid with every cell that cannot be read.
 */
export async function readAdviceTable(
  format: TableFormat,
  body: Uint8Array,
  { mapping, currency }: { mapping?: AdviceMapping; currency: string },
): Promise<ToldAdvice[]> {
  const rows: Row[] = [];
  const errors: InputError[] = [];
  let header: Header | undefined;
  let lacks: string[] | undefined;
  let above = 0;
  for await (const { number, cells } of readTable(format, once(body))) {
    const row = { number, cells: cells.map(bareCell) };
    if (!header) {
      const found = headerOf(row, mapping);
      if (!("missing" in found)) header = found;
      else if (lacks === undefined || found.missing.length < lacks.length) lacks = found.missing;
      if (!header && ++above === PREAMBLE_ROWS_MAX) break;
      continue;
    }
    if (isTotal(row)) continue;
    const reader = new RowReader(row, header, currency);
    rows.push(rowOf(reader));
    errors.push(...reader.errors);
  }
  if (!header) {
    const what = mapping ? "the columns of the mapping" : "a number and an amount that are known; name a mapping";
    throw new Fault("malformed_request", `The table has no row with ${what}: ${lacks?.join(", ")} is missing.`);
  }
  refuseFile(errors);
  const groups = [...Map.groupBy(rows, ({ group }) => group).values()].map((group) =>
    adviceOf(group as [Row, ...Row[]]),
  );
  const advices = groups.filter(({ lines }) => lines.length > 0);
  const long = advices.find(({ lines }) => lines.length > REMITTANCE_LINES_MAX);
  if (long)
    throw new Fault("too_large", `An advice has ${long.lines.length} lines; ${REMITTANCE_LINES_MAX} are taken.`);
  return advices;
}
