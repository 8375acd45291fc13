import type * as z from "zod";
import type { FinanceChart } from "./schema.ts";

type Whose = { departmentId?: string; costCentre?: string };
export type Place = Whose & { category?: string; month?: string };

/** The one place of a budget: whose it is, for what and when; nothing where that is not said. */
export function placeOf({ departmentId, costCentre, category = "", month }: Place): string | undefined {
  const whose = departmentId ?? (costCentre && `centre ${costCentre}`);
  return whose && month && [whose, category, month].join("\n");
}

/** The places of budgets that a spending may fall into, the nearest first: the first that there is has to bear it. */
export const placesOf = ({ departmentId, costCentre, category, month }: Place): string[] =>
  [
    { departmentId, category, month },
    { departmentId, month },
    { costCentre, category, month },
    { costCentre, month },
  ].flatMap((place) => placeOf(place as Place) ?? []);

type Sums = Record<"limitMinor" | "reservedMinor" | "consumedMinor" | "carriedInMinor" | "carriedOutMinor", number>;

/** What of a budget is left. */
export const leftOf = (row: Sums): number =>
  row.limitMinor + row.carriedInMinor - row.carriedOutMinor - row.reservedMinor - row.consumedMinor;

type Centres = z.output<typeof FinanceChart>["costCentres"];

/** The cost centre on which a department, or the nearest above it that is mapped, books on a day. */
export function costCentreOn(
  centres: Centres,
  parents: ReadonlyMap<string, string | undefined>,
  departmentId: string | undefined,
  on: string,
): string | undefined {
  const mapped = centres.flatMap(({ code, departments }) => departments.map((one) => ({ ...one, code })));
  const seen = new Set<string>();
  for (let at = departmentId; at !== undefined && !seen.has(at); at = parents.get(at)) {
    seen.add(at);
    const [latest] = mapped
      .filter((one) => one.departmentId === at && (one.fromOn ?? "") <= on)
      .sort((a, b) => ((a.fromOn ?? "") < (b.fromOn ?? "") ? 1 : -1));
    if (latest) return latest.code;
  }
  return undefined;
}

/** A part of a spending that a budget bears. */
export type Charge = { budgetId: string; amountMinor: number };
/** How a budget bears it: asked for, or booked. */
export type Bearing = "reserved" | "consumed";
export type Borne = { charges?: readonly Charge[] | undefined; as?: Bearing | undefined };

export type Change = Record<Bearing, number>;

/** What changes of each budget, from one bearing to the next. */
export function changesOf(before: Borne, after: Borne): Map<string, Change> {
  const changes = new Map<string, Change>();
  const add = ({ charges = [], as }: Borne, sign: 1 | -1): void => {
    if (!as) return;
    for (const { budgetId, amountMinor } of charges) {
      const known = changes.get(budgetId) ?? { reserved: 0, consumed: 0 };
      changes.set(budgetId, { ...known, [as]: known[as] + sign * amountMinor });
    }
  };
  add(before, -1);
  add(after, 1);
  return new Map([...changes].filter(([, { reserved, consumed }]) => reserved !== 0 || consumed !== 0));
}
