import writeExcelFile, { type Row, type SheetData } from "write-excel-file/node";
import { zoneOffsetMinutes } from "../../shared/clock.ts";
import { MINUTE_MS } from "../../shared/duration.ts";
import { decimalAmount, minorDigits } from "../../shared/money.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { type DailyFigures, type ReceiptRow, type Sums, shareBasisPoints } from "./figures.ts";
import { type ReportWords, reportWords } from "./words.ts";

/** Receipts listed in one workbook: keeps the mail far below the 10 MB that SES takes. */
export const WORKBOOK_ROWS_MAX = 10_000;
/** The longest text that a cell of a workbook may hold. */
const CELL_CHARS_MAX = 32_767;

type Cell = Exclude<Row[number], null | undefined | string | number | boolean | Date>;

const HEAD = {
  fontWeight: "bold" as const,
  backgroundColor: "#e6f2ed",
  bottomBorderStyle: "thin" as const,
  bottomBorderColor: "#0a6b4b",
};
const QUARTER_HOUR_MS = 900_000;
const DATE = "yyyy-mm-dd";
const INSTANT = "yyyy-mm-dd hh:mm:ss";

/**
 * Text stays text: the cell's type is written, so `=1+1` or `@SUM(A1)` is shown as it is and never calculated. The writer
 * keeps its strings as keys of a plain object, where a payer called `constructor` would meet an inherited property and
 * spoil the file: such a name gets a space at its end.
 */
function text(value: string | undefined, style: object = {}): Cell | null {
  if (value === undefined || value === "") return null;
  const shown = value.slice(0, CELL_CHARS_MAX).toWellFormed();
  return { type: String, format: "@", value: shown in {} ? `${shown} ` : shown, ...style };
}

const count = (value: number, style: object = {}): Cell => ({ type: Number, value, format: "#,##0", ...style });
const share = (basisPoints: number): Cell => ({ type: Number, value: basisPoints / 10_000, format: "0.0%" });
const day = (on: string): Cell => ({ type: Date, value: new Date(`${on}T00:00:00Z`), format: DATE });

/** An amount as a number with its currency's decimals; amounts have at most 15 digits, which a number holds exactly. */
function money(amountMinor: number, currency: string, style: object = {}): Cell {
  const digits = minorDigits(currency);
  const plain = `#,##0${digits > 0 ? `.${"0".repeat(digits)}` : ""}`;
  const symbol = currency === "CNY" ? "[$¥-804]" : `[$${currency}] `;
  return { type: Number, value: Number(decimalAmount(amountMinor, currency)), format: symbol + plain, ...style };
}

/**
 * Workbooks know no zones: an instant becomes a date cell of the wall-clock time in `timeZone`. Asking a zone for its
 * offset is slow and clocks change on quarter hours only, so each quarter hour is asked for once.
 */
function instantIn(timeZone: string): (at: string) => Cell {
  const offsets = new Map<number, number>();
  return (at) => {
    const utcMs = Math.floor(new Date(at).getTime() / 1000) * 1000;
    const quarter = Math.floor(utcMs / QUARTER_HOUR_MS);
    const offset = offsets.get(quarter) ?? zoneOffsetMinutes(new Date(utcMs), timeZone);
    offsets.set(quarter, offset);
    return { type: Date, value: new Date(utcMs + offset * MINUTE_MS), format: INSTANT };
  };
}

const heading = (names: readonly string[]): Row => names.map((name) => text(name, HEAD));

/**
 * The xlsx of a daily receipts report: a summary sheet (by currency, department and account) and one line per receipt,
 * both in the reader's language, instants in `timeZone`. Lines beyond `WORKBOOK_ROWS_MAX` are left out and counted in a
 * last line.
 */
export async function dailyReceiptsWorkbook(input: {
  locale: Locale;
  figures: DailyFigures;
  rows: readonly ReceiptRow[];
  scope: string;
  timeZone: string;
}): Promise<Uint8Array> {
  const words = reportWords[input.locale];
  const columns = receiptColumns(words, input.timeZone);
  const sheets = [
    {
      data: summarySheet(words, input.figures, input.scope),
      sheet: words.sheets.summary,
      columns: [30, 10, 10, 20, 20, 20, 20, 20, 10].map((width) => ({ width })),
      stickyRowsCount: 2,
    },
    {
      data: receiptsSheet(words, input.rows, columns),
      sheet: words.sheets.receipts,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    },
  ];
  return writeExcelFile(sheets, {
    fontFamily: input.locale === "zh-CN" ? "Microsoft YaHei" : "Calibri",
    fontSize: 11,
  }).toBuffer();
}

function summarySheet(words: ReportWords, figures: DailyFigures, scope: string): SheetData {
  const { columns } = words;
  const lead: SheetData = [
    [text(columns.day, { fontWeight: "bold" }), day(figures.on)],
    [text(columns.scope, { fontWeight: "bold" }), text(scope)],
  ];
  const section = (title: string, lines: Row[]): SheetData => [[], heading(sumHeads(words, title)), ...lines];
  return [
    ...lead,
    ...section(
      words.byCurrency,
      figures.currencies.map((c) => sumLine(c.currency, c.currency, c.total, c.total)),
    ),
    ...figures.currencies.flatMap((c) => [
      ...section(`${words.byDepartment} · ${c.currency}`, [
        ...c.departments.map((g) => sumLine(g.name ?? g.id ?? words.noDepartment, c.currency, g, c.total)),
        sumLine(words.sum, c.currency, c.total, c.total, { fontWeight: "bold" }),
      ]),
      ...section(`${words.byAccount} · ${c.currency}`, [
        ...c.accounts.map((g) => sumLine(g.name ?? g.id ?? words.unknownPayer, c.currency, g, c.total)),
        sumLine(words.sum, c.currency, c.total, c.total, { fontWeight: "bold" }),
      ]),
    ]),
  ];
}

const sumHeads = ({ columns, ...words }: ReportWords, title: string): string[] => [
  title,
  columns.currency,
  columns.count,
  columns.amount,
  words.cleared,
  words.prepayment,
  words.claimable,
  words.waiting,
  columns.share,
];

const sumLine = (name: string, currency: string, sums: Sums, total: Sums, style: object = {}): Row => [
  text(name, style),
  text(currency),
  count(sums.count, style),
  ...[sums.amountMinor, sums.clearedMinor, sums.prepaymentMinor, sums.claimableMinor, sums.waitingMinor].map((minor) =>
    money(minor, currency, style),
  ),
  share(shareBasisPoints(sums.amountMinor, total.amountMinor)),
];

type Column = { head: string; width: number; cell: (row: ReceiptRow) => Cell | null };

/** The columns of the receipts sheet: what stands above each, how wide it is (characters) and what it holds. */
function receiptColumns(words: ReportWords, timeZone: string): Column[] {
  const { columns } = words;
  const instant = instantIn(timeZone);
  const amounts: [string, (row: ReceiptRow) => number][] = [
    [columns.amount, (row) => row.amountMinor],
    [words.cleared, (row) => row.appliedMinor],
    [words.prepayment, (row) => row.prepaymentMinor ?? 0],
    [words.waiting, (row) => row.unappliedMinor],
  ];
  return [
    { head: columns.bookedOn, width: 12, cell: (row) => day(row.bookedOn) },
    { head: columns.receivedAt, width: 20, cell: (row) => instant(row.receivedAt) },
    { head: columns.payer, width: 34, cell: (row) => text(row.payerName) },
    { head: columns.account, width: 34, cell: (row) => text(row.accountName) },
    { head: columns.department, width: 20, cell: (row) => text(row.departmentName) },
    { head: columns.currency, width: 10, cell: (row) => text(row.currency) },
    ...amounts.map(([head, minor]) => ({
      head,
      width: 18,
      cell: (row: ReceiptRow) => money(minor(row), row.currency),
    })),
    { head: columns.state, width: 14, cell: (row) => text(words.states[row.state]) },
    { head: columns.remittance, width: 40, cell: (row) => text(row.remittance) },
    { head: columns.bankReference, width: 24, cell: (row) => text(row.bankReference) },
    { head: columns.id, width: 26, cell: (row) => text(row.bankTransactionId) },
  ];
}

function receiptsSheet(words: ReportWords, rows: readonly ReceiptRow[], columns: readonly Column[]): SheetData {
  const counted = rows.filter((row) => row.state !== "excluded");
  const listed = counted.slice(0, WORKBOOK_ROWS_MAX);
  const lines = listed.map((row): Row => columns.map((column) => column.cell(row)));
  const rest = counted.length - listed.length;
  return [heading(columns.map((column) => column.head)), ...lines, ...(rest > 0 ? [[text(words.leftOut(rest))]] : [])];
}
