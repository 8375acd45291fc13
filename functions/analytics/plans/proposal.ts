import { addDays, addMonths } from "../../../shared/clock.ts";
import { isNotPermitted } from "../../../shared/fault.ts";
import type { Caller } from "../../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../../shared/money.ts";
import { rounded } from "../../../shared/money-lines.ts";
import { todayOf } from "../../../shared/today.ts";
import { rowsOf } from "../../renewals/rows.ts";
import { shareFor } from "../../renewals/rules.ts";
import { renewalPolicy } from "../../renewals/table.ts";
import { answer } from "../answer.ts";
import { type Answer, Query } from "../schema.ts";
import { resultOf } from "./model.ts";
import { type Line, MONTHS_A_YEAR, type Scenario } from "./schema.ts";

type Missing = "leads" | "orders" | "renewals";
type Row = Answer["rows"][number];

const share = (part: number, whole: number): number =>
  whole === 0 ? 0 : Number(rounded(BigInt(part) * BigInt(BASIS_POINTS_WHOLE), BigInt(whole)));
const each = (sum: number, count: number): number => (count === 0 ? 0 : Number(rounded(BigInt(sum), BigInt(count))));
const grown = (value: number, growthBasisPoints: number): number =>
  Number(rounded(BigInt(value) * BigInt(BASIS_POINTS_WHOLE + growthBasisPoints), BigInt(BASIS_POINTS_WHOLE)));
const of = (row: Row, key: string): number => Number(row[key] ?? 0);
const added = (rows: readonly Row[], key: string): number => rows.reduce((sum, row) => sum + of(row, key), 0);

/** The twelve whole months before a year begins, or before this month where that is still to come. */
export function historyOf(firstMonth: string, today: string): { from: string; to: string } {
  const thisMonth = today.slice(0, 7);
  const end = firstMonth < thisMonth ? firstMonth : thisMonth;
  return { from: addMonths(`${end}-01`, -MONTHS_A_YEAR), to: addDays(`${end}-01`, -1) };
}

/** Some lines of a proposal, or nothing where the caller may not see what they follow from. */
async function ifSeen<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isNotPermitted(error)) return undefined;
    throw error;
  }
}

type History = { call: Caller; period: { from: string; to: string }; currency: string; growthBasisPoints: number };

const ask = ({ call }: History, query: object): Promise<Answer> => answer(call, Query.parse(query));

/** How many leads of each grade there were, how many became customers, and how many of before are still open. */
async function leadsOf(history: History) {
  const query = { facts: "leads", dimensions: ["grade"] };
  const [made, open] = await Promise.all([
    ask(history, { ...query, measures: ["leads", "converted"], period: history.period }),
    ask(history, { ...query, measures: ["openLeads"] }),
  ]);
  return { rows: made.rows, open: open.rows, asOf: made.asOf };
}

/** What each account, and each owner, brought. */
async function ordersOf(history: History) {
  const signed = { field: "status", op: "eq", value: "signed" };
  const inCurrency = { field: "currency", op: "eq", value: history.currency };
  const query = { facts: "orders", period: history.period };
  const measures = ["newMinor", "upsellMinor", "renewalMinor"];
  const filter = { all: [signed, inCurrency] };
  const isNew = { field: "kind", op: "eq", value: "new" };
  const [byAccount, byOwner] = await Promise.all([
    ask(history, { ...query, filter, measures, dimensions: ["accountId"], limit: 5_000 }),
    ask(history, {
      ...query,
      ...{ filter: { all: [signed, inCurrency, isNew] }, measures: ["newMinor", "signed"], dimensions: ["ownerId"] },
      limit: 5_000,
    }),
  ]);
  return { byAccount: byAccount.rows, byOwner: byOwner.rows, asOf: byAccount.asOf };
}

/** What is due in the year, by tier and how often it was renewed, with the share that the tenant wants. */
async function renewalLines({ call, currency }: History, year: string): Promise<Extract<Line, { kind: "renewal" }>[]> {
  call.access.need("renewals.read");
  const [{ rows }, policy] = await Promise.all([
    rowsOf(call, { period: year, currency }, false),
    renewalPolicy.held(call.table),
  ]);
  const groups = Map.groupBy(rows, (row) =>
    JSON.stringify([row.tier ?? null, row.renewals, shareFor(policy.targets, policy.targetBasisPoints, row)]),
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, some]) => {
      const [tier, renewals, rateBasisPoints] = JSON.parse(key) as [string | null, number, number];
      const dueMinor = some.reduce((sum, row) => sum + row.dueMinor, 0);
      return { kind: "renewal", ...(tier !== null && { tier }), renewals, dueMinor, rateBasisPoints };
    });
}

type Orders = Awaited<ReturnType<typeof ordersOf>>;

/** What customers buy besides: of the new ones by their new income, of the others by what they renewed. */
function upsellLines({ byAccount }: Orders, dueMinor: number): Line[] {
  const isNew = (row: Row): boolean => of(row, "newMinor") > 0;
  const [fresh, known] = [byAccount.filter(isNew), byAccount.filter((row) => !isNew(row))];
  const newUpsell = share(added(fresh, "upsellMinor"), added(fresh, "newMinor"));
  const [more, renewed] = [added(known, "upsellMinor"), added(known, "renewalMinor")];
  // Where nothing was renewed there is no share to go by: the same is expected again.
  const existing =
    renewed > 0 && dueMinor > 0
      ? { baseMinor: dueMinor, rateBasisPoints: share(more, renewed) }
      : { baseMinor: more, rateBasisPoints: BASIS_POINTS_WHOLE };
  return [
    ...(newUpsell > 0 ? [{ kind: "newUpsell" as const, rateBasisPoints: newUpsell }] : []),
    ...(existing.baseMinor > 0 && existing.rateBasisPoints > 0
      ? [{ kind: "existingUpsell" as const, ...existing }]
      : []),
  ];
}

function leadLines({ rows, open }: Awaited<ReturnType<typeof leadsOf>>, averageMinor: number, growth: number): Line[] {
  const grades = [...new Set([...rows, ...open].map(({ grade }) => grade ?? null))];
  return grades.flatMap((grade): Line[] => {
    const found = rows.find((row) => (row.grade ?? null) === grade) ?? {};
    const oldLeads = of(open.find((row) => (row.grade ?? null) === grade) ?? {}, "openLeads");
    const conversionBasisPoints = share(of(found, "converted"), of(found, "leads"));
    const leads = grown(of(found, "leads"), growth);
    if (leads === 0 && oldLeads === 0) return [];
    return [
      {
        ...{ kind: "leads", ...(typeof grade === "string" && { grade }), leads, conversionBasisPoints },
        ...{ oldLeads, oldConversionBasisPoints: conversionBasisPoints, averageMinor },
      },
    ];
  });
}

/** Scenarios as the twelve months before have it: led by leads, and led by those who sell. */
export async function proposed(call: Caller, year: string, months: readonly string[], growthBasisPoints: number) {
  const period = historyOf(months[0] ?? "", todayOf(call));
  const { currency, locale } = call.tenant;
  const history: History = { call, period, currency, growthBasisPoints };
  const leads = await ifSeen(() => leadsOf(history));
  const orders = await ifSeen(() => ordersOf(history));
  const renewals = await ifSeen(() => renewalLines(history, year));
  const dueMinor = (renewals ?? []).reduce((sum, line) => sum + line.dueMinor, 0);
  const existing: Line[] = [...(renewals ?? []), ...(orders ? upsellLines(orders, dueMinor) : [])];
  const { byOwner = [] } = orders ?? {};
  const averageMinor = each(added(byOwner, "newMinor"), added(byOwner, "signed"));
  const reps = byOwner.filter((row) => of(row, "newMinor") > 0);
  const outputMinor = grown(each(added(reps, "newMinor"), reps.length), growthBasisPoints);
  const byLeads = leads && orders ? leadLines(leads, averageMinor, growthBasisPoints) : [];
  const byReps: Line[] = reps.length > 0 ? [{ kind: "reps", reps: reps.length, outputMinor }] : [];
  const [ledByLeads, ledByReps] = locale === "en" ? ["Led by leads", "Led by reps"] : ["线索驱动", "销售驱动"];
  const scenario = (name: string, lines: Line[]): Scenario[] =>
    lines.length > 0 ? [{ name, lines: [...lines, ...existing] }] : [];
  const scenarios = [...scenario(ledByLeads, byLeads), ...scenario(ledByReps, byReps)];
  const missing: Missing[] = [
    ...(byLeads.length > 0 ? [] : ["leads" as const]),
    ...(byReps.length > 0 ? [] : ["orders" as const]),
    ...((renewals ?? []).length > 0 ? [] : ["renewals" as const]),
  ];
  const told = [leads?.asOf, orders?.asOf].flatMap((at) => at ?? []).sort();
  return {
    ...{ year, currency, ...period, scenarios, missing, asOf: told[0] ?? call.now },
    results: scenarios.map((one) => resultOf(one, months)),
  };
}
