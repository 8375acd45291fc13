import { orderOfOption, orderText } from "../../shared/records/ordering.ts";
import { valueAt } from "../../shared/records/values.ts";
import { timeKey } from "../../shared/table/entity.ts";

/**
 * A value as text that sorts as the value does: money by its minor units, instants by time, texts as lists collate them,
 * one of some options by its place among them. What has none comes last, ascending, and first, descending.
 */
export function sortText(row: Record<string, unknown>, field: string, options?: readonly string[]): string {
  const value = orderOfOption(valueAt(row, field), options);
  if (typeof value === "object" && value !== null && "amountMinor" in value) return orderText(value.amountMinor, false);
  if (typeof value === "boolean") return value ? "1" : "0";
  if (field.endsWith("At") && !Number.isNaN(Date.parse(String(value)))) return timeKey(String(value));
  return orderText(Array.isArray(value) ? value.join(",") : value, true);
}
