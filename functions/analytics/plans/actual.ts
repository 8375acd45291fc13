import { invalidField } from "../../../shared/fault.ts";
import type { Caller } from "../../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../../shared/money.ts";
import { rounded } from "../../../shared/money-lines.ts";
import type { RowOf } from "../../../shared/table/entity.ts";
import { todayOf } from "../../../shared/today.ts";
import { daysOf } from "../../quotas/rules.ts";
import { answer } from "../answer.ts";
import { Query } from "../schema.ts";
import type { plan } from "../table.ts";
import { resultOf } from "./model.ts";
import type { Result } from "./schema.ts";

const KINDS = ["new", "upsell", "renewal", "total"] as const;
type Kinds = Record<(typeof KINDS)[number], number>;

const planned = (of: Omit<Result["months"][number], "month">): Kinds => ({
  new: of.newMinor,
  upsell: of.newUpsellMinor + of.existingUpsellMinor,
  renewal: of.renewalMinor,
  total: of.totalMinor,
});

const beside = (plannedMinor: number, actualMinor: number) => ({
  ...{ plannedMinor, actualMinor, gapMinor: plannedMinor - actualMinor },
  reachedBasisPoints:
    plannedMinor === 0 ? null : Number(rounded(BigInt(actualMinor) * BigInt(BASIS_POINTS_WHOLE), BigInt(plannedMinor))),
});

const compared = (wanted: Kinds, came: Kinds) => ({
  new: beside(wanted.new, came.new),
  upsell: beside(wanted.upsell, came.upsell),
  renewal: beside(wanted.renewal, came.renewal),
  total: beside(wanted.total, came.total),
});

const NOTHING: Kinds = { new: 0, upsell: 0, renewal: 0, total: 0 };
const plus = (a: Kinds, b: Kinds): Kinds => ({
  ...{ new: a.new + b.new, upsell: a.upsell + b.upsell },
  ...{ renewal: a.renewal + b.renewal, total: a.total + b.total },
});

/** A plan beside what was signed, by month, as far as the caller sees the orders. */
export async function actualOf(
  call: Caller,
  { scenarios, currency }: RowOf<typeof plan>,
  months: readonly string[],
  name?: string,
) {
  const scenario = name === undefined ? scenarios[0] : scenarios.find((one) => one.name === name);
  if (!scenario) {
    const known = scenarios.map((one) => one.name).join(", ");
    throw invalidField("scenario", `The plan has no scenario ${name}; it has ${known}.`, "unknown_reference");
  }
  const found = await answer(
    call,
    Query.parse({
      ...{ facts: "orders", measures: ["newMinor", "upsellMinor", "renewalMinor"], dimensions: ["signedOn.month"] },
      ...{ period: daysOf(months), filter: { field: "currency", op: "eq", value: currency } },
    }),
  );
  const byMonth = new Map(found.rows.map((row) => [row["signedOn.month"], row]));
  const came = (month: string): Kinds => {
    const row = byMonth.get(month);
    const of = (key: string): number => Number(row?.[key] ?? 0);
    const [first, more, again] = [of("newMinor"), of("upsellMinor"), of("renewalMinor")];
    return { new: first, upsell: more, renewal: again, total: first + more + again };
  };
  const thisMonth = todayOf(call).slice(0, 7);
  const all = resultOf(scenario, months).months.map((of) => ({
    ...{ month: of.month, wanted: planned(of), came: came(of.month) },
  }));
  const together = (some: typeof all) =>
    compared(
      some.reduce((sum, { wanted }) => plus(sum, wanted), NOTHING),
      some.reduce((sum, one) => plus(sum, one.came), NOTHING),
    );
  return {
    ...{ scenario: scenario.name, currency, asOf: found.asOf },
    months: all.map(({ month, wanted, came: of }) => ({ month, ...compared(wanted, of) })),
    year: together(all),
    soFar: together(all.filter(({ month }) => month < thisMonth)),
  };
}
