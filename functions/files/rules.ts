import type { FILE_TYPES } from "./schema.ts";

type FileType = (typeof FILE_TYPES)[number];

const startsWith =
  (...magic: number[]) =>
  (bytes: Uint8Array, from = 0): boolean =>
    magic.every((byte, n) => bytes[from + n] === byte);

const ascii = (text: string) => startsWith(...Buffer.from(text, "latin1"));

const isZip = startsWith(0x50, 0x4b, 0x03, 0x04);

/** An Office document is a zip that names its parts; which kind it is, the folder of its main part says. */
const isOffice =
  (folder: string) =>
  (bytes: Uint8Array): boolean => {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return isZip(bytes) && all.includes("[Content_Types].xml") && all.includes(folder);
  };

/** Bytes of a text that are looked at: UTF-8 or GB18030, so that only what no text has can be told. */
const TEXT_BYTES = 65_536;

/** Control characters but tab, line feed, form feed, carriage return and escape do not occur in texts. */
const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, TEXT_BYTES).every((b) => b >= 0x20 || [0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(b));

const isMp3 = (bytes: Uint8Array): boolean =>
  ascii("ID3")(bytes) || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0);

/** A document of the Office programs before 2007: which of them wrote it does not stand at its beginning. */
const isOldOffice = startsWith(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

/** The brands under which telephones keep photos, one of them behind the first box's length and type. */
const HEIC_BRANDS = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"];
const isHeic = (bytes: Uint8Array): boolean =>
  ascii("ftyp")(bytes, 4) && HEIC_BRANDS.some((brand) => ascii(brand)(bytes, 8));

/** A mail as it came: bodies of any encoding behind a head of fields. */
const HEAD_FIELD = /^[!-9;-~]+:/;
const isMail = (bytes: Uint8Array): boolean =>
  HEAD_FIELD.test(Buffer.from(bytes.subarray(0, TEXT_BYTES)).toString("latin1")) && isText(bytes);

const isMp4 = (bytes: Uint8Array): boolean => ascii("ftyp")(bytes, 4);

/** How the bytes of each type begin, after the types' own specifications. */
const LOOKS_LIKE: Record<FileType, (bytes: Uint8Array) => boolean> = {
  "application/pdf": ascii("%PDF-"),
  "image/png": startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  "image/jpeg": startsWith(0xff, 0xd8, 0xff),
  "image/gif": ascii("GIF8"),
  "image/webp": (bytes) => ascii("RIFF")(bytes) && ascii("WEBP")(bytes, 8),
  "image/heic": isHeic,
  "application/msword": isOldOffice,
  "application/vnd.ms-excel": isOldOffice,
  "application/vnd.ms-powerpoint": isOldOffice,
  "message/rfc822": isMail,
  "text/plain": isText,
  "text/csv": isText,
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": isOffice("word/"),
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": isOffice("xl/"),
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": isOffice("ppt/"),
  "application/zip": isZip,
  "audio/mpeg": isMp3,
  "audio/mp4": isMp4,
  "video/mp4": isMp4,
};

/** Why a file is not what it was said to be; `undefined` where it is. */
export function mismatch(
  declared: { contentType: FileType; sizeBytes: number },
  bytes: Uint8Array,
): string | undefined {
  if (bytes.length !== declared.sizeBytes) return `It has ${bytes.length} bytes and not ${declared.sizeBytes}.`;
  if (!LOOKS_LIKE[declared.contentType](bytes)) return `It is no ${declared.contentType}.`;
  return undefined;
}
