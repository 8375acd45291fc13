/**
 * One intake reads canonical JSON, camt.052/.053/.054, MT940 and MT942, tables by the connection's mapping, and a ZIP
 * of several; each becomes the same lines, under one identity. What no format tells for certain is asked for and never
 * guessed: a date or an amount that may be read twice, a minus in a column that tells the direction, both columns
 * filled are rejections that name the row and the setting that decides it.
 */

export type { NoticeOptions } from "./account.ts";
export { canonicalBody, canonicalTransaction } from "./canonical.ts";
export { readNotice } from "./delivery.ts";
export * from "./identity.ts";
export * from "./line.ts";
export { parseNotice } from "./notice.ts";
export { StatementMapping } from "./table/mapping.ts";
