import { addDays } from "../../shared/clock.ts";
import type { Api } from "./api.ts";
import type { Raw, Truth } from "./report-said.ts";
import { afterTruths } from "./report-truths-after.ts";
import { channelTruths } from "./report-truths-channel.ts";
import { marketTruths } from "./report-truths-market.ts";
import { moneyTruths } from "./report-truths-money.ts";
import { spentTruths } from "./report-truths-spent.ts";
import type { ReportCompany } from "./report-world.ts";

export type { Raw } from "./report-said.ts";

/** What the rows of every fact say and count, reckoned from what lists of the API say. */
export const truths: Record<string, Truth> = {
  ...marketTruths,
  ...moneyTruths,
  ...spentTruths,
  ...afterTruths,
  ...channelTruths,
};

/** All items of a list as somebody sees them; none of a list that is closed to them. */
async function listed(api: Api, path: string): Promise<Raw[]> {
  const found: Raw[] = [];
  for (let cursor = ""; ; ) {
    const { status, body } = await api.get(`${path}?limit=200${cursor}`);
    if (status === 403) return found;
    if (status !== 200) throw new Error(`${path} → ${status} ${JSON.stringify(body)}`);
    found.push(...body.items);
    if (!body.nextCursor) return found;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}

/** What stands beside rows of what comes after the signature: counts, plans, health, and the project of an order. */
async function beside(api: Api, admin: Api, lists: ReadonlyMap<string, Raw[]>): Promise<void> {
  for (const row of lists.get("/v1/articles") ?? [])
    Object.assign(row, (await api.get(`/v1/articles/${row.id}/counts`)).body);
  for (const row of lists.get("/v1/projects") ?? [])
    row.nodes = (await api.get(`/v1/projects/${row.id}/plan`)).body.nodes;
  for (const row of lists.get("/v1/accounts") ?? []) row.health = (await api.get(`/v1/accounts/${row.id}/health`)).body;
  const projects = await listed(admin, "/v1/projects");
  const currencies = new Map(projects.map(({ id, currency }) => [id, currency]));
  for (const row of lists.get("/v1/time-entries") ?? []) row.projectCurrency = currencies.get(row.projectId);
  const live = new Map(projects.flatMap((one) => (one.status === "cancelled" ? [] : [[one.orderId, one]])));
  for (const row of lists.get("/v1/receivables") ?? []) {
    const of = row.orderId && live.get(row.orderId);
    if (!of) continue;
    row.itsProject = of.id;
    row.itsCurrency = of.currency;
    row.itsTypes = of.productTypes;
  }
}

/** The raw rows of every fact as one viewer reads them, list by list. */
export async function rawRows(api: Api, { admin, claimed }: ReportCompany): Promise<Record<string, Raw[]>> {
  const lists = new Map<string, Raw[]>();
  for (const path of new Set(Object.values(truths).flatMap(({ paths }) => paths)))
    lists.set(path, await listed(api, path));
  const departments = new Map((await listed(admin, "/v1/receivables")).map((r) => [r.id, r.departmentId]));
  for (const row of lists.get("/v1/credits") ?? []) row.departmentId = departments.get(row.receivableId);
  for (const row of lists.get("/v1/opportunities") ?? []) {
    row.moves = (await listed(api, `/v1/opportunities/${row.id}/stage-moves`)).map((move) => ({ ...move }));
  }
  const sales = new Map((lists.get("/v1/opportunities") ?? []).map((r) => [r.id, r.status]));
  for (const row of lists.get("/v1/expenses") ?? []) row["opportunityId.status"] = sales.get(row.opportunityId);
  await beside(api, admin, lists);
  for (const row of lists.get("/v1/bank-transactions") ?? []) {
    const { body } = await admin.get(`/v1/bank-transactions/${row.id}/explanation`);
    row.isClaimed = claimed.has(row.id);
    row.step = body.step;
    row.why = body.step ? body.why : undefined;
  }
  return Object.fromEntries(
    Object.entries(truths).map(([name, { paths, explode, says = {} }]) => {
      const rows = paths.flatMap((path) =>
        (lists.get(path) ?? []).flatMap((row) => (explode ? explode(row, path) : [row])),
      );
      const told = rows.map((row) => ({
        ...row,
        ...Object.fromEntries(Object.entries(says).map(([k, of]) => [k, of(row)])),
      }));
      return [name, told];
    }),
  );
}

/** What a filter of the catalogue asks, said plainly. */
export function fits(filter: Raw | undefined, row: Raw, today: string): boolean {
  if (!filter) return true;
  if (filter.all) return filter.all.every((one: Raw) => fits(one, row, today));
  const value = row[filter.field] ?? undefined;
  const wanted = filter.value === "today" ? today : filter.value;
  switch (filter.op) {
    case "eq":
      return value === wanted;
    case "ne":
      return value !== wanted;
    case "in":
      return wanted.includes(value);
    case "empty":
      return (value === undefined) === wanted;
    case "lt":
      return value !== undefined && value < wanted;
    default:
      return value !== undefined && value >= wanted;
  }
}

/** The part of a day, by the calendar of whole years. */
export function partOfDay(value: unknown, level: string): unknown {
  if (typeof value !== "string" || level === "day") return value ?? null;
  const [year, month] = value.split("-");
  if (level === "month") return `${year}-${month}`;
  if (level === "quarter") return `${year}-Q${Math.ceil(Number(month) / 3)}`;
  if (level === "year") return year;
  let monday = value;
  while (new Date(`${monday}T00:00:00Z`).getUTCDay() !== 1) monday = addDays(monday, -1);
  return monday;
}
