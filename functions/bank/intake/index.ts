export type { NoticeOptions } from "./account.ts";
export { canonicalBody, canonicalTransaction } from "./canonical.ts";
export { readNotice } from "./delivery.ts";
export * from "./identity.ts";
export * from "./line.ts";
export { parseNotice } from "./notice.ts";
export { StatementMapping } from "./table/mapping.ts";
