import { NOWHERE, sharersOf, viewCells } from "../../shared/records/figure-views.ts";
import { bodyOf, figureOf } from "../../shared/records/figures.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { STANDARD_ID } from "../opportunities/rules.ts";
import { opportunity, stageMove } from "../opportunities/table.ts";

type Sale = RowOf<typeof opportunity>;
type Move = RowOf<typeof stageMove>;

/** Cells by month: of the decision where it is open, of the closing where it is closed. */
export const BY_MONTH = "fct";
/** Cells by pipeline: what stands where now. */
export const STANDING = "fun";
/** Cells by month and pipeline: what moved from where to where, and how long it had stood. */
export const MOVED = "mov";

/** The month of what nobody has dated. */
export const UNDATED = "none";

/** What an amount is told apart by: all, its owner's, a product type's, a competitor's. */
type Faceted = AnyRow & { facet: string; amountMinor?: number };

/** A record under each of its facets; it counts whole under every product type and every competitor. */
function faceted(
  row: AnyRow,
  of: { ownerId?: string; productTypes: readonly string[]; competitors: readonly string[] },
) {
  const facets = [
    "a",
    ...(of.ownerId ? [`o${bodyOf(of.ownerId)}`] : []),
    ...[...new Set(of.productTypes)].map((type) => `t${type}`),
    ...of.competitors.map((id) => `c${bodyOf(id)}`),
  ];
  return facets.map((facet) => ({ ...row, facet }));
}

/** A name that holds a place and a facet: no stage has `|` in its key. */
const at = (place: string, facet: string): string => `${place}|${facet}`;

/** The place, facet, currency and measure of a counter's name. */
export function partsOf(name: string): { place: string; facet: string; currency: string; measure: string } {
  const parts = name.split("_");
  const [measure = "", currency = ""] = [parts.pop(), parts.pop()];
  const whole = parts.join("_");
  const bar = whole.indexOf("|");
  return { place: whole.slice(0, bar), facet: whole.slice(bar + 1), currency, measure };
}

const stageAt = ({ stage, status }: Sale): string =>
  stage ?? { open: "new", closedWon: "won", closedLost: "lost" }[status];

const monthOf = ({ status, expectedOn, closedOn, closedAt }: Sale): string =>
  (status === "open" ? expectedOn : (closedOn ?? closedAt))?.slice(0, 7) ?? UNDATED;

/** What stands in which stage, open and closed, by month and by pipeline. */
export const saleFigure = figureOf<Sale & Faceted>(opportunity as Entity, {
  name: "sale",
  when: (row) => !row.archived,
  each: (row) =>
    faceted(row, {
      ownerId: row.ownerId,
      productTypes: (row.products ?? []).flatMap(({ productType }) => productType ?? []),
      competitors: row.competitors ?? [],
    }),
  dimensions: {
    month: monthOf,
    pipeline: (row) => row.pipelineId ?? STANDARD_ID,
    department: (row) => row.departmentId ?? NOWHERE,
    person: (row) => row.ownerId,
    sharer: (row) =>
      sharersOf(
        row.ownerId,
        row.team?.map(({ userId }) => userId),
      ),
    // A forecast tells people apart and nothing else.
    sold: (row) =>
      /^[ao]/.test(row.facet) ? at(`${bodyOf(row.pipelineId ?? STANDARD_ID)}/${stageAt(row)}`, row.facet) : undefined,
    stood: (row) => at(stageAt(row), row.facet),
    currency: (row) => row.currency,
  },
  measures: { count: () => 1, amountMinor: (row) => row.amountMinor ?? 0 },
  cells: [
    ...viewCells(BY_MONTH, ["month"], ["sold", "currency"]),
    ...viewCells(STANDING, ["pipeline"], ["stood", "currency"]),
  ],
});

/** What moved between stages, as it was then; a move never changes. */
export const moveFigure = figureOf<Move & Faceted>(stageMove as Entity, {
  name: "move",
  when: () => true,
  each: (row) =>
    faceted(row, {
      ownerId: row.ownerId,
      productTypes: row.productTypes ?? [],
      competitors: row.competitors ?? [],
    }),
  dimensions: {
    month: (row) => row.movedOn.slice(0, 7),
    pipeline: (row) => row.pipelineId,
    department: (row) => row.departmentId ?? NOWHERE,
    person: (row) => row.ownerId,
    sharer: (row) => sharersOf(row.ownerId, row.teamIds),
    step: (row) => at(`${row.from ?? ""}>${row.to}`, row.facet),
    currency: (row) => row.currency,
  },
  measures: {
    count: () => 1,
    amountMinor: (row) => row.amountMinor ?? 0,
    staySeconds: (row) => row.stayedSeconds ?? 0,
  },
  cells: viewCells(MOVED, ["month", "pipeline"], ["step", "currency"]),
});
