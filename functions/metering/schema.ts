import * as z from "zod";
import { MEASURES } from "../../shared/auth/licence.ts";
import { civilDay } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { QUOTA_LEVELS } from "../tenants/schema.ts";

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2027-01");
const count = z.int().min(0);

/** Messages of a month that have left, by the way that they took. */
export const Messages = z.object({
  email: count.describe("Mails."),
  sms: count.describe("Text messages."),
  chat: count.describe("Messages to group chats."),
});

const standing = {
  rows: count.describe("Rows of the table, with those by which records are found."),
  storageBytes: count.describe("Bytes in the bucket: files, mails' attachments, copies that jobs have made."),
  objects: count.describe("Objects in the bucket."),
};
const ofMonth = {
  month: month.describe("The month, of UTC."),
  calls: count.describe("Calls with a credential of the tenant."),
  messages: Messages.describe("Messages that have left."),
};

/** What a tenant had and used in a month, as the operator keeps it; the figures of a night, the last one of a month for good. */
export const TenantUsage = z.object({ ...recordFields, tenantId: z.string(), ...ofMonth, ...standing });

/** Until which day (of UTC) all tenants have been measured. */
export const MeteringMark = z.object({ ...recordFields, day: civilDay });

const Quota = z.object({
  measure: z.enum(MEASURES).describe("What is bounded."),
  used: count.describe("How much there is."),
  most: count.describe("How much there may be."),
  level: z.union(QUOTA_LEVELS.map((level) => z.literal(level))).describe("The bound of warning that it has passed."),
});

/** What is told of the usage of one tenant. */
export const UsageView = z.object({
  ...ofMonth,
  ...standing,
  measuredOn: civilDay.optional().describe("The night of which rows and bytes are; none while none was measured."),
  quotas: z.array(Quota).describe("What the licence bounds; of the month that is now."),
});
