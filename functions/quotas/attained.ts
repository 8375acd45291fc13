import { subtreeOf } from "../../shared/auth/access.ts";
import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import { type Counted, figureView, NOWHERE, viewedCounters } from "../../shared/records/figure-views.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { creditPack } from "../credits/table.ts";
import { order } from "../orders/table.ts";
import { partner } from "../partners/table.ts";
import { user } from "../users/table.ts";
import { ATTAINED } from "./figures.ts";
import { daysOf, departmentsAsked, monthsOf } from "./rules.ts";
import { type AttainedItem, type Measure, TARGET_FIELDS, TARGETS, type Target } from "./schema.ts";
import { fiscalCalendar, quota, targetOf } from "./table.ts";

/** What is asked of attainment: of which period and measure, and of whom alone. */
export type AttainmentAsked = {
  period: string;
  measure: Measure;
  departmentId?: string | undefined;
  by?: Target | undefined;
  currency?: string | undefined;
};

/** The noun whose records a measure is made of, and the fields that it tells of. */
const SOURCES: Record<"order" | "credit", { entity: Entity; fields: string[] }> = {
  order: { entity: order as Entity, fields: ["lines", "currency", "kind", "ownerId", "partnerId"] },
  credit: { entity: creditPack as Entity, fields: ["amountMinor", "entries", "currency", "beneficiaryId"] },
};
const sourceFor = (measure: Measure) =>
  SOURCES[measure === "received" || measure === "credits" || measure === "overlay" ? "credit" : "order"];

/** Sums by facet, and by department of what is all of it. */
function summed(counted: readonly Counted[], { measure, currency: wanted }: { measure: string; currency: string }) {
  const [facets, departments] = [new Map<string, number>(), new Map<string, number>()];
  for (const { name, department: at, value } of counted) {
    const parts = name.split("_");
    const [kind, of] = [parts.pop(), parts.pop()];
    const facet = parts.join("_");
    if (kind !== measure || of !== wanted) continue;
    facets.set(facet, (facets.get(facet) ?? 0) + value);
    if (facet === "a") departments.set(at, (departments.get(at) ?? 0) + value);
  }
  return { facets, departments };
}

const PREFIXES: Record<Exclude<Target, "department" | "productType">, [facet: string, prefix: string]> = {
  person: ["o", user.prefix],
  partner: ["p", partner.prefix],
};

type Sums = ReturnType<typeof summed>;

/** What each target has attained, by its id; a department with all below it. */
function attainedBy({ tenant }: Caller, target: Target, { facets, departments }: Sums, seen: readonly string[]) {
  if (target === "department") {
    const own = (id: string): number => departments.get(bodyOf(id)) ?? 0;
    const rolled = (id: string): number =>
      subtreeOf(tenant.departmentParents, id).reduce((total, below) => total + own(below), 0);
    return new Map(seen.filter((id) => id !== NOWHERE).map((id) => [id, rolled(id)]));
  }
  const found = target === "productType" ? (["t", ""] as const) : PREFIXES[target];
  const [facet, prefix] = found;
  return new Map(
    [...facets]
      .filter(([name]) => name.startsWith(facet) && name !== "a")
      .map(([name, value]) => [prefix ? `${prefix}_${name.slice(1)}` : name.slice(1), value]),
  );
}

function itemOf(target: Target, id: string, attainedMinor: number, wanted: number | undefined): AttainedItem {
  const named = { target, [TARGET_FIELDS[target]]: id, attainedMinor } as AttainedItem;
  if (wanted === undefined) return named;
  const basisPoints = Number(rounded(BigInt(attainedMinor) * BigInt(BASIS_POINTS_WHOLE), BigInt(wanted)));
  return { ...named, quotaMinor: wanted, basisPoints, gapMinor: wanted - attainedMinor };
}

/** The quotas of a period that a caller sees. */
async function quotasOf(
  call: Caller,
  { period: of, measure, currency: wanted }: AttainmentAsked,
): Promise<RowOf<typeof quota>[]> {
  const sources = [sourceOf(quota, "parent", { period: of, measure })];
  const rows = await Array.fromAsync(call.table.each(quota, { sources }));
  return rows.filter((row) => !row.archived && row.currency === wanted && call.access.sees(quota, row));
}

/** What was attained in a period, against the quotas, within what the caller sees. */
export async function attainmentOf(call: Caller, query: AttainmentAsked) {
  const { period: of, measure, departmentId, by } = query;
  const { entity, fields } = sourceFor(measure);
  checkUsable(call.access, entity.noun, fields);
  checkUsable(call.access, quota.noun, ["amountMinor"]);
  const wanted = query.currency ?? call.tenant.currency;
  const below = departmentsAsked(call, entity, departmentId);
  const view = figureView(call.access, entity, below);
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  const months = monthsOf(of, yearStartsInMonth);
  const [counted, quotas] = await Promise.all([
    viewedCounters(
      call.table,
      ATTAINED,
      months.map((month) => [month]),
      view,
      below,
    ),
    quotasOf(call, { ...query, currency: wanted }),
  ]);
  const sums = summed(counted, { measure, currency: wanted });
  const items = TARGETS.filter((target) => by === undefined || by === target).flatMap((target) => {
    const attained = attainedBy(call, target, sums, view.departments);
    const asked = new Map(
      quotas
        .filter((row) => row.target === target && (!below || (row.departmentId && below.includes(row.departmentId))))
        .map((row) => [targetOf(row), row.amountMinor]),
    );
    return [...new Set([...asked.keys(), ...attained.keys()])]
      .sort()
      .map((id) => itemOf(target, id, attained.get(id) ?? 0, asked.get(id)))
      .filter(({ attainedMinor, quotaMinor }) => attainedMinor !== 0 || quotaMinor !== undefined);
  });
  return { period: of, ...daysOf(months), measure, currency: wanted, totalMinor: sums.facets.get("a") ?? 0, items };
}
