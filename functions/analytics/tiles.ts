import { notFound } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { usable } from "../users/shared-with.ts";
import { both } from "./facts.ts";
import { type Question, questionSaid, type Said, toldOver } from "./question.ts";
import type { Tile, TileData } from "./saved-schema.ts";
import type { Parameters } from "./schema.ts";
import { SAVED_ALL, savedReport } from "./table.ts";

export type Titled = { title: TileData["title"]; chart: TileData["chart"]; question: Question; parameters: Parameters };

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
