/**
 * A file is read from another place than it was sent to. Whoever has the upload's address can send other bytes for a
 * quarter of an hour; what was looked into is copied, and only the copy has an address to read.
 */
import { config } from "../../shared/config.ts";

/** What a scanner is given: the bytes, and what they are said to be. */
export type Scanned = { name: string; contentType: string; bytes: Uint8Array };

/**
 * Looks into a file before anybody can read it. `undefined` lets it pass; a sentence says why it is refused. What throws
 * is tried again, and the file waits meanwhile.
 */
export type Scanner = { name: string; scan(file: Scanned): Promise<string | undefined> };

/** The test file of the antivirus industry (eicar.org), in two halves so that this source is not taken for it. */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
/** It may be followed by white space, up to this length. */
const EICAR_BYTES_MAX = 128;

/** How programs begin: Windows, Linux, macOS (four ways) and Java, scripts. */
const PROGRAMS: readonly (readonly number[])[] = [
  [0x4d, 0x5a],
  [0x7f, 0x45, 0x4c, 0x46],
  [0xfe, 0xed, 0xfa, 0xce],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
  [0x23, 0x21],
];

/** Names under which a system would run what it is given, whatever its bytes. */
const RUNS = /\.(exe|com|bat|cmd|msi|scr|pif|ps1|vbs|vbe|js|jse|jar|sh|app|dmg|lnk|hta|reg|docm|xlsm|pptm)$/i;

/** A macro's project within an Office document, of today's form and of that before 2007. */
const MACROS = [Buffer.from("vbaProject.bin"), Buffer.from("_VBA_PROJECT", "utf16le")];

const builtIn: Scanner = {
  name: "builtIn",
  scan: async ({ name, bytes }) => {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (all.subarray(0, EICAR_BYTES_MAX).includes(EICAR)) return "It is the antivirus test file.";
    if (PROGRAMS.some((magic) => magic.every((byte, n) => bytes[n] === byte))) return "It is a program.";
    if (RUNS.test(name)) return "A file of this name would be run.";
    return MACROS.some((project) => all.includes(project)) ? "It holds macros." : undefined;
  },
};

/** For stages whose bucket is scanned by a service of its own before a file is read. */
const none: Scanner = { name: "none", scan: async () => undefined };

/** The scanners that `FILE_SCANNER` may name; another one is an entry here. */
export const SCANNERS: Readonly<Record<string, Scanner>> = { builtIn, none };

/** The scanner of this stage. An unknown name lets nothing pass. */
export function scannerOf(name = config().fileScanner): Scanner {
  const found = Object.hasOwn(SCANNERS, name) ? SCANNERS[name] : undefined;
  if (!found) throw new Error(`FILE_SCANNER names ${name}; known: ${Object.keys(SCANNERS).join(", ")}.`);
  return found;
}
