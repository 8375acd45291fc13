/**
 * Tables as files. A csv escapes what a spreadsheet would calculate by one apostrophe, also before text that already
 * looks escaped, so reading undoes exactly what writing did. UTF-8 is told from GB18030 by the 64 KB after the first
 * byte that is not ASCII; nearly any bytes are *some* GB18030, so Big5, Latin-1 and damaged UTF-8 are refused by how
 * they look: a fault, never wrong characters. A workbook is held compressed, because its strings may lie behind its
 * sheet; the sheet is inflated and read piece by piece, the strings are packed into one buffer.
 */

/** Tables as files. A Lambda that only writes imports write.ts: the parsers of read.ts weigh 60 KB. */
export { readTable } from "./read.ts";
export {
  CELL_CHARS_MAX,
  type Cell,
  COLUMNS_MAX,
  type Oddity,
  ROW_CHARS_MAX,
  type TableFormat,
  type TableRow,
} from "./types.ts";
export { writeTable } from "./write.ts";
