import { constants, crc32, deflateRawSync } from "node:zlib";
import { Zip, type ZipInputFile } from "fflate";

/** Fast, and within a few percent of the best for what is mostly tags. */
const LEVEL = 4;
/** The archive's time of writing: a constant, so that the same rows make the same bytes. */
const WRITTEN_AT = "1980-01-01T00:00:00";

/** A part that is compressed block by block: each ends at a whole byte, so that blocks in a row are one stream. */
export class DeflatedPart implements ZipInputFile {
  readonly filename: string;
  readonly compression = 8;
  readonly mtime = WRITTEN_AT;
  size = 0;
  crc = 0;
  ondata?: ZipInputFile["ondata"];

  constructor(filename: string) {
    this.filename = filename;
  }

  push(block: string | Uint8Array, last: boolean): void {
    const bytes = Buffer.from(block as string);
    this.size += bytes.length;
    this.crc = crc32(bytes, this.crc);
    const finishFlush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    this.ondata?.(null, deflateRawSync(bytes, { level: LEVEL, finishFlush }), last);
  }
}

/** One file of an archive: where it stands in it, and its bytes. */
export type Enclosed = { path: string; bytes: string | Uint8Array };

/** A zip archive of files one after another; no more than one of them is held. */
export async function* writeArchive(files: AsyncIterable<Enclosed>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  for await (const { path, bytes } of files) {
    const part = new DeflatedPart(path);
    zip.add(part);
    part.push(bytes, true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
