import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { decodeText } from "./decode.ts";
import { unguarded } from "./formulas.ts";
import { separatorOf } from "./separator.ts";
import { malformed, ROW_CHARS_MAX, type TableRow, tooLarge } from "./types.ts";

/** Characters from a file's beginning by which its separator is told. */
const HEAD_CHARS = 65_536;
/**
 * UTF-8 bytes of one cell while it is read; the parser counts the cell that it is in as bytes, finished ones as
 * characters.
 */
const CELL_BYTES_MAX = ROW_CHARS_MAX;

/** The first characters of a text; `rest` goes on behind them. */
async function headOf(rest: AsyncGenerator<string>): Promise<string> {
  let head = "";
  while (head.length < HEAD_CHARS) {
    const next = await rest.next();
    if (next.done) break;
    head += next.value;
  }
  return head;
}

async function* joined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  for await (const text of rest) if (text !== "") yield text;
}

/** A first line by which European programs tell the separator. */
const HINT = /^sep=([,;\t|])[\r\n]/i;

/** What is wrong with the text, in the words of whoever has the file open. */
function explained(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const row = Number(error.records) + 1;
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    return tooLarge(
      `Row ${row} is longer than ${ROW_CHARS_MAX} characters. If it should not be, a quote (") in it is never closed.`,
    );
  }
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return malformed(`A quote (") that opens in row ${row} is never closed.`);
  return malformed(`Row ${row} is no readable CSV.`);
}

/**
 * The rows of a CSV as they stand, blank ones included. Quotes within unquoted cells are taken as what they are;
 * line ends may be of any kind, also mixed.
 * @throws Fault malformed_request or too_large.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, encoding?: string): AsyncGenerator<TableRow> {
  const rest = decodeText(bytes, encoding);
  const head = await headOf(rest);
  if (head === "") return;
  const hint = HINT.exec(head)?.[1];
  const parser = parse({
    delimiter: hint ?? separatorOf(head),
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: CELL_BYTES_MAX,
  });
  let number = 0;
  try {
    // What goes wrong on either side reaches the loop below through the parser.
    pipeline(Readable.from(joined(head, rest)), parser, () => {});
    for await (const cells of parser) {
      number++;
      if (number > 1 || hint === undefined) yield { number, cells: (cells as string[]).map(unguarded) };
    }
  } catch (error) {
    throw explained(error);
  } finally {
    // The pipeline ends the source as well, but waits for nobody.
    await rest.return(undefined);
  }
}
