import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded, shareOf } from "../../shared/money-lines.ts";
import { type Counted, figureView, viewedCounters } from "../../shared/records/figure-views.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { together } from "../../shared/together.ts";
import { competitor } from "../competitors/table.ts";
import { STANDARD_ID } from "../opportunities/rules.ts";
import { opportunity } from "../opportunities/table.ts";
import { department, user } from "../users/table.ts";
import { partsOf, STANDING } from "./figures.ts";
import type { DIMENSIONS, StageRow } from "./schema.ts";
import { type PipelineRow, pipelinesOf } from "./sums.ts";

/** Pipelines that are read at once. */
const AT_ONCE_MAX = 4;

/** The fields that a funnel tells of. */
export const FUNNEL_FIELDS = [
  ...["amountMinor", "currency", "stage", "pipelineId", "status", "ownerId", "products", "competitors"],
];

/** What a counter says, with the value of a dimension that it is of. */
export type Told = { place: string; measure: string; value: number; of: string };

const FACETS = {
  owner: ["o", `${user.prefix}_`],
  productType: ["t", ""],
  competitor: ["c", `${competitor.prefix}_`],
} as const;

/** The counters of a currency in all, or for each value of a dimension. */
export function told(counted: readonly Counted[], wanted: string, by?: (typeof DIMENSIONS)[number]): Told[] {
  return counted.flatMap(({ name, value, department: at }): Told[] => {
    const { place, facet, currency: of, measure } = partsOf(name);
    if (of !== wanted) return [];
    const isWhole = by === undefined || by === "department";
    if (isWhole) return facet === "a" ? [{ place, measure, value, of: by ? `${department.prefix}_${at}` : "" }] : [];
    const [letter, prefix] = FACETS[by];
    return facet.startsWith(letter) && facet !== "a" ? [{ place, measure, value, of: prefix + facet.slice(1) }] : [];
  });
}

const total = (all: readonly Told[], measure: string): number =>
  all.reduce((sum, one) => sum + (one.measure === measure ? one.value : 0), 0);

/** One line for each stage: what stands there, what came and went. */
export function stagesOf({ stages }: PipelineRow, standing: readonly Told[], moves: readonly Told[]): StageRow[] {
  const order = stages.map(({ key }) => key);
  const lostKeys = stages.filter(({ category }) => category === "closedLost").map(({ key }) => key);
  return stages.map(({ key, name, category, probabilityBasisPoints }, n): StageRow => {
    const here = standing.filter(({ place }) => place === key);
    const steps = moves.map((move) => ({
      ...move,
      from: move.place.split(">")[0] ?? "",
      to: move.place.split(">")[1] ?? "",
    }));
    const into = steps.filter(({ to }) => to === key);
    const out = steps.filter(({ from }) => from === key);
    const lost = total(
      out.filter(({ to }) => lostKeys.includes(to)),
      "count",
    );
    const advanced = total(
      out.filter(({ to }) => !lostKeys.includes(to) && order.indexOf(to) > n),
      "count",
    );
    const left = total(out, "count");
    const amountMinor = total(here, "amountMinor");
    const share = (part: number): number => Number(rounded(BigInt(part) * BigInt(BASIS_POINTS_WHOLE), BigInt(left)));
    return {
      ...{ stage: key, name, category, count: total(here, "count"), amountMinor },
      weightedMinor: shareOf(amountMinor, probabilityBasisPoints),
      ...{ entered: total(into, "count"), enteredMinor: total(into, "amountMinor") },
      ...{ left, advanced, lost, back: left - advanced - lost },
      ...(left > 0 && {
        conversionBasisPoints: share(advanced),
        secondsOnAverage: Math.round(total(out, "staySeconds") / left),
      }),
    };
  });
}

/** What stands in each stage of each pipeline now, within what the caller sees: the standard one first. */
export async function standingStages(call: Caller): Promise<{ pipeline: string; stages: StageRow[] }[]> {
  checkUsable(call.access, opportunity.noun, FUNNEL_FIELDS);
  const all = [...(await pipelinesOf(call.table, call.tenant, call.now)).values()];
  const isOwn = ({ id }: PipelineRow): number => (id === STANDARD_ID ? 0 : 1);
  const view = figureView(call.access, opportunity as Entity);
  const inOrder = all.sort((a, b) => isOwn(a) - isOwn(b) || (a.id < b.id ? -1 : 1));
  return together(inOrder, AT_ONCE_MAX, async (of) => {
    const counted = await viewedCounters(call.table, STANDING, [[of.id]], view);
    return { pipeline: of.name, stages: stagesOf(of, told(counted, call.tenant.currency), []) };
  });
}
