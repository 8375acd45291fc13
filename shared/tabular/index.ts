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
