import { isDeepStrictEqual } from "node:util";
import { callerOf } from "../../shared/events/caller.ts";
import type { Change, Work } from "../../shared/events/event.ts";
import { advance, type BackfillRow, forEach, type Piece } from "../../shared/records/backfill.ts";
import { withComputed } from "../../shared/records/computed.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { addsTheSame, contribute, parentsOf, relationsOf, rollUp } from "../../shared/records/rollups.ts";
import { CUSTOM } from "../../shared/records/values.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew } from "../../shared/table/anew.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { nouns } from "../nouns.ts";
import { settled } from "./places.ts";

/** Tries at changing a row that others may be changing at the same time. */
const TRIES_MAX = 10;

/** Evaluates the formulas of a record that is older than they are. */
async function evaluate(work: Work, of: Noun, given: AnyRow): Promise<void> {
  const call = callerOf(work, "fields");
  await anew(TRIES_MAX, async (tried) => {
    const row = tried === 1 ? given : ((await work.table.find(of.entity, given.id)) as AnyRow | undefined);
    if (!row || isDeepStrictEqual(withComputed(work.tenant, of, row)[CUSTOM], row[CUSTOM])) return;
    await commit(call, await replacement(call, of, row, {}));
  });
}

/** What is done for older records, step by step; see `stepsFor`. */
function pieceOf(work: Work, fieldId: string | undefined): Piece {
  const call = callerOf(work, "fields");
  const ofField = ({ fields }: { fields: { id: string }[] }) => fields.some(({ id }) => id === fieldId);
  return async (of, rows, { does }) => {
    const { noun } = of.entity;
    if (does === "places") return settled(work, of, rows, fieldId);
    if (does === "formulas") await forEach(rows, (row) => evaluate(work, of, row));
    const ends = does === "rollups" ? { parent: noun } : { child: noun };
    for (const relation of (await relationsOf(work.tenant, nouns, ends)).filter(ofField)) {
      await forEach(rows, async (row) => {
        if (does === "rollups") await rollUp(call, relation, row.id);
        else if (does === "contributions") await contribute(work.table, work.tenant, relation, row.id, []);
      });
    }
    return 0;
  };
}

/** Does one step of what older records need. */
export const goOn = (work: Work, row: BackfillRow): Promise<void> =>
  advance(work, row, nouns, pieceOf(work, row.fieldId));

/**
 * Adds a changed record up in those that it belongs to. Its own change says whom it has named, so that it is taken away
 * from those whom it names no more.
 */
export async function addUp(change: Change, work: Work): Promise<void> {
  const { noun } = change.entity;
  const [before, after] = [change.before as AnyRow | undefined, change.after as AnyRow | undefined];
  const id = (after ?? before)?.id ?? "";
  for (const relation of await relationsOf(work.tenant, nouns, { child: noun })) {
    if (addsTheSame(relation, work.tenant, before, after)) continue;
    const told = [...parentsOf(relation, before), ...parentsOf(relation, after)];
    const concerned = await contribute(work.table, work.tenant, relation, id, told);
    const call = callerOf(work, "rollups");
    for (const parentId of new Set(concerned)) await rollUp(call, relation, parentId);
  }
}
