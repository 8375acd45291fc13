/**
 * Numbering styles (`HT-####-####`) are learned from receivables. They say which joined words may be one number, what
 * a number without zeros is in full, and which unknown number is one of ours.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import { base32 } from "../../shared/ids.ts";
import { Kept } from "../../shared/kept.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { numberingStylesOf } from "./engine/index.ts";
import type { ReceivableRow } from "./rows.ts";

/** A tenant with more styles than these numbers without a pattern; then every number may be one of its own. */
const STYLES_MAX = 200;
/** Other processes know a new style within this time. */
const STYLES_KEPT_MS = 5_000;

/**
 * How the tenant numbers its receivables and contracts (`HT########`): one row a style, and few of them. A number in a
 * payer's text that is in none of these styles is the payer's own and names nothing of ours.
 */
export const numberingStyle = entity({
  noun: "numberingStyle",
  plural: "numbering styles",
  prefix: "sty",
  schema: z.object({ ...recordFields, style: z.string() }),
  scoped: false,
  audited: false,
  key: (row) => ({ pk: "styles", sk: `style#${row.style}` }),
});

const known = new Kept<Set<string>>(STYLES_KEPT_MS);

const read = (table: Table): Promise<Set<string>> =>
  known.get(
    table.tenantId,
    async () => new Set((await table.collect(numberingStyle, {}, "style#", false)).map((s) => s.style)),
  );

/** The tenant's styles; `undefined` while none is known (or too many are): then every number may be one of ours. */
export async function stylesOf(table: Table): Promise<string[] | undefined> {
  const styles = await read(table);
  return styles.size === 0 || styles.size > STYLES_MAX ? undefined : [...styles].sort();
}

/** The styles of a receivable's numbers. A reference that was made from an order's id has no pattern that others follow. */
const stylesIn = ({ orderId, contractNo, paymentReference, reference }: ReceivableRow): string[] =>
  numberingStylesOf({ reference: orderId && !contractNo ? "" : reference, paymentReference, contractNo });

/** A text as it would stand within a style. Only what has a digit has one of its own. */
export const asStyle = (text: string): string => (numberingStylesOf({ reference: `${text}0` })[0] ?? "#").slice(0, -1);

const rowOf = (style: string, now: string) => ({
  id: `sty_${base32(createHash("sha256").update(style).digest()).slice(0, 16)}`,
  ...{ version: 1, createdAt: now, updatedAt: now, style },
});

/** Notes the styles of a new receivable; nearly always they are known and nothing is written. */
export async function learnStyles(table: Table, row: ReceivableRow, now: string): Promise<void> {
  const styles = await read(table);
  for (const style of stylesIn(row)) {
    if (styles.has(style) || styles.size > STYLES_MAX) continue;
    await table.createOnce(numberingStyle, rowOf(style, now));
    known.forget(table.tenantId);
  }
}

/** Forgets the styles that a receivable's numbers no longer have. */
export async function forgetStyles(table: Table, before: ReceivableRow, after: ReceivableRow): Promise<void> {
  const kept = stylesIn(after);
  const gone = stylesIn(before).filter((style) => !kept.includes(style));
  if (gone.length === 0) return;
  await table.commit(gone.map((style) => write.remove(numberingStyle, rowOf(style, before.updatedAt))));
  known.forget(table.tenantId);
}
