import { daysBetween } from "../shared/clock.ts";
import { MINUTE_MS } from "../shared/duration.ts";
import type { Both, Dimension, DistinctMeasure, RatioMeasure, SumMeasure } from "../shared/facts/fact.ts";

/** What facts of several modules have in common: by whom, of whom, of what and when. */
export const owner: Dimension = { label: ["负责人", "Owner"], kind: "id", of: "user" };
export const department: Dimension = { label: ["部门", "Department"], kind: "id", of: "department" };
export const account: Dimension = { label: ["客户", "Account"], kind: "id", of: "account" };
export const product: Dimension = { label: ["产品", "Product"], kind: "id", of: "product" };
export const partner: Dimension = { label: ["伙伴", "Partner"], kind: "id", of: "partner" };
export const currency: Dimension = { label: ["币种", "Currency"], kind: "enum" };

/** A day of the tenant's: that of an instant, or the civil day itself. */
export const day = (label: Both, ...fields: string[]): Dimension => ({
  ...{ label, kind: "date" },
  ...(fields.length > 0 && { fields }),
});
export const oneOf = (label: Both, options?: readonly string[], ...fields: string[]): Dimension => ({
  ...{ label, kind: "enum" },
  ...(options && { options }),
  ...(fields.length > 0 && { fields }),
});
export const text = (label: Both, ...fields: string[]): Dimension => ({
  ...{ label, kind: "text" },
  ...(fields.length > 0 && { fields }),
});
export const id = (label: Both, of: string, ...fields: string[]): Dimension => ({
  ...{ label, kind: "id", of },
  ...(fields.length > 0 && { fields }),
});
export const yes = (label: Both, ...fields: string[]): Dimension => ({ label, kind: "boolean", fields });

export const createdOn = day(["创建日期", "Created on"], "createdAt");
export const archived = yes(["已归档", "Archived"], "archived");

/** How many. */
export const count = (label: Both, means: Both, ...fields: string[]): SumMeasure => ({
  ...{ as: "sum", unit: "count", label, means, fields },
});
/** Minor units of the row's currency. */
export const money = (label: Both, means: Both, ...fields: string[]): SumMeasure => ({
  ...{ as: "sum", unit: "money", label, means, fields: ["currency", ...fields] },
});
/** What is left of what was sold where its cost is known; nobody is told of it who may not see what things cost. */
export const margins = (net: Both, ...fields: string[]) => ({
  costMinor: money(
    ["成本", "Cost"],
    ["成本已知部分的成本", "What it costs, where that is known"],
    ...fields,
    "costMinor",
  ),
  costedNetMinor: money(["毛利基数", "Net of known cost"], net, ...fields, "costMinor"),
  marginMinor: money(
    ["毛利", "Margin"],
    ["成本已知部分的不含税金额减去成本", "Net less cost, where that is known"],
    ...[...fields, "costMinor"],
  ),
  marginRate: share(
    ["毛利率", "Margin rate"],
    ["毛利 ÷ 毛利基数", "Margin of the net of known cost"],
    "marginMinor",
    "costedNetMinor",
  ),
});

/** What a record counts towards margins: nothing where its cost or its net is not known. */
export const marginOf = (netMinor: number | undefined, costMinor: number | undefined) => {
  if (netMinor === undefined || costMinor === undefined) return { costMinor: 0, costedNetMinor: 0, marginMinor: 0 };
  return { costMinor, costedNetMinor: netMinor, marginMinor: netMinor - costMinor };
};

/** Money that stands and does not flow. */
export const balance = (label: Both, means: Both, ...fields: string[]): SumMeasure => ({
  ...money(label, means, ...fields),
  stock: true,
});
export const days = (label: Both, means: Both, ...fields: string[]): SumMeasure => ({
  ...{ as: "sum", unit: "days", label, means, fields },
});
/** The share of one sum in another. */
export const share = (label: Both, means: Both, part: string, whole: string): RatioMeasure => ({
  ...{ as: "ratio", unit: "basisPoints", label, means, part, whole },
});
/** What one sum is of each of another. */
export const average = (
  label: Both,
  means: Both,
  unit: RatioMeasure["unit"],
  part: string,
  whole: string,
): RatioMeasure => ({ as: "ratio", unit, label, means, part, whole });
export const different = (label: Both, means: Both, dimension: string): DistinctMeasure => ({
  ...{ as: "distinct", unit: "count", label, means, dimension },
});

/** Whole days from one day to another; nothing unless both are there. */
export const daysFrom = (from: string | undefined, to: string | undefined): number =>
  from && to ? daysBetween(from, to) : 0;

/** Whole minutes from one instant to another; nothing unless both are there. */
export const minutesFrom = (from: string, to: string | undefined): number =>
  to === undefined ? 0 : Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS);

/** A value where something holds, else nothing. */
export const where = (holds: boolean, value = 1): number => (holds ? value : 0);
