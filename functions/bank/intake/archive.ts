import { Fault } from "../../../shared/fault.ts";
import { type Archive, type ArchiveKind, openArchive } from "../../../shared/tabular/zip.ts";
import type { NoticeOptions } from "./account.ts";
import { CALL_LIMITS, type Limits, type ParsedBody, type Rejection } from "./line.ts";
import { parseNotice } from "./notice.ts";
import { readStatementTable } from "./table/read.ts";
import { cleanText, tooManyLines } from "./text.ts";

/** Files of one archive: a bank packs a day, and may pack a file for each of a company's accounts. */
const FILES_MAX = 200;
/** Characters of a file's name that people are shown. */
const NAME_CHARS = 100;
/** Characters by which the kind of a file is told. */
const HEAD_CHARS = 2_000;

const kindFor = ({ bytesMax }: Limits): ArchiveKind => ({
  bytesMax,
  partsMax: FILES_MAX,
  partBytesMax: bytesMax,
  damaged: "The ZIP is damaged or not whole. Pack it anew and send it again.",
  tooLarge: `The ZIP has more than ${bytesMax} bytes. Send it in parts or upload the file.`,
  old: "The file is no ZIP of statements. Send the statements as they are, or packed as ZIP.",
  foreign: "The file is no ZIP of statements. Send the statements as they are, or packed as ZIP.",
  manyParts: `The ZIP has more than ${FILES_MAX} files. Send it in parts.`,
  encrypted: "The ZIP has a password. Pack it without one and send it again.",
  method: "The ZIP is compressed in a way that is not read. Pack it anew and send it again.",
  inflated: `The ZIP becomes larger than ${bytesMax} bytes when it is unpacked. Send it in parts or upload the file.`,
});

/** What a packing program adds for itself. */
const isAside = (path: string): boolean => path.endsWith("/") || /(?:^|\/)(?:__MACOSX\/|\.)/.test(path);

/** What a file is, by how it begins: names of banks' files tell little, but of a table its ending tells what it is. */
function contentTypeOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_CHARS)).toString("latin1").trimStart();
  if (/^(?:ï»¿)?\s*</.test(head)) return "application/xml";
  if (/^(?:ï»¿)?\s*\{\s*"/.test(head)) return "application/json";
  return /(?:^|[\r\n]|@@|\{4:)\s*:20:/.test(head) ? "application/mt940" : undefined;
}

/** One file, whole; `leftBytes` is what all that are still to come may have. */
async function unpacked(archive: Archive, path: string, leftBytes: number, kind: ArchiveKind): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of archive.inflate(path)) {
    size += chunk.length;
    if (size > leftBytes) throw new Fault("too_large", kind.inflated);
    chunks.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(chunks, size);
}

function readFile(path: string, bytes: Uint8Array, options: NoticeOptions): ParsedBody | Promise<ParsedBody> {
  const table = /\.(csv|xlsx)$/i.exec(path)?.[1]?.toLowerCase();
  if (table === "csv" || table === "xlsx") return readStatementTable(table, bytes, options);
  const contentType = contentTypeOf(bytes);
  if (contentType) return parseNotice(contentType, bytes, options);
  throw new Fault(
    "malformed_request",
    "It is no statement that is read in a ZIP: camt, MT940, MT942, JSON, csv or xlsx.",
  );
}

/** Reads the file, or says in one rejection why it is none of ours; what is too large is refused with the whole. */
async function fileOf(path: string, bytes: Uint8Array, options: NoticeOptions): Promise<ParsedBody> {
  try {
    return await readFile(path, bytes, options);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "too_large") throw error;
    const rejection: Rejection = {
      index: 0,
      code: "unread_file",
      detail: `File ${cleanText(path, NAME_CHARS) ?? "without a name"}: ${error.detail}`,
    };
    return { received: 1, lines: [], rejected: [rejection] };
  }
}

/** The statement behind the last of a body. */
function nextStatement({ lines, statements = [] }: ParsedBody): number {
  const last = [lines.at(-1), statements.at(-1)].map((told) => told?.statement ?? -1);
  return Math.max(...last) + 1;
}

/** Puts what a file holds behind what the files before it held. */
function append(all: ParsedBody, file: ParsedBody): void {
  const [index, first] = [all.received, nextStatement(all)];
  for (const line of file.lines)
    all.lines.push({ ...line, index: index + line.index, statement: first + line.statement });
  for (const rejection of file.rejected) all.rejected.push({ ...rejection, index: index + rejection.index });
  const told = (file.statements ?? []).map((each) => ({ ...each, statement: first + each.statement }));
  if (told.length > 0) all.statements = [...(all.statements ?? []), ...told];
  all.received += file.received;
}

/**
 * Reads a ZIP of statements as one delivery. A file that is none is told as a rejection, and the others are kept; all together may
 * have the bytes and lines of one body.
 * @throws Fault malformed_request where nothing of it can be read, too_large when it passes a limit.
 */
export async function readArchive(body: Uint8Array, options: NoticeOptions): Promise<ParsedBody> {
  const limits = options.limits ?? CALL_LIMITS;
  const kind = kindFor(limits);
  const archive = await openArchive(once(body), kind);
  const paths = archive.paths.filter((path) => !isAside(path));
  if (new Set(paths.map((path) => path.toLowerCase())).size < paths.length)
    throw new Fault("malformed_request", "The ZIP has two files of one name, of which only one could be read.");
  const all: ParsedBody = { received: 0, lines: [], rejected: [] };
  let leftBytes = limits.bytesMax;
  for (const path of paths) {
    const bytes = await unpacked(archive, path, leftBytes, kind);
    leftBytes -= bytes.length;
    append(all, await fileOf(path, bytes, options));
    if (all.received > limits.linesMax) throw tooManyLines(limits);
  }
  const unread = all.rejected.filter(({ code }) => code === "unread_file");
  if (unread.length === paths.length)
    throw new Fault("malformed_request", unread[0]?.detail ?? "The ZIP has no files.");
  return all;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
