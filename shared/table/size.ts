import { Fault } from "../fault.ts";

/** DynamoDB refuses items over 400 KB; we stop earlier, so that a row can still be corrected. */
export const ITEM_BYTES_MAX = 350_000;

/** The size of a row as DynamoDB counts it: names and values, three bytes a container and one an element. */
export function itemBytes(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null || typeof value === "boolean") return 1;
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).replace(/[-.]/g, "").length / 2) + 1;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, v) => sum + 1 + itemBytes(v), 0);
  return Object.entries(value).reduce((sum, [k, v]) => (v === undefined ? sum : sum + 1 + fieldBytes(k, v)), 3);
}

const fieldBytes = (name: string, value: unknown): number => Buffer.byteLength(name) + itemBytes(value);

/** Refuses a row that is too large, with the figures. */
export function guardSize(noun: string, row: Record<string, unknown>): void {
  const bytes = Object.entries(row).reduce((sum, [k, v]) => (v === undefined ? sum : sum + fieldBytes(k, v)), 0);
  if (bytes > ITEM_BYTES_MAX) {
    throw new Fault("too_large", `This ${noun} would take ${bytes} bytes; at most ${ITEM_BYTES_MAX} are allowed.`);
  }
}
