import { passes } from "../../shared/bounds.ts";
import { Fault } from "../../shared/fault.ts";
import { problemOf } from "../../shared/http/problem.ts";
import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { together } from "../../shared/together.ts";
import { toldOver } from "./question.ts";
import { runQuestion } from "./run.ts";
import type { Tile, TileData } from "./saved-schema.ts";
import type { Answer, Parameters } from "./schema.ts";
import type { dashboard } from "./table.ts";
import { type Titled, tileQuestion } from "./tiles.ts";

/** Tiles that are asked at once: each has an engine of its own. */
const AT_ONCE_MAX = 3;

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
