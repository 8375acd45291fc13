import type * as z from "zod";
import { bodyOf } from "../../shared/records/figures.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { FiscalCalendar, Quota, Signing, TARGET_FIELDS } from "./schema.ts";

/** Whom a quota is for. */
export const targetOf = (row: RowOf<typeof quota>): string => String(row[TARGET_FIELDS[row.target]]);

/** A target has one quota of a period, measure and currency. */
const uniqueOf = (row: z.output<typeof Quota>): string | undefined =>
  row.archived ? undefined : [row.period, row.measure, row.currency, row[TARGET_FIELDS[row.target]]].join(" ");

export const quota = entity({
  noun: "quota",
  plural: "quotas",
  prefix: "qta",
  schema: Quota,
  indexes: {
    ...ownedIndexes("quota"),
    parent: {
      by: ["period", "measure"],
      tag: "qta",
      sorts: "createdAt",
      answers: "the quotas of one period and measure",
    },
  },
  unique: {
    target: (row) => (row.target === "productType" ? undefined : uniqueOf(row)),
    productType: (row) => (row.target === "productType" ? uniqueOf(row) : undefined),
  },
});

export const signing = entity({
  noun: "signing",
  plural: "signings",
  prefix: "sgn",
  schema: Signing,
  scoped: false,
  audited: false,
});
export const signingId = (orderId: string): string => `${signing.prefix}_${bodyOf(orderId)}`;

export const fiscalCalendar = setting({
  noun: "fiscalCalendar",
  plural: "fiscal calendars",
  prefix: "fcy",
  id: "fcy_tenant",
  schema: FiscalCalendar,
  path: "/v1/fiscal-calendar",
  reading: "quotas.read",
  writing: "quotas.write",
  tells: "When the tenant's years and weeks begin.",
  replaces: "Says when the tenant's years and weeks begin.",
  example: { yearStartsInMonth: 1, weekStartsOn: 1 },
});
