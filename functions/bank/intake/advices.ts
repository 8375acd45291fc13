import type { AdviceMapping } from "./advice/mapping.ts";
import { readRemt, remtGroups } from "./advice/remt.ts";
import { adviceGroups, readAdviceTable } from "./advice/table.ts";
import type { AdviceTable, ToldAdvice } from "./advice/told.ts";

export type { AdviceGroup, ToldAdvice } from "./advice/told.ts";

/** The forms in which payers send advices as files. */
export const ADVICE_FORMATS = ["csv", "xlsx", "remt.001"] as const;
type Format = (typeof ADVICE_FORMATS)[number];

/** Reads a payer's file into advices. Pure; tables by a mapping, or by their headers where these are the usual ones. */
export const readAdvices = async (
  format: Format,
  body: Uint8Array,
  options: { mapping?: AdviceMapping; currency: string },
): Promise<ToldAdvice[]> => (format === "remt.001" ? readRemt(body) : readAdviceTable(format, body, options));

/** Reads it advice by advice; what is wrong with one refuses that one alone. A message is read as a whole, a table row by row. */
export async function advicesIn(
  format: Format,
  body: AsyncIterable<Uint8Array>,
  options: { mapping?: AdviceMapping; currency: string; rowsMax: number },
): Promise<AdviceTable> {
  if (format !== "remt.001") return adviceGroups(format, body, options);
  return remtGroups(await bytesOf(body));
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
