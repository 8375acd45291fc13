import type { TenantContext } from "../../shared/auth/access.ts";
import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import { type Counted, type FigureView, viewedCounters } from "../../shared/records/figure-views.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { STANDARD_ID, stageOf, standardPipeline } from "../opportunities/rules.ts";
import { CATEGORIES, type Category } from "../opportunities/schema.ts";
import { pipeline } from "../opportunities/table.ts";
import { user } from "../users/table.ts";
import { BY_MONTH, partsOf } from "./figures.ts";
import type { CategorySum } from "./schema.ts";
import type { forecastOverride } from "./table.ts";

export type PipelineRow = RowOf<typeof pipeline>;
export type Override = RowOf<typeof forecastOverride>;

/** Every pipeline that the tenant has or had, by the letters of its id. */
export async function pipelinesOf(
  table: Table,
  { locale }: TenantContext,
  now: string,
): Promise<Map<string, PipelineRow>> {
  const rows = await Array.fromAsync(table.each(pipeline, { sources: [sourceOf(pipeline, "all")] }));
  const all = rows.some(({ id }) => id === STANDARD_ID) ? rows : [...rows, standardPipeline(locale, now)];
  return new Map(all.map((row) => [bodyOf(row.id), row]));
}

/** The counters of some months, and the pipelines whose stages they are of. */
export const countedIn = (
  call: Caller,
  months: readonly string[],
  view: FigureView,
  below?: readonly string[],
): Promise<[Counted[], Map<string, PipelineRow>]> => {
  const keys = months.map((month) => [month]);
  return Promise.all([
    viewedCounters(call.table, BY_MONTH, keys, view, below),
    pipelinesOf(call.table, call.tenant, call.now),
  ]);
};

/** What a category comes to for one facet; `scaled` is Σ amount × probability, yet to be rounded. */
export type Piece = {
  facet: string;
  currency: string;
  category: Category;
  count: number;
  amountMinor: number;
  scaled: bigint;
};

/** Counters by stage as amounts by category, as the pipelines have it now. What stands in a stage that is gone weighs nothing. */
export function piecesOf(counted: readonly Counted[], pipelines: ReadonlyMap<string, PipelineRow>): Piece[] {
  return counted.flatMap(({ name, value }): Piece[] => {
    const { place, facet, currency, measure } = partsOf(name);
    const [body = "", key] = place.split("/");
    const of = pipelines.get(body);
    const { category = "pipeline", probabilityBasisPoints = 0 } = (of && stageOf(of, key)) ?? {};
    const isCount = measure === "count";
    const scaled = isCount ? 0n : BigInt(value) * BigInt(probabilityBasisPoints);
    return [{ facet, currency, category, count: isCount ? value : 0, amountMinor: isCount ? 0 : value, scaled }];
  });
}

/** The surest first; what was lost adds to nothing. */
const SUREST_FIRST: readonly Category[] = ["closedWon", "commit", "best", "pipeline"];

/** Amounts of a currency by category, with what managers say in place of what their people's sales add up to. */
function categorySums(pieces: readonly Piece[], corrections: ReadonlyMap<Category, number>): CategorySum[] {
  const sums = CATEGORIES.map((category) => {
    const own = pieces.filter((piece) => piece.category === category);
    const total = (of: "count" | "amountMinor"): number => own.reduce((sum, piece) => sum + piece[of], 0);
    const scaled = own.reduce((sum, piece) => sum + piece.scaled, 0n);
    const amountMinor = total("amountMinor");
    const weightedMinor = Number(rounded(scaled, BigInt(BASIS_POINTS_WHOLE)));
    const adjustedMinor = amountMinor + (corrections.get(category) ?? 0);
    return { category, count: total("count"), amountMinor, weightedMinor, adjustedMinor };
  });
  return sums.map((sum) => {
    const surer = SUREST_FIRST.slice(0, SUREST_FIRST.indexOf(sum.category) + 1);
    const within = sums.filter(({ category }) => surer.includes(category));
    const isLost = sum.category === "closedLost";
    return {
      ...sum,
      cumulativeMinor: isLost ? sum.amountMinor : within.reduce((total, { amountMinor }) => total + amountMinor, 0),
    };
  });
}

/** By how much an override departs from what its owner's sales add up to. */
function correctionsOf(overrides: readonly Override[], amountOf: (ownerId: string, category: Category) => number) {
  const found = new Map<Category, number>();
  for (const { ownerId, category, amountMinor } of overrides) {
    if (amountMinor === undefined) continue;
    found.set(category, (found.get(category) ?? 0) + amountMinor - amountOf(ownerId, category));
  }
  return found;
}

/** The overrides that hold: of a period, person, category and currency the last word. */
export const lastWords = (all: readonly Override[]): Override[] =>
  [...Map.groupBy(all, ({ ownerId, category, currency }) => `${ownerId} ${category} ${currency}`).values()]
    .map((words) => words.reduce((last, word) => (word.createdAt >= last.createdAt ? word : last)))
    .filter(({ amountMinor }) => amountMinor !== undefined);

/** A forecast in one currency, in all and person by person. */
export function forecastOf(all: readonly Piece[], overrides: readonly Override[], currency: string) {
  const pieces = all.filter((piece) => piece.currency === currency);
  const words = lastWords(overrides).filter((word) => word.currency === currency);
  const whole = pieces.filter(({ facet }) => facet === "a");
  const byPerson = Map.groupBy(
    pieces.filter(({ facet }) => facet.startsWith("o")),
    ({ facet }) => `${user.prefix}_${facet.slice(1)}`,
  );
  const amountOf = (ownerId: string, category: Category): number =>
    (byPerson.get(ownerId) ?? []).reduce(
      (sum, piece) => sum + (piece.category === category ? piece.amountMinor : 0),
      0,
    );
  const categories = categorySums(whole, correctionsOf(words, amountOf));
  const owners = [...new Set([...byPerson.keys(), ...words.map(({ ownerId }) => ownerId)])].sort();
  const of = (category: Category): CategorySum => categories.find((sum) => sum.category === category) as CategorySum;
  const cumulative = SUREST_FIRST.map((category, n) => ({
    category,
    amountMinor: of(category).cumulativeMinor,
    adjustedMinor: SUREST_FIRST.slice(0, n + 1).reduce((sum, surer) => sum + of(surer).adjustedMinor, 0),
  }));
  const scaled = whole.reduce((sum, piece) => sum + piece.scaled, 0n);
  return {
    currency,
    categories,
    cumulative,
    weightedMinor: Number(rounded(scaled, BigInt(BASIS_POINTS_WHOLE))),
    committedMinor: of("commit").cumulativeMinor,
    people: owners.map((ownerId) => {
      const own = words.filter((word) => word.ownerId === ownerId);
      return { ownerId, categories: categorySums(byPerson.get(ownerId) ?? [], correctionsOf(own, amountOf)) };
    }),
    overrides: words,
  };
}
