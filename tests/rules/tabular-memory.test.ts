import { expect, test } from "@jest/globals";
import { type Cell, readTable, type TableFormat, writeTable } from "../../shared/tabular/index.ts";
import { SharedStrings } from "../../shared/tabular/strings.ts";
import { liveBytes } from "../support/memory.ts";
import { rowsOf, streamed, workbookOf } from "../support/tables.ts";

/** The bench does the same with 100,000 rows. */
const ROWS = 12_000;
const COLUMNS = 20;
const HEADER = Array.from({ length: COLUMNS }, (_, n) => `column ${n}`);
const row = (n: number): Cell[] => HEADER.map((_, column) => `客户 ${n}-${column}`);
const MB = 1_000_000;

/** Rows as they are asked for, with their number told to whoever counts. */
async function* source(rows: number, made: (n: number) => void): AsyncGenerator<Cell[]> {
  for (let n = 1; n <= rows; n++) {
    made(n);
    yield row(n);
  }
}

test("csv flows: as much is written as was asked for, and read as was written", async () => {
  let made = 0;
  let aheadMax = 0;
  let read = 0;
  const file = writeTable(
    "csv",
    HEADER,
    source(ROWS, (n) => {
      made = n;
    }),
  );
  for await (const { cells } of readTable("csv", file)) {
    read++;
    aheadMax = Math.max(aheadMax, made - read);
    if (read % 10_000 === 0) expect(cells).toEqual(row(read - 1));
  }
  expect(read).toBe(ROWS + 1);
  // Some rows of 240 bytes wait in the chunks that are being written, decoded and parsed: the count does not grow
  // with the table.
  expect(aheadMax).toBeLessThan(4_000);
});

test("a workbook is written as its rows come, and its sheet is read without being held", async () => {
  let made = 0;
  let chunks = 0;
  const compressed: Uint8Array[] = [];
  for await (const chunk of writeTable(
    "xlsx",
    HEADER,
    source(ROWS, (n) => {
      made = n;
    }),
  )) {
    if (made < ROWS) chunks++;
    compressed.push(chunk);
  }
  expect(chunks).toBeGreaterThan(50);

  async function* file(): AsyncGenerator<Uint8Array> {
    yield* compressed;
  }
  const before = liveBytes();
  let highest = before;
  let read = 0;
  for await (const _ of readTable("xlsx", file())) if (++read % 10_000 === 0) highest = Math.max(highest, liveBytes());
  expect(read).toBe(ROWS + 1);
  const compressedBytes = compressed.reduce((sum, chunk) => sum + chunk.length, 0);
  // The sheet has 50 MB; the compressed file is held a second time, and little besides.
  expect(highest - before).toBeLessThan(compressedBytes + 10 * MB);
});

test("shared strings are packed", async () => {
  const before = liveBytes();
  const strings = new SharedStrings();
  for (let n = 0; n < 500_000; n++) strings.add(`客户 ${n}`);
  expect(strings.at(499_999)).toBe("客户 499999");
  expect(strings.at(500_000)).toBeUndefined();
  expect(liveBytes() - before).toBeLessThan(30 * MB);
});

test.each<TableFormat>(["csv", "xlsx"])("one huge piece of a %s is looked at in small ones", async (format) => {
  const cells = `<row>${"<c><v>1</v></c>".repeat(5)}</row>`;
  const bytes = format === "csv" ? Buffer.from("1,1,1,1,1\n".repeat(50_000)) : workbookOf(cells.repeat(50_000));
  expect(await rowsOf(format, bytes, bytes.length)).toHaveLength(50_000);
  const table = readTable(format, streamed(bytes, bytes.length));
  await table.next();
  const before = liveBytes();
  await table.next();
  expect(liveBytes() - before).toBeLessThan(2 * MB);
  await table.return(undefined);
});
