import { Fault, notFound } from "../../shared/fault.ts";
import { problemOf } from "../../shared/http/problem.ts";
import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { together } from "../../shared/together.ts";
import { usable } from "../users/shared-with.ts";
import { both } from "./facts.ts";
import { type Question, questionSaid, type Said, toldOver } from "./question.ts";
import { runQuestion } from "./run.ts";
import type { Tile, TileData } from "./saved-schema.ts";
import type { Answer, Parameters } from "./schema.ts";
import { type dashboard, SAVED_ALL, savedReport } from "./table.ts";

/** Tiles that are asked at once: each has an engine of its own. */
const AT_ONCE_MAX = 3;

type Titled = { title: TileData["title"]; chart: TileData["chart"]; question: Question; parameters: Parameters };

/** The saved report that a tile shows, if it names one that the caller may use. */
async function savedOf(call: Caller, { savedReportId }: Tile): Promise<RowOf<typeof savedReport> | undefined> {
  if (savedReportId === undefined) return undefined;
  const row = await usable(call, savedReport, savedReportId, SAVED_ALL);
  if (row.archived) throw notFound("savedReport", savedReportId);
  return row;
}

/** What a tile asks, and what it is called. */
export async function tileQuestion(call: Caller, tile: Tile): Promise<Titled> {
  const saved = await savedOf(call, tile);
  const said: Said = saved ?? tile;
  const question = questionSaid(said);
  const name = tile.title ?? saved?.name;
  const { compare } = tile;
  return {
    ...{ question, chart: tile.chart ?? saved?.chart ?? question.chart },
    title: name !== undefined ? { "zh-CN": name, en: name } : both(question.name ?? [question.facts, question.facts]),
    parameters: toldOver(saved?.parameters, toldOver(tile.parameters, compare ? { compare } : {})),
  };
}

const COMPARE: Readonly<Record<string, (figure: number, value: number) => boolean>> = {
  gt: (figure, value) => figure > value,
  gte: (figure, value) => figure >= value,
  lt: (figure, value) => figure < value,
  lte: (figure, value) => figure <= value,
};
/** Whether a figure passes a bound; what is not known passes none. */
export const passes = (op: string, figure: number | null, value: number): boolean =>
  figure !== null && (COMPARE[op]?.(figure, value) ?? false);

const figureOf = ({ totals }: Answer, measure: string): number | null => {
  const value = totals[measure];
  return typeof value === "number" ? value : null;
};

/** What is said of a tile's target and threshold. */
function judged({ target, threshold }: Tile, answer: Answer): Pick<TileData, "target" | "alert"> {
  const reached = target && figureOf(answer, target.measure);
  const found = threshold && figureOf(answer, threshold.measure);
  return {
    ...(target && {
      target: {
        ...{ ...target, figure: reached ?? null },
        reachedBasisPoints:
          typeof reached === "number" && Number.isInteger(reached)
            ? Number(rounded(BigInt(reached) * BigInt(BASIS_POINTS_WHOLE), BigInt(target.value)))
            : null,
      },
    }),
    ...(threshold && {
      alert: { ...threshold, figure: found ?? null, isRaised: passes(threshold.op, found ?? null, threshold.value) },
    }),
  };
}

/** Why a tile says nothing, as the call itself would say it. */
async function problemFor(error: unknown, locale: "zh-CN" | "en"): Promise<NonNullable<TileData["problem"]>> {
  const { status, code, detail } = JSON.parse((await problemOf(error, "", locale)).body);
  return { status, code, detail };
}

async function tileData(call: Caller, tile: Tile, asked: Parameters, locale: "zh-CN" | "en"): Promise<TileData> {
  let of: Titled | undefined;
  try {
    of = await tileQuestion(call, tile);
    const answer = await runQuestion(call, of.question, toldOver(of.parameters, asked));
    return { title: of.title, chart: of.chart, answer, ...judged(tile, answer) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const named = tile.title ?? tile.report ?? tile.savedReportId ?? tile.query?.facts ?? "";
    const title = of?.title ?? { "zh-CN": named, en: named };
    return { title, chart: of?.chart ?? tile.chart ?? "table", problem: await problemFor(error, locale) };
  }
}

/** What a dashboard says to somebody: one tile that fails says why, and the others stand. */
export async function dashboardData(
  call: Caller,
  { id, name, tiles }: Pick<RowOf<typeof dashboard>, "id" | "name" | "tiles">,
  asked: Parameters = {},
  locale: "zh-CN" | "en" = call.tenant.locale,
) {
  const data = await together(tiles, AT_ONCE_MAX, (tile) => tileData(call, tile, asked, locale));
  const told = data.flatMap(({ answer }) => answer?.asOf ?? []).sort();
  return { id, name, tiles: data, asOf: told[0] ?? call.now };
}
