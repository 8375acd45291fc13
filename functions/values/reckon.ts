import { Fault } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { picks } from "../../shared/records/picking.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { account } from "../accounts/table.ts";
import { REFERABLE } from "../referable.ts";
import { formulasOf, numbersOf } from "./numbers.ts";
import { reckonedOf, standingOf } from "./rules.ts";
import { accountValue, type ModelRow, type ValueRow, valueId } from "./table.ts";
import { dropTask } from "./tell.ts";

type Account = RowOf<typeof account>;

/** Whether a model is for an account. */
export const isFor = (call: Caller, { when }: ModelRow, about: Account): boolean =>
  picks(call, { entity: account, custom: REFERABLE }, when, about);

/** The value of an account by a model as things now stand, part by part. */
export async function worthOf(call: Caller, model: ModelRow, about: Account) {
  const numbers = await numbersOf(call, about, formulasOf(call.tenant, model));
  return { modelId: model.id, accountId: about.id, on: todayOf(call), ...reckonedOf(model, numbers) };
}

const gone = (row: ValueRow | undefined): Action[] => (row ? [write.delete(accountValue, row)] : []);

/** What a night's reckoning writes of an account: its value, and a task of its owner's where that has fallen. */
async function reckoned(call: Caller, model: ModelRow, about: Account): Promise<Action[]> {
  const id = valueId(model.id, about.id);
  const before = await call.table.find(accountValue, id);
  if (about.archived || !isFor(call, model, about)) return gone(before);
  const value = await worthOf(call, model, about);
  const { standing, isNews } = standingOf(before, value.score, value.on, model.dropBasisPoints);
  const fields = { ...value, ...standing };
  const row = before
    ? write.replace(accountValue, before, nextVersion(before, call.now, fields))
    : write.create(accountValue, { ...fresh(call, accountValue, id), ...fields });
  return [row, ...(isNews ? await dropTask(call, about, model, { ...value, ...standing }) : [])];
}

/** Reckons an account anew. A model that its fields no longer fit leaves what stands. */
export async function reckon(call: Caller, model: ModelRow, about: Account): Promise<void> {
  try {
    const actions = await reckoned(call, model, about);
    if (actions.length > 0) await call.table.commit(actions);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "invalid") throw error;
  }
}
