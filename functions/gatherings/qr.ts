import { crc32, deflateSync } from "node:zlib";

/** Modules of white around a code (ISO/IEC 18004 asks for four). */
const QUIET_ZONE = 4;
const PIXELS_A_MODULE = 6;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

type Modules = boolean[][];

async function modulesOf(text: string): Promise<Modules> {
  const { encode } = await import("uqr");
  return encode(text, { ecc: "M", border: QUIET_ZONE }).data;
}

/** A QR code as a drawing that stands in a page and loads nothing. */
export async function qrSvg(text: string, label: string): Promise<string> {
  const modules = await modulesOf(text);
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  const { length } = modules;
  return `<svg role="img" aria-label="${label}" width="240" height="240" viewBox="0 0 ${length} ${length}" shape-rendering="crispEdges"><rect width="${length}" height="${length}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

/** A chunk of a PNG: its length, its type, its bytes, and the sum over type and bytes. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A QR code as a PNG of one bit a pixel, as mail programs show it. The same text gives the same bytes. */
export async function qrPng(text: string): Promise<Buffer> {
  const modules = await modulesOf(text);
  const side = modules.length * PIXELS_A_MODULE;
  const lines = modules.flatMap((row) => {
    const line = Buffer.alloc(1 + Math.ceil(side / 8));
    for (let x = 0; x < side; x++) {
      if (!row[Math.floor(x / PIXELS_A_MODULE)]) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
    return Array.from({ length: PIXELS_A_MODULE }, () => line);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(lines))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
