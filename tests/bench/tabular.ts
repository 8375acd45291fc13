import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse";
import { type Cell, readTable, type TableFormat, writeTable } from "../../shared/tabular/index.ts";
import { openArchive } from "../../shared/tabular/zip.ts";
import { liveBytes } from "../support/memory.ts";

/** Rows a second of one way through a table file, and how far the live memory rose while it ran. */
export type TabularRow = { what: string; perSecond: number; megabytes: number; heldMb: number };

const ROWS = 100_000;
const COLUMNS = 20;
const HEADER = Array.from({ length: COLUMNS }, (_, n) => `列 ${n + 1}`);
const MB = 1_000_000;
/** Rows, or chunks, between two looks at the memory, each of which takes some milliseconds. */
const LOOK_ROWS = 20_000;
const LOOK_CHUNKS = 50;

/** Rows as a CRM exports them: names, phones, dates, amounts, and cells that are empty. */
async function* records(rows: number): AsyncGenerator<Cell[]> {
  for (let n = 0; n < rows; n++) {
    const row: Cell[] = [
      `acc_${n}`,
      `上海客户${n}号科技有限公司`,
      `+86138${String(n).padStart(8, "0")}`,
      n * 1.25,
      n % 3 === 0,
      null,
    ];
    for (let column = row.length; column < COLUMNS; column++)
      row.push(column % 4 === 0 ? null : `值 ${n % 1_000}-${column}`);
    yield row;
  }
}

async function* held(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Runs through all items, counting time and the highest memory above what was used before. */
async function measured<T>(
  what: string,
  items: AsyncIterable<T>,
  seen: (item: T) => number = () => 0,
): Promise<TabularRow> {
  const before = liveBytes();
  let highest = before;
  let bytes = 0;
  let count = 0;
  const start = process.hrtime.bigint();
  for await (const item of items) {
    bytes += seen(item);
    if (++count % (item instanceof Uint8Array ? LOOK_CHUNKS : LOOK_ROWS) === 0)
      highest = Math.max(highest, liveBytes());
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return {
    what,
    perSecond: Math.round(ROWS / seconds),
    megabytes: Math.round(bytes / MB),
    heldMb: Math.round((highest - before) / MB),
  };
}

/** The CSV parser alone, without encodings, separators and guards. */
const parsedAlone = (chunks: Uint8Array[]): AsyncIterable<unknown> => Readable.from(chunks).pipe(parse());

/** The sheet's bytes, inflated and nothing else. */
async function* inflatedAlone(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* (await openArchive(held(chunks))).inflate("xl/worksheets/sheet1.xml");
}

/** Writes and reads 100,000 rows of 20 columns in both formats, beside what the parser or the inflating alone takes. */
export async function tabular(): Promise<TabularRow[]> {
  const rows: TabularRow[] = [];
  const size = (chunk: Uint8Array): number => chunk.length;
  rows.push(await measured("floor: making the rows", records(ROWS)));
  for (const format of ["csv", "xlsx"] satisfies TableFormat[]) {
    rows.push(await measured(`write ${format}`, writeTable(format, HEADER, records(ROWS)), size));
    const chunks = await Array.fromAsync(writeTable(format, HEADER, records(ROWS)));
    const floor = format === "csv" ? parsedAlone(chunks) : inflatedAlone(chunks);
    const name = format === "csv" ? "floor: csv-parse alone" : "floor: inflating alone";
    rows.push(await measured<unknown>(name, floor));
    rows.push(await measured(`read ${format}`, readTable(format, held(chunks))));
  }
  console.log(["", "rows/s", "file MB", "live MB more"].map((text) => text.padStart(26)).join(""));
  for (const row of rows)
    console.log(
      [row.what, row.perSecond, row.megabytes || "", row.heldMb].map((cell) => String(cell).padStart(26)).join(""),
    );
  return rows;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await tabular();
