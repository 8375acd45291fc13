import { crc32, createInflateRaw } from "node:zlib";
import { isOpenDocument, malformed, openDocument, pieces, tooLarge } from "./types.ts";

/** Bytes of a workbook as it is sent, compressed; they are held while it is read. */
export const ARCHIVE_BYTES_MAX = 64 * 1_024 * 1_024;
/**
 * Bytes of one part once it is inflated; they are never held. A sheet of 100,000 rows and 20 columns has some 150
 * MB.
 */
export const PART_BYTES_MAX = 1_024 * 1_024 * 1_024;
/** Parts of a workbook. */
export const PARTS_MAX = 5_000;
/** How much larger a part may become by inflating. Sheets reach 50, one full of the same empty cells 200. */
export const INFLATION_MAX = 400;
/**
 * Bytes from which on the inflation is looked at: a small part of few different bytes inflates far and does no
 * harm.
 */
const INFLATION_FREE_BYTES = 4 * 1_024 * 1_024;

/** What kind of archive is read: what it may hold, and what its reader is told of one that is not good. */
export type ArchiveKind = {
  bytesMax: number;
  partsMax: number;
  /** Bytes that one part may become. */
  partBytesMax: number;
  damaged: string;
  tooLarge: string;
  /** It begins as a document of an old program does. */
  old: string;
  foreign: string;
  manyParts: string;
  encrypted: string;
  method: string;
  inflated: string;
};

const WORKBOOK: ArchiveKind = {
  bytesMax: ARCHIVE_BYTES_MAX,
  partsMax: PARTS_MAX,
  partBytesMax: PART_BYTES_MAX,
  damaged: "The workbook is damaged or not whole. Save it anew as xlsx and send it again.",
  tooLarge: `The workbook is larger than ${ARCHIVE_BYTES_MAX / 1_024 / 1_024} MB. Send it in parts, or as CSV.`,
  old: "The workbook has a password or is an old xls. Save it as xlsx without a password.",
  foreign: "The file is no workbook (xlsx). Save it as xlsx, or send it as csv.",
  manyParts: `The workbook has more than ${PARTS_MAX} parts.`,
  encrypted: "The workbook is encrypted. Save it without a password and send it again.",
  method: "The workbook is compressed in a way that is not read.",
  inflated: "The workbook becomes too large when it is unpacked. Send fewer rows, or send it as csv.",
};

type Part = { method: number; encrypted: boolean; crc: number; compressed: number; at: number };

/** A zip archive in memory, whose parts are inflated as they are read. */
export type Archive = {
  has(path: string): boolean;
  /** The paths of its parts as they are written, one that stands in it twice twice. */
  paths: readonly string[];
  /** The inflated bytes of a part. Throws Fault where there is none, or where it is damaged. */
  inflate(path: string): AsyncGenerator<Uint8Array>;
};

/** The bytes are none of an archive; whoever reads it says so in the words of its kind. */
class Damaged extends Error {}
const damaged = (): Error => new Damaged();

/** All bytes of the source in one piece, refused as soon as they are too many or no archive. */
async function gathered(bytes: AsyncIterable<Uint8Array>, kind: ArchiveKind): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > kind.bytesMax) throw tooLarge(kind.tooLarge);
    chunks.push(chunk);
  }
  const all = Buffer.concat(chunks, size);
  const start = all.toString("latin1", 0, 4);
  if (start === "\xd0\xcf\x11\xe0") throw malformed(kind.old);
  if (!start.startsWith("PK")) throw malformed(kind.foreign);
  if (kind === WORKBOOK && isOpenDocument(all)) throw openDocument();
  return all;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
/** Stands for a figure that is in the record for large archives; some writers always write that. */
const ELSEWHERE = 0xffffffff;

/** Where the directory begins and how many entries it has. */
function directoryOf(all: Buffer): { at: number; count: number } {
  const lowest = Math.max(0, all.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = all.length - END_BYTES; at >= lowest; at--) {
    if (all.readUInt32LE(at) !== END) continue;
    const found = { at: all.readUInt32LE(at + 16), count: all.readUInt16LE(at + 10) };
    if (found.at !== ELSEWHERE && found.count !== 0xffff) return found;
    if (all.readUInt32LE(at - 20) !== LOCATOR_64) throw damaged();
    const large = Number(all.readBigUInt64LE(at - 12));
    if (all.readUInt32LE(large) !== END_64) throw damaged();
    return { at: Number(all.readBigUInt64LE(large + 48)), count: Number(all.readBigUInt64LE(large + 32)) };
  }
  throw damaged();
}

/** The figures that an entry keeps in its extra field for large archives, in the order in which they are missing. */
function largeFigures(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    return Array.from({ length: Math.floor(field.length / 8) }, (_, n) => Number(field.readBigUInt64LE(n * 8)));
  }
  return [];
}

function partsOf(all: Buffer, kind: ArchiveKind): { path: string; part: Part }[] {
  const parts: { path: string; part: Part }[] = [];
  const { at: start, count } = directoryOf(all);
  if (count > kind.partsMax) throw tooLarge(kind.manyParts);
  let at = start;
  for (let n = 0; n < count; n++) {
    if (all.readUInt32LE(at) !== ENTRY) throw damaged();
    const nameEnd = at + 46 + all.readUInt16LE(at + 28);
    const extraEnd = nameEnd + all.readUInt16LE(at + 30);
    const large = largeFigures(all.subarray(nameEnd, extraEnd));
    const figure = (value: number): number => (value === ELSEWHERE ? (large.shift() ?? value) : value);
    // In this order, because the extra field holds the missing ones in it.
    figure(all.readUInt32LE(at + 24));
    const compressed = figure(all.readUInt32LE(at + 20));
    const path = all.toString("utf8", at + 46, nameEnd).replace(/^\//, "");
    const part: Part = {
      method: all.readUInt16LE(at + 10),
      encrypted: (all.readUInt16LE(at + 8) & 1) === 1,
      crc: all.readUInt32LE(at + 16),
      compressed,
      at: figure(all.readUInt32LE(at + 42)),
    };
    parts.push({ path, part });
    at = extraEnd + all.readUInt16LE(at + 32);
  }
  return parts;
}

/** The part's bytes as they lie in the archive. */
function storedBytes(all: Buffer, part: Part): Buffer {
  if (all.readUInt32LE(part.at) !== LOCAL) throw damaged();
  const from = part.at + 30 + all.readUInt16LE(part.at + 26) + all.readUInt16LE(part.at + 28);
  const stored = all.subarray(from, from + part.compressed);
  if (stored.length !== part.compressed) throw damaged();
  return stored;
}

async function* inflated(all: Buffer, part: Part, kind: ArchiveKind): AsyncGenerator<Uint8Array> {
  if (part.encrypted) throw malformed(kind.encrypted);
  if (part.method !== 0 && part.method !== 8) throw malformed(kind.method);
  const stored = storedBytes(all, part);
  // The whole input is in memory already; the output comes piece by piece, as it is asked for.
  const inflater = part.method === 8 ? createInflateRaw() : undefined;
  inflater?.end(stored);
  let size = 0;
  let crc = 0;
  for await (const piece of pieces(inflater ?? [stored])) {
    size += piece.length;
    crc = crc32(piece, crc);
    if (size > kind.partBytesMax || size > INFLATION_FREE_BYTES + stored.length * INFLATION_MAX)
      throw tooLarge(kind.inflated);
    yield piece;
  }
  if (crc !== part.crc) throw damaged();
}

/** Turns what Node says about bytes that are none of an archive into what the caller may be told. */
const told = (error: unknown, kind: ArchiveKind): unknown =>
  error instanceof Damaged || isOfBytes(error) ? malformed(kind.damaged) : error;

function orDamaged<T>(kind: ArchiveKind, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw told(error, kind);
  }
}

const isOfBytes = (error: unknown): boolean => /^(?:Z_|ERR_)/.test(String((error as { code?: unknown } | null)?.code));

/**
 * Reads a zip archive by its directory. It is held compressed, within what its kind may have; parts are inflated as
 * they are read.
 * @throws Fault malformed_request or too_large.
 */
export async function openArchive(bytes: AsyncIterable<Uint8Array>, kind: ArchiveKind = WORKBOOK): Promise<Archive> {
  const all = await gathered(bytes, kind);
  const listed = orDamaged(kind, () => partsOf(all, kind));
  const parts = new Map(listed.map(({ path, part }) => [path.toLowerCase(), part]));
  return {
    has: (path) => parts.has(path.toLowerCase()),
    paths: listed.map(({ path }) => path),
    async *inflate(path) {
      const part = parts.get(path.toLowerCase());
      if (part === undefined) throw malformed(`The workbook has no part ${path.slice(0, 200)}; it is no xlsx.`);
      try {
        yield* inflated(all, part, kind);
      } catch (error) {
        throw told(error, kind);
      }
    },
  };
}
