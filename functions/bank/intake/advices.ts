import type { AdviceMapping } from "./advice/mapping.ts";
import { readRemt } from "./advice/remt.ts";
import { readAdviceTable } from "./advice/table.ts";
import type { ToldAdvice } from "./advice/told.ts";

export { type AdviceGroup, adviceGroups } from "./advice/table.ts";
export type { ToldAdvice } from "./advice/told.ts";

/** The forms in which payers send advices as files. */
export const ADVICE_FORMATS = ["csv", "xlsx", "remt.001"] as const;

/** Reads a payer's file into advices. Pure; tables by a mapping, or by their headers where these are the usual ones. */
export const readAdvices = async (
  format: (typeof ADVICE_FORMATS)[number],
  body: Uint8Array,
  options: { mapping?: AdviceMapping; currency: string },
): Promise<ToldAdvice[]> => (format === "remt.001" ? readRemt(body) : readAdviceTable(format, body, options));
